"""Boards and cards as Trello might send them, drawn at random."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

ids = st.text("0123456789abcdef", min_size=24, max_size=24)

texts = st.one_of(
    st.sampled_from(
        ["", "Éléonore", "E\u0301le\u0301onore", "👩🏽‍🎓", "a\x00b", "\ud83d", "🎓\udc00", "\u202e"]
    ),
    st.text(max_size=8),
)

moments = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "2026-03-19T16:00:00.000Z",
            "2026-03-29T02:30:00+02:00",
            "",
            "demain",
            "0001-01-01T00:00:00+14:00",
        ]
    ),
)

numbers = st.one_of(
    st.integers(0, 2**53), st.floats(0, 1e15, allow_nan=False), st.none(), st.just("top")
)

values = st.one_of(
    st.none(),
    st.fixed_dictionaries({"text": texts}),
    st.fixed_dictionaries({"number": st.sampled_from(["42", "-0.5", "1e9"])}),
    st.just({"checked": "true"}),
    st.just({"date": "2026-03-19T16:00:00.000Z"}),
)

items = st.fixed_dictionaries(
    {"name": texts, "state": st.sampled_from(["complete", "incomplete"]), "pos": numbers}
)


def listed(each: dict[str, Any], most: int = 2) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Some of these, each with an id of its own."""
    some = st.lists(st.fixed_dictionaries({"id": ids, **each}), max_size=most)
    return some.map(lambda found: list({one["id"]: one for one in found}.values()))


cards = st.fixed_dictionaries(
    {
        "id": ids,
        "idBoard": st.just("b" * 24),
        "idList": ids,
        "name": texts,
        "pos": numbers,
    },
    optional={
        "desc": st.one_of(st.none(), texts),
        "due": moments,
        "start": moments,
        "dateLastActivity": moments,
        "dueComplete": st.booleans(),
        "closed": st.one_of(st.none(), st.booleans()),
        "cardRole": st.sampled_from([None, "separator", "board", "mirror", "link"]),
        "url": texts,
        "idLabels": st.one_of(st.none(), st.lists(ids, max_size=2)),
        "idMembers": st.lists(ids, max_size=2),
        "members": listed({"fullName": texts, "username": texts, "initials": texts}),
        "customFieldItems": st.lists(
            st.fixed_dictionaries(
                {"idCustomField": ids, "value": values, "idValue": st.none() | ids}
            ),
            max_size=2,
        ),
        "attachments": listed({"name": texts, "url": st.one_of(st.none(), texts)}),
        "checklists": listed({"name": texts, "checkItems": st.lists(items, max_size=2)}),
    },
)

boards = st.fixed_dictionaries(
    {"id": st.just("b" * 24), "name": texts},
    optional={
        "closed": st.booleans(),
        "lists": listed({"name": texts, "closed": st.booleans(), "pos": numbers}),
        "labels": listed({"name": texts, "color": st.sampled_from([None, "blue", "blue_dark"])}),
        "members": listed({"fullName": texts, "username": texts, "initials": texts}),
        "customFields": listed(
            {
                "name": texts,
                "type": st.sampled_from(["text", "list", "number"]),
                "options": listed({"value": st.fixed_dictionaries({"text": texts})}),
            }
        ),
    },
)

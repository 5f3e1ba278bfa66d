"""What a delivery says: one card, a whole board, or nothing that is kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from payload_fixtures import (
    ABOUT_A_BOARD,
    ABOUT_ONE_CARD,
    BOARD,
    BOARD_DATA,
    BOT,
    CARD,
    CARD_DATA,
    MENTOR,
    action,
    body,
)

from sync.clock import pretend
from webhooks.payload import ABOUT_BOARDS, ABOUT_CARDS, Unreadable, is_ours, read_delivery


@pytest.mark.parametrize("kind", sorted(ABOUT_ONE_CARD))
def test_what_concerns_one_card_names_it(kind: str) -> None:
    delivery = read_delivery(body(kind, ABOUT_ONE_CARD[kind]))
    assert (delivery.scope, delivery.card_id, delivery.board_id) == ("card", CARD, BOARD)
    assert (delivery.type, delivery.member_id) == (kind, MENTOR)


@pytest.mark.parametrize("kind", sorted(ABOUT_A_BOARD))
def test_what_concerns_a_whole_board_names_no_card(kind: str) -> None:
    delivery = read_delivery(body(kind, ABOUT_A_BOARD[kind]))
    assert (delivery.scope, delivery.card_id, delivery.board_id) == ("board", None, BOARD)


@pytest.mark.parametrize("kind", ["voteOnCard", "enablePlugin", "somethingOf2031", "é" * 500, ""])
def test_an_unknown_type_is_kept_and_ignored(kind: str) -> None:
    delivery = read_delivery(body(kind))
    assert (delivery.scope, delivery.card_id, delivery.board_id) == ("ignored", None, BOARD)


def test_only_a_change_of_position_is_quiet() -> None:
    def quiet(old: Any, kind: str = "updateCard") -> bool:
        return read_delivery(body(kind, {"card": CARD_DATA, "board": BOARD_DATA, "old": old})).quiet

    assert quiet({"pos": 16384})
    assert not quiet({"pos": 16384, "name": "avant"})
    assert not quiet({})
    assert not quiet(None)
    assert not quiet({"pos": 1}, "commentCard")


def test_the_whole_action_is_kept_with_its_accents_and_emoji() -> None:
    delivery = read_delivery(body())
    assert delivery.action == action()
    assert delivery.date == datetime(2026, 3, 2, 9, 0, 0, 123000, UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "{", "null", "true", "12", '"action"', "[]", "{}", '{"action": null}'),
        *('{"action": []}', '{"action": "x"}', '{"model": {}}', "<html></html>", "a=b&c=d"),
        *('{"action": {"id": NaN}}', '{"action": {"id": "a", "type": "b", "x": Infinity}}'),
        '{"action": {"id": "a", "type": "b", "x": 1e999}}',
        "[" * 100_000,
        '{"action": {"id": ' + "9" * 5000 + "}}",
    ],
    ids=lambda text: text[:30] or "empty",
)
def test_what_is_not_json_or_has_no_action_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        read_delivery(text.encode())


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"\xc3\x28", b"\x00" * 10])
def test_bytes_that_are_not_text_are_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        read_delivery(raw)


ODD: list[Any] = [None, 0, -1, 1.5, True, "", [], {}, "x" * 65, "\x00", "a\x00b", "\ud83d", ["a"]]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_an_action_without_a_usable_id_is_unreadable(odd: Any) -> None:
    with pytest.raises(Unreadable, match="id"):
        read_delivery(json.dumps({"action": action(id=odd)}).encode())


@pytest.mark.parametrize("odd", [None, 0, [], {}, True, "a\x00b", "\ud83d"], ids=repr)
def test_an_action_without_a_usable_type_is_unreadable(odd: Any) -> None:
    with pytest.raises(Unreadable, match="type"):
        read_delivery(json.dumps({"action": action(type=odd)}).encode())


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize("where", ["data", "card", "board", "old", "id of card", "id of board"])
def test_odd_data_is_ignored_and_never_an_error(where: str, odd: Any) -> None:
    data: Any = {"card": CARD_DATA, "board": BOARD_DATA, "old": {"name": "avant"}}
    if where == "data":
        data = odd
    elif where.startswith("id of "):
        data[where.removeprefix("id of ")] = {"id": odd}
    else:
        data[where] = odd
    content = {"action": {**action(), "data": data}}
    delivery = read_delivery(json.dumps(content).encode())
    known = delivery.card_id is not None
    assert delivery.scope == ("card" if known else "ignored")
    assert known == (where not in ("data", "card", "id of card"))


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_an_unknown_author_is_nobody(odd: Any) -> None:
    content = {"action": action(idMemberCreator=odd, memberCreator=odd)}
    assert read_delivery(json.dumps(content).encode()).member_id is None


@pytest.mark.parametrize(
    "odd",
    [
        *ODD,
        "yesterday",
        "2026-13-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
    ],
    ids=repr,
)
def test_a_date_that_cannot_be_read_is_now(odd: Any) -> None:
    moment = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    with pretend(lambda: moment):
        assert read_delivery(json.dumps({"action": action(date=odd)}).encode()).date == moment


@pytest.mark.parametrize(
    "text", ["2026-03-02T09:00:00.000Z", "2026-03-02T10:00:00+01:00", "2026-03-02T09:00:00"]
)
def test_a_date_is_an_instant_in_utc(text: str) -> None:
    date = read_delivery(body(date=text)).date
    assert (date, date.utcoffset()) == (datetime(2026, 3, 2, 9, 0, tzinfo=UTC), date - date)


OURS = "greffier-0123456789ab"
APP = {"id": "65f000000000000000000app"}


@pytest.mark.parametrize(
    ("identifier", "author", "app", "ours"),
    [
        (OURS, BOT, APP, True),
        (OURS, MENTOR, None, False),  # anybody may send our mark
        (OURS, MENTOR, APP, False),
        (OURS, BOT, None, True),
        ("another-robot", BOT, APP, False),
        (None, BOT, APP, True),
        (None, BOT, None, False),  # a person at work with the bot's account, in Trello's pages
        (None, MENTOR, APP, False),
        (None, MENTOR, None, False),
        ("", BOT, APP, True),
    ],
)
def test_our_own_writes_are_recognised(
    identifier: str | None, author: str, app: dict[str, str] | None, ours: bool
) -> None:
    delivery = read_delivery(body(idMemberCreator=author, appCreator=app))
    assert is_ours(delivery, identifier, OURS, BOT) is ours


def test_a_server_that_never_tells_the_application_is_trusted_by_the_author() -> None:
    content = {**action(idMemberCreator=BOT)}
    del content["appCreator"]
    delivery = read_delivery(json.dumps({"action": content}).encode())
    assert is_ours(delivery, None, OURS, BOT)
    assert not is_ours(delivery, None, OURS, None)


def recorded() -> list[dict[str, Any]]:
    """Actions as others recorded them from Trello, where they are at hand."""
    folder = Path(__file__).parents[3] / "shared" / "payloads"
    found = [action("updateCard", data) for data in ABOUT_ONE_CARD.values()]
    for file in sorted(folder.glob("webhooks*/*.json")) + sorted(folder.glob("synthetic/*.json")):
        content = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(content, dict):
            content = content.get("trello", content)
            content = content.get("action", content)
            found += [content] if "type" in content and "data" in content else []
    return found


def test_every_recorded_action_is_read_with_its_card_and_board() -> None:
    for each in recorded():
        each["id"] = each.get("id") or "65f00000000000000000d001"
        delivery = read_delivery(json.dumps({"action": each}).encode())
        data = each["data"]
        assert delivery.type == each["type"]
        assert delivery.board_id == ((data.get("board") or {}).get("id") or None), each["type"]
        card = (data.get("card") or {}).get("id") or None
        if delivery.scope == "card":
            assert delivery.card_id == card
        else:
            assert delivery.type in ABOUT_BOARDS or delivery.type not in ABOUT_CARDS or not card

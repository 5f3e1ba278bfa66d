"""The tab "Mentors": everybody's profile at a glance, a table of them to export and import, and the picker
that other tabs use to give a card to somebody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mentoring.csv_rows import BadTable, problems_told
from mentoring.effects.ask import ASK
from mentoring.effects.handover import ASSIGN, TAKE_OVER
from mentoring.matching.assign import Giving
from mentoring.profiles.bulk import COLUMNS_MISSING, MOST_TOLD, export_profiles, import_profiles
from mentoring.profiles.traces import leave
from mentoring.school.kept_cards import all_cards
from mentoring.school.model import Defence, Mentor
from mentoring.students.mentors import mentors
from powerup.card.blocks import CardAsk
from powerup.card.steps.people import PeopleView
from powerup.card.steps.sources import press
from powerup.desk.people import mentors_texts, remind_empty, remind_texts
from powerup.desk.people.profile import reader_of
from powerup.desk.tab import Ask, Json, Route, Tab
from powerup.http.errors import Denied, bad_input
from rules.bilingual import Sentence
from rules.calendar import local_date
from rules.twins import name_key
from sync.clock import now
from sync.effects.receipts import latest_of
from sync.mirror.member_names import names_of
from sync.rights.request import Asked, NotFixed
from sync.storage.whole_number import whole_number

PAGE: Final = 50
LARGEST: Final = 2 * 1024 * 1024


def _list(ask: Ask) -> Json:
    """Return one page of the mentors, and how many there are. Leaves a trace of who read the list."""
    at = now()
    with ask.powerup.database.transaction() as session:
        seen = all_cards(session, ask.powerup.rulebook, at)
        every = mentors(session, ask.powerup.rulebook, at, seen, ask.managed_boards)
        leave(session, reader_of(ask), "list", at, [each.id for each in every])
    today = local_date(at, ask.powerup.rulebook.timezone)
    rows = [_row(each, away=each.said.absence_on(today) is not None) for each in every]
    wanted, only = name_key(ask.query.get("text", "")[:200]).split(), ask.query.get("only", "")
    chosen = [each for each in rows if _answers(each, wanted, only)]
    offset = _offset(ask.query)
    courses = len(ask.powerup.rulebook.courses)
    page = chosen[offset : offset + PAGE]
    return {"rows": page, "count": len(chosen), "all": len(rows), "courses": courses}


def _row(mentor: Mentor, *, away: bool) -> Json:
    said = mentor.said
    return {
        "id": mentor.id,
        "name": mentor.name,
        "username": mentor.username,
        "manager": mentor.manager,
        "filled": mentor.profile is not None,
        "following": mentor.following,
        "capacity": said.capacity,
        "places": mentor.places,
        "validator": said.validator,
        "adapts": said.adapts,
        "mentors": sorted({course for course, _ in said.mentors}),
        "validates": sorted({course for course, _ in said.validates}),
        "away": away,
    }


def _answers(row: Json, wanted: list[str], only: str) -> bool:
    text = name_key(" ".join((row["name"], row["username"], *row["mentors"], *row["validates"])))
    kept = {
        "validators": row["validator"],
        "places": bool(row["places"]),
        "silent": not row["filled"],
        "away": row["away"],
    }
    return all(word in text for word in wanted) and kept.get(only, True)


def _export(ask: Ask) -> Json:
    """Return the profiles of everybody on the boards that the caller manages, as a table."""
    boards, rulebook = ask.managed_boards, ask.powerup.rulebook
    with ask.powerup.database.transaction() as session:
        text = export_profiles(session, rulebook, reader_of(ask), now(), boards)
    return {"name": "mentors.csv", "text": text}


def _import(ask: Ask) -> Json:
    """Import a table of profiles, as a whole or not at all; return how many, or what is wrong with it."""
    text, boards = ask.body.get("text"), ask.managed_boards
    if not isinstance(text, str):
        raise bad_input("body")
    with ask.powerup.database.transaction() as session:
        try:
            rulebook, reader = ask.powerup.rulebook, reader_of(ask)
            count = import_profiles(session, rulebook, text, reader, now(), boards)
        except BadTable as error:
            return {
                "count": 0,
                "problems": problems_told(error, COLUMNS_MISSING, ask.language, MOST_TOLD),
            }
    return {"count": count, "problems": []}


def _choices(ask: Ask, board: str, card: str) -> Json:
    """Return everybody who can have this card, ranked, and why not the others."""
    seen = _card_ask(ask, board, card)
    with ask.powerup.database.transaction() as session:
        giving = Giving(ask.powerup.fixes)
        found = giving.look(session, seen.asked)
        if not found.complete:
            raise NotFixed("not-complete")
        ranked = giving.shown(session, found)
        view = PeopleView(session, seen)
        people, excluded = view.ranked(found, ranked)
        asked = view.asked(found)
    told = mentors_texts.PICK if isinstance(found, Defence) else mentors_texts.PICK_TAKER
    return {
        "title": told.in_(ask.language).format(student=found.student or "…"),
        "asked": asked,
        "empty": mentors_texts.NOBODY.in_(ask.language),
        "search": mentors_texts.SEARCH_PERSON.in_(ask.language),
        "noName": mentors_texts.NO_NAME.in_(ask.language),
        "more": mentors_texts.MORE.in_(ask.language),
        "close": mentors_texts.CLOSE.in_(ask.language),
        "people": [_someone(each) for each in people],
        "excluded": {
            "label": mentors_texts.WHY_NOT.in_(ask.language).format(count=len(excluded)),
            "people": [{**_someone(each), "despite": each.button is not None} for each in excluded],
        },
        **{key: each.in_(ask.language) for key, each in mentors_texts.DESPITE.items()},
    }


def _someone(each: Any) -> Json:
    label = each.button.label if each.button is not None else ""
    ask = each.ask.label if each.ask is not None else ""
    primary = each.button is not None and each.button.primary
    return {
        "id": each.id,
        "name": each.name,
        "why": list(each.why),
        "label": label,
        "ask": ask,
        "primary": primary,
    }


def _pick(ask: Ask, board: str, card: str) -> Json:
    """Give the card to the person of the body's `member`, or ask them first (`ask`); return what was done,
    and how to undo it.
    """
    seen, asks = _card_ask(ask, board, card), bool(ask.body.get("ask"))
    press(seen, "ask" if asks else "give", ask.body)
    with ask.powerup.database.transaction() as session:
        receipt = latest_of(session, [card], {ASK.name} if asks else {ASSIGN.name, TAKE_OVER.name})
        who = names_of(session).get(str(ask.body["member"]), "")
    way = {"receipt": receipt[0], "card": receipt[1]} if receipt else None
    told = mentors_texts.ASKED if asks else mentors_texts.GIVEN
    return {"message": told.in_(ask.language).format(name=who), "undo": way}


def _card_ask(ask: Ask, board: str, card: str) -> CardAsk:
    """Return the request of a manager of the card's board, whichever board they look at. Raises `Denied`."""
    for rules, person in ask.managed():
        if rules.board == board:
            return CardAsk(ask.powerup, Asked(person, rules, card), ask.language, now())
    raise Denied(403, "managers-only", mentors_texts.NOT_YOURS)


def _offset(query: Mapping[str, str]) -> int:
    number = whole_number(query.get("offset", "0"))
    if number is None:
        raise bad_input("body")
    return number


TAB: Final = Tab(
    name="mentors",
    title=Sentence("Mentors", "Mentors"),
    words={**mentors_texts.PAGE, "remindEmpty": remind_texts.BUTTON},
    routes=(
        Route("GET", "mentors", _list),
        Route("GET", "mentors/export", _export),
        Route("POST", "mentors/import", _import, LARGEST),
        *remind_empty.ROUTES,
        Route("GET", "picker/<board>/<card>", _choices),
        Route("POST", "picker/<board>/<card>", _pick),
    ),
    styled=True,
    school=True,
)

"""The boards in force: rules bound to what the mirror knows of each board, and how the clerk stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import holidays
from sqlalchemy.orm import Session

from rules.board_rules import RuledBoard
from rules.rulebook.values import BoardRules, Mode, Rulebook
from sync.mirror.board_memory import remembered
from sync.mirror.cards import board_value
from sync.mirror.forms import Form
from sync.mirror.write import load_board_form
from sync.storage.board_tables import BoardStateRow
from sync.storage.database import dialect_of, flush_alone, insert_for
from sync.trello.bot import bot_id

_ID = re.compile(r"[0-9a-f]{24}")

WRITERS = frozenset({"admin", "normal"})
"""The roles of those who may change a board's cards: an observer may not."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A watched board as it is now: its mirror, its compiled rules, its mode, whether it is paused.

    `managers` are user names by member id, `names` full names by user name. `acts_since`: when the
    clerk was let in to act, None while it observes.
    """

    form: Form
    ruled: RuledBoard
    mode: Mode
    paused: bool
    managers: Mapping[str, str]
    names: Mapping[str, str]
    acts_since: datetime | None = None

    @property
    def rules(self) -> BoardRules:
        return self.ruled.rules

    @property
    def robots(self) -> frozenset[str]:
        """The member ids of those who are no people: ourselves, and the robots that the rules name."""
        return robots_of(self.form, self.rules, self.ruled.bot_id)


def robots_of(form: Form, rules: BoardRules, bot_id: str | None) -> frozenset[str]:
    """Return the member ids of the board's robots, ours among them."""
    members = form["members"].items()
    named = (key for key, (_, username, _) in members if rules.is_robot(username))
    return frozenset((*named, *([bot_id] if bot_id is not None else [])))


def public_holidays(now: datetime) -> frozenset[date]:
    """Return France's public holidays of last year, this year and the next."""
    return _holidays(now.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", years=range(year - 1, year + 2)))


def watched(
    session: Session, board_id: str, rulebook: Rulebook, bot_id: str | None, now: datetime
) -> Watched | None:
    """Return the board as the mirror knows it, with its rules; None where either is missing."""
    rules = rulebook.board(board_id)
    form = load_board_form(session, board_id)
    if rules is None or form is None:
        return None
    state = session.get(BoardStateRow, board_id)
    ruled = ruled_board(session, form, rules, rulebook, bot_id, public_holidays(now))
    return Watched(
        form=form,
        ruled=ruled,
        mode=mode_in_force(rules, state),
        paused=state is not None and state.paused_at is not None,
        managers=managers_of(session, rules),
        names={username: name for name, username, _ in form["members"].values() if name},
        acts_since=acts_since(rules, state),
    )


def ruled_board(
    session: Session,
    form: Form,
    rules: BoardRules,
    rulebook: Rulebook,
    bot_id: str | None,
    holidays: frozenset[date] = frozenset(),
) -> RuledBoard:
    """Return the board with its rules, compiled once for as long as both stay as they are."""

    def compiled() -> tuple[Rulebook, RuledBoard]:
        board = board_value(form)
        return rulebook, RuledBoard.of(board, rules, rulebook, bot_id, holidays)

    # The rulebook is kept beside it: another one at the same address in memory is not taken for it.
    key = ("ruled", rules.board, id(rulebook), bot_id, holidays)
    return remembered(session, key, compiled)[1]


def mode_in_force(rules: BoardRules, state: BoardStateRow | None) -> Mode:
    """Return the mode that a person set last: by command, or by editing the rulebook afterwards."""
    if state is None or state.mode is None or state.mode_of_rulebook != rules.mode:
        return rules.mode
    return "enforce" if state.mode == "enforce" else "observe"


def acts_since(rules: BoardRules, state: BoardStateRow | None) -> datetime | None:
    """Return since when the clerk acts on this board, UTC; None while it observes, or has not begun yet."""
    if state is None or mode_in_force(rules, state) == "observe":
        return None
    return state.acts_since


def begin_acting(session: Session, rules: BoardRules, at: datetime) -> BoardStateRow | None:
    """Note that the clerk acts on this board from now on, if it does; that it observes, if not.

    The mode comes from a command or with the rulebook: whoever looks at the board next notes it.
    Returns what is noted of the board.
    """
    state = session.get(BoardStateRow, rules.board)
    acts = mode_in_force(rules, state) == "enforce"
    if acts == (state is not None and state.acts_since is not None):
        return state
    state = board_state(session, rules.board)
    state.acts_since = at if acts else None
    flush_alone(session)
    return state


def managers_of(session: Session, rules: BoardRules) -> dict[str, str]:
    """Return the managers' user names by member id: those that the rulebook names by user name or by id,
    else the board's admins. Neither the clerk nor anybody who may not write on the board is among them.
    """
    form = load_board_form(session, rules.board)
    if form is None:
        return {}
    names = {key: username for key, (_, username, _) in form["members"].items()}
    ours, roles = bot_id(session), form["memberships"]
    writers = {key for key, role in roles.items() if role in WRITERS and key in names} - {ours}
    if rules.managers:
        wanted = {each.removeprefix("@").casefold() for each in rules.managers}
        # A user name that looks like an id is not one: anybody may call themselves so.
        ids = {each for each in wanted if is_member_id(each)}
        chosen = {key for key in writers if key in ids or names[key].casefold() in wanted - ids}
    else:
        robots = {*(each.casefold() for each in rules.robots)}
        chosen = {
            key for key in writers if roles[key] == "admin" and names[key].casefold() not in robots
        }
    return {key: names[key] for key in sorted(chosen)}


def is_member_id(text: str) -> bool:
    """Return whether this is how Trello writes the id of a member."""
    return _ID.fullmatch(text) is not None


def board_state(session: Session, board_id: str) -> BoardStateRow:
    """Return the row of the board's state, made where there is none."""
    row = session.get(BoardStateRow, board_id)
    if row is None:  # two workers may meet here, each with the board's first move
        made = insert_for(dialect_of(session), BoardStateRow).values(board_id=board_id)
        session.execute(made.on_conflict_do_nothing())
        row = session.get_one(BoardStateRow, board_id)
    return row

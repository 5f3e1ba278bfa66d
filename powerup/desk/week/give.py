"""One line of the draft is applied: the card is given as it was shown, or the manager is told why not."""

from __future__ import annotations

from mentoring.matching.assign import Changed, Giving, NotGiven
from mentoring.matching.texts import obstacle
from powerup.card.buttons import one_line
from powerup.desk.tab import Ask, Json
from powerup.desk.week import texts
from powerup.http.errors import Denied, bad_input
from rules.bilingual import Sentence
from rules.comments.orders import LONGEST_REASON
from sync.mirror.member_names import names_of
from sync.rights.request import Asked


def give(ask: Ask, board: str, card: str) -> Json:
    """Give the card to the person of the body's `member`, if it still is as its `mark` says; return the way
    back, None where they had it already. Raises `Denied` for who does not manage the board, a card that has
    changed, and a person who cannot have it any more; and what `Giving.give` raises.
    """
    rules, person = ask.manager_of(board)
    member, mark = ask.body.get("member"), ask.body.get("mark")
    if not isinstance(member, str) or not isinstance(mark, str):
        raise bad_input("body")
    why = one_line(ask.body, "why", LONGEST_REASON)
    asked = Asked(person, rules, card)
    try:
        receipt = Giving(ask.powerup.fixes).give(asked, member, why, mark)
    except Changed as error:
        raise Denied(409, "changed", _changed(ask, error.card.holder)) from error
    except NotGiven as error:
        told = obstacle(error.card, error.excluded, ask.powerup.rulebook.timezone)
        raise Denied(409, "not-given", told) from error
    return {"undo": {"receipt": receipt, "card": card} if receipt is not None else None}


def _changed(ask: Ask, holder: str | None) -> Sentence:
    if holder is None:
        return texts.CHANGED
    with ask.powerup.database.transaction() as session:
        name = names_of(session).get(holder, "…")
    return Sentence(*(each.format(name=name) for each in (texts.TAKEN.fr, texts.TAKEN.en)))

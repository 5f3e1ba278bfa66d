"""Catching up with what no delivery told: cheap when nothing changed, and right when something did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import INCOMPLETE, INTAKE, School, school

from sync.cases.case import CaseFile
from sync.storage.tables import VerdictRow
from sync.storage.trello_tables import CardRow

TITLE = "Marie Dupont - DA Python"


@pytest.fixture
def deaf(tmp_path: Path) -> Iterator[School]:
    """A school whose deliveries are all lost."""
    with school(tmp_path) as made:
        made.sandbox.state.webhooks.clear()
        yield made


def catch_up(the_school: School) -> int:
    """One catch-up and what follows from it; how many calls it cost."""
    the_school.pass_time(minutes=10)
    before = len(the_school.sandbox.requests)
    for board in the_school.parts.boards:
        the_school.parts.snapshots.take(board, "catch-up")
    the_school.work()
    return len(the_school.calls(since=before))


def test_nothing_changed_costs_one_call_whatever_is_archived(deaf: School) -> None:
    for number in range(5):
        card = deaf.card("zoe", f"Ana Bard{number} - DA Python")
        deaf.by("zoe").archive(card)
    deaf.card("zoe", TITLE)
    catch_up(deaf)
    assert catch_up(deaf) == 1


def test_a_card_made_while_deliveries_were_lost_is_judged(deaf: School) -> None:
    card = deaf.card("zoe", TITLE, "due")
    catch_up(deaf)
    assert deaf.list_of(card) == INCOMPLETE
    assert len(deaf.comments(card)) == 1


def test_a_put_back_that_no_delivery_told_is_respected(deaf: School) -> None:
    card = deaf.card("zoe", TITLE, "due")
    catch_up(deaf)
    deaf.by("zoe").drag(card, deaf.list_id(INTAKE))
    catch_up(deaf)
    assert deaf.list_of(card) == INTAKE


@pytest.mark.parametrize("act", ["archive", "delete"])
def test_a_card_that_is_not_among_the_open_ones_any_more_is_looked_at(
    deaf: School, act: str
) -> None:
    card = deaf.card("zoe", TITLE)
    catch_up(deaf)
    getattr(deaf.by("zoe"), act)(card)
    assert catch_up(deaf) == 2
    deaf.pass_time(seconds=10)  # what was not found is asked for once more
    deaf.work()
    with deaf.parts.database.transaction() as session:
        row = session.get_one(CardRow, card)
        assert row.closed if act == "archive" else row.gone_at is not None


def test_a_date_that_passes_by_itself_is_noticed(deaf: School) -> None:
    card = deaf.card("zoe", TITLE)
    catch_up(deaf)
    deaf.pass_time(days=18)
    catch_up(deaf)
    assert deaf.list_of(card) == INCOMPLETE
    assert "corrigez la date" in deaf.comments(card)[0]


def test_our_own_comment_is_no_drift(deaf: School) -> None:
    card = deaf.card("zoe", TITLE, "due")
    catch_up(deaf)
    deaf.by("zoe").comment(card, "merci")
    deaf.pass_time(minutes=10)
    (report,) = [deaf.parts.snapshots.take(each, "catch-up") for each in deaf.parts.boards]
    assert report.differences == []
    assert report.at - deaf.time <= timedelta(0)


def test_a_card_that_settles_through_a_catch_up_is_judged_when_it_rests(tmp_path: Path) -> None:
    with school(tmp_path, settle_new="30m") as made:
        made.sandbox.state.webhooks.clear()
        card = made.card("zoe", TITLE, "due")
        catch_up(made)
        catch_up(made)
        assert made.list_of(card) == INTAKE
        made.pass_time(minutes=5)
        catch_up(made)
        made.pass_time(minutes=1)
        assert made.list_of(card) == INCOMPLETE


def test_many_twins_are_told_of_alike_by_a_run_and_by_a_look_at_the_board(tmp_path: Path) -> None:
    with school(tmp_path) as made:
        cards = [made.card("zoe", TITLE) for _ in range(8)]
        for card in cards:  # the youngest comes first on the board
            made.by("zoe").drag(card, made.list_id(INTAKE), "top")
        made.work()
        made.look()
        told = findings(made)
        made.by("zoe").comment(cards[-1], "/vérifier")
        made.work()
        assert findings(made) == told


def test_an_accepted_card_is_judged_again_when_its_hold_ends(deaf: School) -> None:
    card = deaf.card("zoe", TITLE, "label")
    deaf.by("helene").comment(card, "/accepter la date fait foi")
    catch_up(deaf)
    assert verdict_of(deaf, card) == ("complete", "accepted")
    deaf.pass_time(days=18)
    catch_up(deaf)
    assert verdict_of(deaf, card) == ("incomplete", "")


def test_a_twin_that_comes_or_goes_without_a_word_is_told_of(deaf: School) -> None:
    first = deaf.card("zoe", TITLE)
    catch_up(deaf)
    second = deaf.card("zoe", TITLE)
    catch_up(deaf)
    assert {card for card, found in findings(deaf).items() if found} == {first, second}
    deaf.by("zoe").archive(second)
    catch_up(deaf)
    assert not any(findings(deaf).values())


def test_only_what_may_have_changed_is_judged_again(
    deaf: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards = [deaf.card("zoe", f"Ana Bard{'abcdefgh'[each]} - DA Python") for each in range(8)]
    catch_up(deaf)
    deaf.by("zoe").describe(cards[3], "dépôt : https://example.org/p7")
    asked: list[str] = []
    of = CaseFile.of.__func__  # type: ignore[attr-defined]

    def seen(cls: type[CaseFile], session: Any, card: Any, *rest: Any, **more: Any) -> CaseFile:
        asked.append(card.id)
        made: CaseFile = of(cls, session, card, *rest, **more)
        return made

    monkeypatch.setattr(CaseFile, "of", classmethod(seen))
    deaf.pass_time(minutes=10)
    deaf.parts.snapshots.take(deaf.parts.boards[0], "catch-up")
    assert asked == [cards[3]]


def verdict_of(the_school: School, card: str) -> tuple[str, str]:
    with the_school.parts.database.transaction() as session:
        row = session.get_one(VerdictRow, card)
        return row.state, row.why


def findings(the_school: School) -> dict[str, list[str]]:
    """What is told of each card's twins, by card."""
    with the_school.parts.database.transaction() as session:
        rows = session.query(VerdictRow).all()
        return {row.card_id: [str(each["values"]) for each in row.findings] for row in rows}

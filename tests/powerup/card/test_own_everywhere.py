"""What the school asks for itself is told wherever a mention is: rules page, journal, JSON, CSV, summary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_desk import Desk as CommandLine
from cli_desk import plain
from desk import Desk
from harness import School, school

from mentoring.channels import facts
from rules.reports.silent_rules import Silent
from sync.rulebook.urls import rules_url

MORE = """
[[requirements]]
code = "budget"
needs = { field = "Budget", between = [1, 5000] }
fr = "Il manque le budget."
en = "The budget is missing."
[[requirements]]
code = "date-debut"
severity = "warns"
needs = { start = true }
"""


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path, more=MORE) as made:
        made.card("zoe", "Léa Dupont – DA Python")
        made.work()
        yield made


def test_the_page_of_rules_says_what_to_do(asked: School) -> None:
    desk, settings = Desk.at(asked), asked.parts.settings
    url = rules_url(settings.public_url, settings.secret, desk.board())
    page = plain(desk.client.get(url.removeprefix(settings.public_url)).get_data(as_text=True))
    part = re.search(r'<section id="budget">.*?</section>', page, re.DOTALL)
    assert part is not None
    assert "Le champ « Budget » est un nombre de 1 à 5000." in part[0]
    assert "Il manque le budget. Ouvrez la carte et remplissez « Budget »" in part[0]
    assert 'id="date-debut"' in page and ">Date debut</a>" in page


def test_journal_receipts_and_json_name_it_by_its_code(asked: School) -> None:
    typing = CommandLine(asked)
    asked.pass_time(minutes=2)
    (board,) = typing.json("board", "soutenances", "--at", "1m")["boards"]
    (shown,) = board["cards"]
    assert [each["mention"] for each in shown["findings"]] == ["budget", "date-debut"]
    assert all(each["reasons"] == ["budget"] for each in typing.json("receipts"))
    assert "budget" in typing.type("receipts").stdout
    page = Desk.at(asked).get("/desk/acts", "helene").get_json()
    assert "budget" in str(page)


def test_figures_and_their_table_count_it(asked: School) -> None:
    desk = Desk.at(asked)
    assert "budget" in desk.get("/desk/figures", "helene").get_data(as_text=True)
    assert "budget" in desk.get("/desk/figures/table", "helene").get_data(as_text=True)


def test_one_that_found_nothing_any_more_is_told_in_the_summary(
    asked: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "rules_gone_silent", lambda *_: [Silent("date-debut", 0, 9)])
    with asked.parts.database.transaction() as session:
        made = facts._School(session, asked.parts.rulebook, asked.time, facts.OpenCards())
        (line,) = made._silent()
    assert line.values["rule"].in_("fr") == "date debut"

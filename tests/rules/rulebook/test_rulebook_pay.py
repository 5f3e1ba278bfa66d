"""The tables `[[pay]]`: amounts are exact, each mistake is told with its key and the nearest known one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from greffier.cli.rules.texts import rulebook_lines
from rules.editing.diff import PAY, changes_in_words
from rules.editing.parse import RulebookError, default_rulebook, read_rulebook
from rules.rulebook.pay import Pay, pay_on

BLOCK = """
[[pay]]
from = 2026-09-01
currency = "EUR"
level = { "DA Python" = { P1 = 1, P2 = 1, P3 = 2 } }
[pay.amounts.funded]
1 = { done = "30.00", absent = "15.00", cancelled-late = "0.00", defence = "30.00" }
"""
PYTHON = "Développeur d’application Python"


def read(text: str) -> tuple[Pay, ...]:
    return read_rulebook(text).pay


def problems(text: str) -> str:
    with pytest.raises(RulebookError) as error:
        read_rulebook(text, language="en")
    return "\n".join(error.value.problems)


def test_no_amounts_ship() -> None:
    assert default_rulebook().pay == read("") == ()


def test_a_block_says_levels_and_amounts() -> None:
    [block] = read(BLOCK)
    assert (block.from_, block.currency) == (date(2026, 9, 1), "EUR")
    assert block.due(PYTHON, "P1", "funded", "done") == (1, Decimal("30.00"))
    assert block.due(PYTHON, "Projet 2", "funded", "absent") == (1, Decimal("15.00"))
    assert block.due("Data analyst", "P9", "funded", "defence") == (1, Decimal("30.00"))
    assert str(block.due(PYTHON, "P1", "funded", "cancelled").amount) == "0.00"


def test_a_course_is_known_by_any_of_its_names() -> None:
    [block] = read(BLOCK)
    assert block.due(PYTHON, "P3 – Jeux", "funded", "done").level == 2


def test_an_unknown_funding_counts_as_funded_and_one_without_amounts_has_none() -> None:
    [block] = read(BLOCK)
    assert block.due(PYTHON, "P1", "", "done") == block.due(PYTHON, "P1", "funded", "done")
    assert block.due(PYTHON, "P1", "self", "done") == (1, None)
    assert block.due(PYTHON, "P3", "funded", "done") == (2, None)


def test_the_block_of_the_day_is_the_latest_that_has_begun() -> None:
    later = BLOCK.replace("2026-09-01", "2027-01-01").replace("30.00", "32.50")
    blocks = read(later + BLOCK)
    assert [each.from_.year for each in blocks] == [2026, 2027]
    assert pay_on(blocks, date(2026, 8, 31)) is None
    assert pay_on(blocks, date(2026, 12, 31)) is blocks[0]
    assert pay_on(blocks, date(2027, 1, 1)) is blocks[1]


def test_an_amount_has_two_decimals_however_it_is_written() -> None:
    [block] = read(BLOCK.replace('"15.00"', '"15"').replace('"0.00"', '"0.5"'))
    amounts = block.amounts["funded"][1]
    assert (str(amounts["absent"]), str(amounts["cancelled-late"])) == ("15.00", "0.50")


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("from = 2026-09-01", 'from = "2026-09-01"', "pay[1].from"),
        ("from = 2026-09-01", "from = 2026-09-01T08:00:00", "pay[1].from"),
        ("from = 2026-09-01\n", "", "pay[1].from: this key is missing"),
        ('currency = "EUR"', 'currency = "euros"', "pay[1].currency"),
        ('currency = "EUR"\n', "", "pay[1].currency: this key is missing"),
        ("from =", "form =", "pay[1].form: unknown key"),
        ("P3 = 2", "P3 = 0", "pay[1].level.DA Python.P3"),
        ("P3 = 2", 'P3 = "2"', "pay[1].level.DA Python.P3"),
        ("P3 = 2", '"Projet 1" = 2', "pay[1].level.DA Python.Projet 1"),
        ('"DA Python"', '"DA Pyton"', "Did you mean “da python”"),
        ('done = "30.00"', "done = 30.00", "pay[1].amounts.funded.1.done"),
        ('done = "30.00"', 'done = "30,00"', "pay[1].amounts.funded.1.done"),
        ('done = "30.00"', 'done = "-30.00"', "pay[1].amounts.funded.1.done"),
        ('done = "30.00"', 'done = "NaN"', "pay[1].amounts.funded.1.done"),
        ("absent =", "absnt =", "Did you mean “absent”"),
        ("amounts.funded", "amounts.fundd", "Did you mean “funded”"),
        ("1 = { done", "one = { done", "pay[1].amounts.funded.one"),
    ],
)
def test_a_mistake_is_told_with_its_place(wrong: str, right: str, told: str) -> None:
    assert wrong in BLOCK
    assert told in problems(BLOCK.replace(wrong, right, 1))


def test_pay_is_an_array_of_tables() -> None:
    assert "pay: " in problems("[pay]\nfrom = 2026-09-01")


def test_two_blocks_of_one_day_or_of_two_currencies_are_a_mistake() -> None:
    assert "pay[2].from" in problems(BLOCK + BLOCK)
    other = BLOCK.replace("2026", "2027").replace("EUR", "CHF")
    assert "pay[2].currency" in problems(BLOCK + other)


def test_a_funding_that_the_lengths_name_may_have_amounts() -> None:
    told = '[sessions.length]\ncompany = "1h"\n' + BLOCK.replace("funded", "company")
    [block] = read(told)
    assert block.due(PYTHON, "P1", "company", "done").amount == Decimal("30.00")


def test_changes_and_the_rules_in_words_tell_of_it() -> None:
    before, after = read_rulebook(""), read_rulebook(BLOCK)
    assert changes_in_words(before, after, "fr", {}) == (PAY.fr,)
    assert changes_in_words(after, read_rulebook(BLOCK), "fr", {}) == ()
    assert any("EUR" in each and "2026-09-01" in each for each in rulebook_lines(after, "en"))
    assert any("[[pay]]" in each for each in rulebook_lines(before, "en"))

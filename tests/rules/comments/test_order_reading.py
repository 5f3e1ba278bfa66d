"""What counts as an order in a comment, and what is read of it."""

from __future__ import annotations

import pytest

from rules.comments.orders import LONGEST_REASON, NAMES, Order, read_order

READ = {
    "/vérifier": ("check", ""),
    "/verifier": ("check", ""),
    "/Vérifier, s’il vous plaît": ("check", "s’il vous plaît"),
    "/accepter date convenue": ("accept", "date convenue"),
    "@greffier /aide": ("help", ""),
    "Bonjour,\n/suspendre jury absent": ("suspend", "jury absent"),
    "/valider": ("offer", ""),
    "/Je peux valider !": ("offer", "!"),
    "/je-peux-valider": ("offer", ""),
    "/Relais.": ("relay", "."),
    "/Je prends le relais": ("relay", ""),
    "/retirer": ("withdraw", ""),
    "/confier @ines": ("give", "@ines"),
    "/confier à Inès Castel": ("give", "à Inès Castel"),
    "/réussie": ("passed", ""),
    "/REUSSI": ("passed", ""),
    "/re\u0301ussie": ("passed", ""),
    "/réussie sous condition : le README": ("conditional", "le README"),
    "/Conditionnelle le README": ("conditional", "le README"),
    "/À retravailler : les tests": ("failed", "les tests"),
    "/a\u0300 retravailler les tests": ("failed", "les tests"),
    "/seconde 12/12/2026 14:00": ("second", "12/12/2026 14:00"),
    "/seconde soutenance le 12 décembre à 14 h": ("second", "le 12 décembre à 14 h"),
    "/suivante": ("next", ""),
    "/transfert": ("transfer", ""),
    "/aide\u200c": ("help", ""),
    "\u200b/verifier": ("check", ""),
    "\ufeff/aide": ("help", ""),
    "/ver\u00adifier\u2060": ("check", ""),
    "`/aide`": ("help", ""),
    "Bonjour,\n`/verifier`\nMerci": ("check", ""),
    "**/réussie**": ("passed", ""),
    "_/AIDE_": ("help", ""),
    "- /verifier": ("check", ""),
    "• `/aide`": ("help", ""),
    "1. /aide": ("help", ""),
    "« /aide »": ("help", ""),
    "«\u00a0/verifier\u00a0»": ("check", ""),
    "“/aide”": ("help", ""),
    '"`/aide`"': ("help", ""),
    "(/aide)": ("help", ""),
    "\\/aide": ("help", ""),
    "／aide": ("help", ""),
    "／ＡＩＤＥ": ("help", ""),
    "\u2215aide": ("help", ""),
    "/VÉRIFIER": ("check", ""),
    "\u00a0/aide\u00a0": ("help", ""),
    "/\u00a0aide": ("help", ""),
    "@greffier\u00a0/aide": ("help", ""),
    "/seconde\u202fsoutenance\u00a012/12/2026 14:00": ("second", "12/12/2026 14:00"),
    "/confier\u200b Inès": ("give", "Inès"),
    "/rework tests are missing": ("failed", "tests are missing"),
}
NEARLY = ("/retravailer les tests", "/valide", "/Relai", "/condtionnelle x", "/confié malik")
NOT_READ = (
    "/tests",
    "/fin",
    "/shrug",
    "/merci",
    "/projet",
    "/valider-tout/ici",
    "bonjour /aide",
    "> /aide",
    ">/aide",
    "    /aide",
    "```\n/aide\n```",
    "/usr/bin/env",
    "`/usr/bin/env`",
    "`/aide` donne la liste",
    "- /aide pour la liste",
    "`/aide",
    "tapez `/aide`",
    "« /aide » donne la liste",
    "« /accepter tel quel »",
    "(/accepter tel quel)",
    "1. /aide pour la liste",
    "«/aide",
    "> `/aide`",
    "/check/it",
    "/check_me",
    "/second-rate work",
    "/seconderie",
    "/",
    "/ aide",
    "//aide",
)


@pytest.mark.parametrize("text", READ)
def test_an_order_is_read_whatever_its_accents_and_capitals(text: str) -> None:
    assert read_order(text) == Order(*READ[text])  # type: ignore[arg-type]


@pytest.mark.parametrize("text", NEARLY)
def test_a_slip_of_the_pen_asks_for_help_and_does_nothing(text: str) -> None:
    assert read_order(text) == Order("help")


@pytest.mark.parametrize("text", NOT_READ)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert read_order(text) is None


def test_reasons_go_on_over_the_lines_below_until_the_next_order() -> None:
    text = (
        "/retravailler\n- les tests manquent\n2. la démo s’arrête.\n\nCourage\n> cité\n/aide\nfin"
    )
    assert read_order(text) == Order("failed", "les tests manquent ; la démo s’arrête. Courage")
    assert read_order("/accepter\nmerci") == Order("accept", "")


def test_a_reason_that_is_too_long_says_so() -> None:
    order = read_order("/conditionnelle " + "mot " * 400)
    assert order is not None
    assert len(order.reason) <= LONGEST_REASON
    assert order.reason.endswith("…")


def test_no_name_means_two_orders() -> None:
    names = [name for each in NAMES.values() for name in each]
    assert len(names) == len(set(names))

"""Everything that can be told of two rulebooks, word for word in `told/`."""

from __future__ import annotations

from pathlib import Path

import pytest
from kept_texts import assert_kept

from rules.editing.diff import changes_in_words
from rules.editing.parse import read_rulebook
from rules.verdict import LANGUAGES, Language

TOLD = Path(__file__).parent / "told"
NAMES = {"a" * 24: "Soutenances 2026", "1" * 24: "Propositions", "7" * 24: "P7"}
MENTIONS = ("student", "label", "due", "member", "details", "notice", "past", "twin", "sealed-date")


def weights(board: str, severity: str) -> str:
    of = f"boards.{board}.mentions" if board else "mentions"
    return "".join(f'[{of}.{code}]\nseverity = "{severity}"\n' for code in MENTIONS)


def a_board(name: str, kind: str, letter: str, *lines: str) -> str:
    ids = {"board": letter, "intake": "1" if letter == "a" else f"1{letter}", "incomplete": letter}
    told = "".join(f'{key} = "{(x + x[-1] * 24)[:24]}"\n' for key, x in ids.items())
    told = told.replace(f'incomplete = "{letter * 24}"', f'incomplete = "{letter * 23}0"')
    return f'[boards.{name}]\nkind = "{kind}"\n' + told + "".join(f"{x}\n" for x in lines)


def requirement(code: str, needs: str, *lines: str) -> str:
    return f'[[requirements]]\ncode = "{code}"\nneeds = {{ {needs} }}\n' + "\n".join(lines) + "\n"


OTHER_MANNERS = (
    'mode = "enforce"',
    'settle_new = "0s"',
    'settle_moved = "1m"',
    'return = "automatic"',
    'managers = ["zoe", "idriss"]',
    'robots = ["butler"]',
    f'project_labels = ["{"7" * 24}", "{"8" * 24}"]',
    f'accepted = ["{"2" * 24}"]',
    f'passed = ["{"3" * 24}"]',
    f'failed = ["{"4" * 24}"]',
    'keep = "90d"',
)
PLAIN = a_board("defences", "soutenances", "a")
TRANSFERS = a_board("transfers", "transfert", "b")
TWO = PLAIN + TRANSFERS
MOVED = PLAIN.replace(f'"{"a" * 23}0"', f'"{"5" * 24}"').replace("1" * 24, "6" * 24)
BUDGET = requirement("budget", 'field = "Budget"')
COURSES = '[[courses]]\nname = "{}"\naliases = ["{}"]\nprojects = ["{}"]\n'
SCENES: dict[str, tuple[str, str]] = {
    "manners": (PLAIN, a_board("defences", "soutenances", "a", *OTHER_MANNERS)),
    "lists": (PLAIN, MOVED),
    "weights": (PLAIN, PLAIN + weights("defences", "off")),
    "weights-of-a-transfer": (TRANSFERS, TRANSFERS + weights("transfers", "off")),
    "weights-everywhere": (TWO, TWO + weights("", "warns")),
    "weights-where-a-board-says-nothing": ("", weights("", "off")),
    "notices": (TWO, TWO + "[mentions.notice]\nmin_days = 3\nmax_days = 9\n"),
    "notices-of-one": (TWO, TWO + "[boards.transfers.mentions.notice]\nmax_days = 30\n"),
    "notices-where-a-board-says-nothing": ("", "[mentions.notice]\nmin_days = 1\n"),
    "notices-unlimited": (PLAIN, PLAIN + "[mentions.notice]\nmin_days = 0\nmax_days = 0\n"),
    "requirements": (
        TWO + BUDGET + requirement("start-date", "start = true"),
        TWO
        + requirement("budget", 'field = "Budget", between = [1, 2.5]', 'severity = "warns"')
        + requirement("quote", 'attachment = "pdf"', 'boards = ["transfert"]'),
    ),
    "boards": (PLAIN, TRANSFERS + a_board("more", "soutenances", "c")),
    "courses": (
        COURSES.format("Cyber", "Cy", "P1") + COURSES.format("Old", "O", "P2"),
        COURSES.format("Cyber", "Ber", "P3") + '[[courses]]\nname = "New"\n',
    ),
    "brake": ("", '[brake]\nmoves = 7\nper = "2h"\ncard_moves = 5\ncard_per = "3m"\n'),
    "of-all": ("", 'timezone = "Indian/Reunion"\nkeep = "60d"\n[resync]\nevery = "1h"\n'),
    "channels": (
        '[channels.a]\nto = "slack://a"\n[channels.b]\nto = "slack://b"\n[channels.d]\nto = "slack://d"\n',
        '[channels.c]\nto = "slack://c"\n[channels.a]\nto = "slack://x"\n[channels.d]\nto = "slack://d"\n',
    ),
    "mentoring": ("", "[asking]\nanswer = 5\n"),
    "sessions": ("", "[sessions]\nweeks = 3\n"),
    "pay": ("", '[[pay]]\nfrom = 2026-09-01\ncurrency = "EUR"\n'),
    "nothing": (TWO, f"# a comment\n{TWO}"),
}


def told(language: Language) -> str:
    """Each scene in both directions."""
    found = []
    for name, texts in SCENES.items():
        before, after = (read_rulebook(each) for each in texts)
        for way, pair in (("there", (before, after)), ("back", (after, before))):
            lines = changes_in_words(*pair, language, NAMES)
            found.append("\n".join((f"# {name}, {way}", *lines)) + "\n")
    return "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_difference_is_told_as_it_was_read_aloud(language: Language) -> None:
    assert_kept(TOLD / f"differences.{language}.txt", told(language))

"""What the documents promise is what the code does: a number changed in one of them alone fails here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import click
import pytest

from greffier.cli import COMMANDS, cli
from greffier.cli.doctor import trello as doctor
from mentoring.calendars import events
from mentoring.school import model
from mentoring.sessions.rules import free_times, ladder
from rules import holds
from rules.comments import orders
from rules.editing.parse import default_board, default_severities
from rules.mentions import CODES
from rules.rulebook.mentoring import Mentoring
from rules.rulebook.sessions import SessionRules
from rules.rulebook.toml_table import SHORTEST_KEPT
from rules.rulebook.values import USUAL_NOTICE, Brake, Notice
from sync.cases import activity
from sync.reports import health
from sync.runs import schedule, worker
from sync.simulation import horizon
from sync.trello import token
from sync.use_cases import reminders
from webhooks import views as webhooks

ROOT = Path(__file__).parents[1]
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BOARD = default_board("soutenances", "b", ("i",))
AGREED = Mentoring()
README, RUNNING = "README.md", "docs/exploitation.md"
MENTOR, VALIDATOR, MANAGER = (
    f"docs/fr/guide-{each}.md" for each in ("mentor", "validateur", "responsable")
)

NUMBERS = [
    (README, "Une carte neuve est laissée trois minutes", BOARD.settle_new, 3 * MINUTE),
    (README, "une carte déplacée vingt secondes", BOARD.settle_moved, timedelta(seconds=20)),
    (README, "Une carte remise telle quelle est laissée 24 heures", holds.PATIENCE, 24 * HOUR),
    (README, "remise trois fois", holds.PUT_BACKS_BEFORE_PEACE, 3),
    (README, "plus de 100 déplacements en dix minutes", Brake(), Brake(100, 10 * MINUTE, 3, HOUR)),
    (README, "plus de 3 d’une même carte en une heure", Brake().card_moves, 3),
    (README, "de 14 à 21 jours avant", USUAL_NOTICE["soutenances"], Notice(14, 21)),
    (README, "transferts : au moins 14 jours avant", USUAL_NOTICE["transfert"], Notice(14, None)),
    (MENTOR, "le greffier la laisse 24 heures", holds.PATIENCE, 24 * HOUR),
    (MENTOR, "une semaine puis un jour avant", AGREED.preparation.remind, (7, 1)),
    (
        MENTOR,
        "14 jours avant la fin du projet, les canaux 7 jours",
        AGREED.transfers.ladder,
        (14, 7, 3),
    ),
    (MENTOR, "par leur nom 3 jours avant", AGREED.transfers.ladder[2], 3),
    (MENTOR, "un quart d’heure d’une soutenance", free_times.CLEAR, 15 * MINUTE),
    (MENTOR, "trois heures libres de la même semaine", free_times.PROPOSED, 3),
    (MENTOR, "prévient moins de 24 heures avant", SessionRules().late, 24 * HOUR),
    (MENTOR, "à la fin, à 19 h 30, le lendemain matin", ladder.EVENING, 19 * 60 + 30),
    (MENTOR, "le troisième jour ouvré", ladder.MANAGERS_AFTER, 3),
    (VALIDATOR, "une semaine puis un jour avant", AGREED.preparation.remind, (7, 1)),
    (VALIDATOR, "deux soutenances à moins de 45 minutes", model.GAP, 45 * MINUTE),
    (VALIDATOR, "48 heures pour l’étudiant", AGREED.outcomes.student, 48 * HOUR),
    (VALIDATOR, "puis 48 heures pour vous", AGREED.outcomes.validator, 48 * HOUR),
    (MANAGER, "une fois par jour au plus", reminders.EVERY, DAY),
    (MANAGER, "après cent déplacements en dix minutes", Brake().moves, 100),
    (RUNNING, "est laissée tranquille 24 heures", holds.PATIENCE, 24 * HOUR),
    (RUNNING, "échoue depuis plus de cinq minutes", health.LATE, 5 * MINUTE),
    (RUNNING, "est reprise au bout de cinq minutes", worker.FORGOTTEN, 5 * MINUTE),
    (RUNNING, "Livraisons : 60 jours", horizon.DELIVERIES_KEPT, 60 * DAY),
    (RUNNING, "avant chaque changement) : 400 jours", horizon.HISTORY_KEPT, 400 * DAY),
    (MANAGER, "jusqu’à 400 jours", horizon.HISTORY_KEPT, 400 * DAY),
    (RUNNING, "Travaux finis du moteur : 14 jours", schedule.JOBS_KEPT, 14 * DAY),
    (RUNNING, "jusqu’à 90 jours après leur date", events.KEPT, 90 * DAY),
    (RUNNING, "prévient deux semaines avant la fin d’un jeton", doctor.SOON, 14 * DAY),
    (RUNNING, "un jeton qui finit dans deux semaines", token.SOON, 14 * DAY),
    (RUNNING, 'au moins "30d"', SHORTEST_KEPT, 30 * DAY),
    ("docs/modele-de-menaces.md", "temps constant ; 1 Mio", webhooks.LARGEST_BODY, 1 << 20),
    ("docs/modele-de-menaces.md", "un ordre vaut un jour", activity.WORTH, DAY),
]


@pytest.mark.parametrize(("file", "words", "found", "told"), NUMBERS, ids=[x[1] for x in NUMBERS])
def test_a_number_in_a_document_is_the_one_in_the_code(
    file: str, words: str, found: object, told: object
) -> None:
    assert plain(words) in plain((ROOT / file).read_text("utf-8")), f"{file} says it otherwise"
    assert found == told


def plain(text: str) -> str:
    """One line, whatever apostrophes and spaces it is written with."""
    return " ".join(text.replace("’", "'").replace("*", "").split())


def rows(file: str, heading: str) -> list[list[str]]:
    """The cells of the first table after this heading."""
    after = (ROOT / file).read_text("utf-8").partition(heading)[2]
    lines = re.findall(
        r"^\|(.*)\|$", after.partition("\n\n|")[2].partition("\n\n")[0], re.MULTILINE
    )
    return [
        [each.strip() for each in re.split(r"(?<!\\)\|", line)]
        for line in lines
        if "---" not in line
    ]


def test_the_table_of_informations_tells_each_in_its_order_and_its_weight() -> None:
    weights = {"bloque": "blocks", "signale": "warns"}
    told = {
        cells[0].strip("`"): weights[cells[-1]]
        for cells in rows(README, "## Ce qu’il fait")
        if cells[-1] in weights
    }
    assert told == dict(default_severities())
    assert list(told) == [each for each in CODES if each in told]


def test_the_table_of_commands_names_each_command() -> None:
    told = {
        word.split()[0]
        for cells in rows(README, "## Commandes")
        for word in re.findall(r"`([a-z][^`]*)`", cells[0])
    }
    assert told == set(COMMANDS)


def test_the_commands_that_are_said_to_answer_in_json_do_and_no_others() -> None:
    told = re.search(
        r"dit le détail ; (.*?) savent répondre en JSON", plain((ROOT / README).read_text("utf-8"))
    )
    assert told is not None
    named = set(re.findall(r"`([^`]+)`", told[1])) - {"queue"}
    assert {*named, "queue list"} == set(in_json()), "`queue` alone lists"


def in_json() -> Iterator[str]:
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        below = command.commands if type(command) is click.Group else {"": command}
        for under, each in below.items():
            if any("json" in getattr(x.type, "choices", ()) for x in each.params):
                yield f"{name} {under}".strip()


@pytest.mark.parametrize("file", [README, MENTOR, VALIDATOR, MANAGER])
def test_every_order_that_a_document_names_is_obeyed(file: str) -> None:
    named = set(re.findall(r"`(/[^`]+)`", (ROOT / file).read_text("utf-8")))
    assert named
    helped = {each for each in named if (read := orders.read_order(each)) and read.verb == "help"}
    assert {each for each in named if orders.read_order(each) is None} == set()
    assert helped <= {"/aide", "/help"}, "what is nearly an order is answered with help"


def test_every_measure_that_is_to_be_watched_is_measured() -> None:
    told = set(re.findall(r"`(greffier_[a-z_]+)`", (ROOT / RUNNING).read_text("utf-8")))
    source = (ROOT / "greffier/metrics.py").read_text("utf-8")
    assert {each for each in told if each.removeprefix("greffier_") not in source} == set()

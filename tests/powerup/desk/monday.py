"""A Monday with forty cards that wait for somebody: thirty-two defences, eight students to give."""

from __future__ import annotations

from datetime import datetime, timedelta

from harness import TO_TRANSFER, School

from mentoring.school.model import Absence, Profile
from mentoring.school.profiles import keep_profile
from mentoring.school.projects import catalogue_of
from rules.calendar import local_date
from sandbox.seeds import invented_school

PYTHON = "Développeur d’application Python"
HOLD, FOLLOW = ("ines", "malik", "camille", "apolline"), ("zoe", "noel", "basile", "fatou", "remi")
LONG = "Marie-Capucine Delatour de La Tour-Maubourg-Saint-Hilaire"
FIRSTS = (
    *("Abel", "Brune", "Cléo", "Diane", "Élio", "Flore", "Gaël", "Hana", "Ismaël", "Jeanne"),
    *("Kenza", "Léon", "Mahaut", "Nino", "Ondine", "Paul", "Quitterie", "Rose", "Sofia", "Théo"),
    *("Ulysse", "Violette", "Wassim", "Xavier", "Yasmine", "Zélie", "Anouk", "Basma", "Côme"),
    *("Dora", "Esteban"),
)


def monday(school: School) -> None:
    """Put the cards forward, and have profiles say who can do what: four validators, nobody for P9."""
    staff(school)
    for number in range(32):
        name = f"{FIRSTS[number]} Kermadec" if number < len(FIRSTS) else LONG
        label = "P9" if number == 7 else "P7"
        defence(school, FOLLOW[number % len(FOLLOW)], name, beginning(school, number), label)
    for number in range(8):
        transfer(school, FOLLOW[number % len(FOLLOW)], f"{FIRSTS[number]} Trévoux", 20 + number)
    school.work()


def beginning(school: School, number: int) -> datetime:
    """Four at the same hour, then two hours later; eight such hours in four days."""
    day = (school.time + timedelta(days=17)).replace(hour=9, minute=0, second=0, microsecond=0)
    hours, days = divmod(number // 4, 4)
    return day + timedelta(days=days, hours=2 * hours)


def staff(school: School) -> None:
    with school.parts.database.transaction() as session:
        known = catalogue_of(session, school.parts.rulebook).skills
        p7 = frozenset({(PYTHON, "P7")})
        absence = Absence(*(local_date(school.time, school.parts.rulebook.timezone),) * 2)
        said = {
            **{who: Profile(capacity=30, validator=True, validates=p7, mentors=p7) for who in HOLD},
            **{who: Profile(capacity=4, mentors=p7, absences=(absence,)) for who in FOLLOW},
            "gwenael": Profile(capacity=0),
        }
        for who, profile in said.items():
            member = school.sandbox.state.member(who)["id"]
            keep_profile(session, member, profile, known, who, school.time)


def defence(school: School, who: str, name: str, at: datetime, label: str = "P7") -> str:
    hand = school.by(who)
    card = school.card(who, f"{name} – DA Python", "label", "due")
    hand.toggle_label(card, school.label(label))
    hand.set_due(card, at)
    return card


def transfer(school: School, who: str, name: str, days: float) -> str:
    state, hand = school.sandbox.state, school.by(who)
    board = invented_school.board_named(school.sandbox, invented_school.TRANSFERT)["id"]
    lists = {each["name"]: each["id"] for each in state.lists_of(board)}
    labels = {each["name"]: each["id"] for each in state.labels_of(board)}
    card = str(hand.create_card(lists[TO_TRANSFER], f"{name} – DA Python")["id"])
    hand.toggle_label(card, labels["P7"])
    hand.set_due(card, school.due(days))
    hand.join(card)
    hand.describe(card, "Dépôt : https://example.org/p7")
    return card

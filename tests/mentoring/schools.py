"""Invented schools for the tests of mentoring: a few people, a few defences, by hand or at random."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from mentoring.school.model import Absence, Defence, Hours, Mentor, Profile, Role, Skill, Transfer

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
PYTHON, WEB = "Développeur d’application Python", "Développeur web"
SKILLS: tuple[Skill, ...] = tuple(
    (course, f"P{number}") for course in (PYTHON, WEB) for number in range(1, 5)
)


def card_id(number: int, made: datetime = NOW) -> str:
    """An id as Trello makes them: the second in it, then the number."""
    return f"{int(made.timestamp()):08x}{number:016x}"


def defence(
    number: int = 1, at: datetime | None = NOW + timedelta(days=16), **other: object
) -> Defence:
    values: dict[str, object] = {
        "card_id": card_id(number),
        "board_id": "board",
        "url": f"https://trello.com/c/{number}",
        "student": "Léa Dupont",
        "course": PYTHON,
        "project": "P3",
        "at": at,
        "mentors": ("zoe",),
        "validator": None,
        "role": "intake",
        "complete": True,
    }
    return Defence(**{**values, **other})  # type: ignore[arg-type]


def transfer(
    number: int = 1, end: datetime | None = NOW + timedelta(days=16), **other: object
) -> Transfer:
    values: dict[str, object] = {
        "card_id": card_id(number),
        "board_id": "transfers",
        "url": f"https://trello.com/c/{number}",
        "student": "Léa Dupont",
        "course": PYTHON,
        "project": "P3",
        "end": end,
        "mentors": ("zoe",),
        "offers": (),
        "taker": None,
        "role": "intake",
        "complete": True,
    }
    return Transfer(**{**values, **other})  # type: ignore[arg-type]


def mentor(name: str, profile: Profile | None = None, **other: object) -> Mentor:
    return Mentor(name, name.capitalize(), name, profile=profile, **other)  # type: ignore[arg-type]


def validating(*skills: Skill, **other: object) -> Profile:
    """The profile of a validator of these projects."""
    return Profile(validator=True, validates=frozenset(skills), **other)  # type: ignore[arg-type]


def random_profile(random: Random) -> Profile | None:
    if random.random() < 0.15:
        return None
    some = frozenset(random.sample(SKILLS, random.randrange(len(SKILLS))))
    first = date(2026, 3, 2) + timedelta(days=random.randrange(30))
    absences = (Absence(first, first + timedelta(days=random.randrange(10))),)
    return Profile(
        capacity=random.choice((None, 0, 2, 10)),
        validator=random.random() < 0.8,
        validates=some,
        mentors=some,
        absences=absences if random.random() < 0.5 else (),
        hours=(Hours(random.randrange(7), 540, 1080),) if random.random() < 0.3 else (),
    )


def random_school(
    seed: int, people: int = 9, cards: int = 14
) -> tuple[list[Mentor], list[Defence]]:
    """Mentors with all sorts of profiles, and defences close to one another."""
    random = Random(seed)
    names = [f"m{number}" for number in range(people or random.randrange(2, 9))]
    mentors = [
        mentor(name, random_profile(random), manager=random.random() < 0.1) for name in names
    ]
    return mentors, [_random_defence(random, number, names) for number in range(cards)]


def _random_defence(random: Random, number: int, names: list[str]) -> Defence:
    roles: tuple[Role, ...] = ("intake", "accepted", "failed", "passed")
    role = random.choice(roles)
    course, project = random.choice(SKILLS)
    own, other = random.sample(names, 2)
    given = role != "intake" and random.random() < 0.7
    at = NOW + timedelta(days=random.randrange(20), minutes=15 * random.randrange(12))
    return defence(
        number,
        at if random.random() < 0.95 else None,
        student=f"Élève {chr(65 + number % 6)}",
        course=course,
        project=project,
        mentors=(own,),
        validator=other if given else None,
        role=role,
        offers=(random.choice(names),),
    )

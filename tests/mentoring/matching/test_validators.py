"""The validator finder: hard rules, ranks, and the sentence for each."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta

from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from schools import (
    NOW,
    PARIS,
    PYTHON,
    WEB,
    defence,
    mentor,
    random_school,
    validating,
)

from mentoring.matching.texts import Sayings
from mentoring.matching.validators import Choice, Finder
from mentoring.school.model import GAP, Absence, Defence, Hours, Mentor, Profile
from rules.calendar import local_date

P3 = (PYTHON, "P3")

SCHOOLS = int(os.environ.get("SCHOOLS", examples(400)))
"""So many random schools are staffed; `SCHOOLS=10000` for a night."""


def ask(wanted: Defence, mentors: list[Mentor], *others: Defence) -> Choice:
    return Finder.of(mentors, [wanted, *others], NOW, PARIS).find(wanted)


def ranked(choice: Choice) -> list[str]:
    return [each.mentor.id for each in choice.candidates]


def obstacle(choice: Choice, who: str) -> str:
    found = choice.obstacle_of(who)
    return found.obstacle if found is not None else ""


def said(choice: Choice, who: str, language: str = "fr") -> str:
    sayings = Sayings(language, PARIS, PYTHON, "P3")  # type: ignore[arg-type]
    found = choice.obstacle_of(who)
    if found is not None:
        return sayings.why_not(found)
    return " ".join(sayings.why(next(x for x in choice.candidates if x.mentor.id == who)))


def test_the_students_mentor_never_validates() -> None:
    choice = ask(defence(), [mentor("zoe", validating(P3)), mentor("ines", validating(P3))])
    assert ranked(choice) == ["ines"]
    assert (
        said(choice, "zoe")
        == "Suit cet étudiant\u00a0: le validateur est toujours un second mentor."
    )


def test_a_mentor_who_names_other_projects_is_not_asked() -> None:
    choice = ask(
        defence(), [mentor("ines", validating((WEB, "P3"))), mentor("malik", validating(P3))]
    )
    assert obstacle(choice, "ines") == "project"
    assert said(choice, "ines") == f"Son profil ne nomme pas P3 ({PYTHON})."
    assert said(choice, "malik").startswith(f"Valide P3 ({PYTHON}).")


def test_who_has_not_said_anything_comes_last_and_is_not_excluded() -> None:
    mentors = [mentor("anne"), mentor("ines", validating()), mentor("malik", validating(P3))]
    choice = ask(defence(), mentors)
    assert ranked(choice) == ["malik", "anne", "ines"]
    assert "demandez-lui quels projets valider" in said(choice, "anne")


def test_who_says_not_to_validate_is_excluded() -> None:
    assert (
        obstacle(ask(defence(), [mentor("ines", Profile(capacity=4))]), "ines") == "not-validator"
    )


def test_an_absence_excludes_on_its_days_alone() -> None:
    day = local_date(defence().at or NOW, PARIS)
    away = mentor("ines", validating(P3, absences=(Absence(day, day),)))
    back = mentor(
        "malik", validating(P3, absences=(Absence(date(2026, 3, 2), day - timedelta(1)),))
    )
    choice = ask(defence(), [away, back])
    assert ranked(choice) == ["malik"]
    assert said(choice, "ines", "en") == (
        "Away from Wednesday\u00a018\u00a0March\u00a02026 to Wednesday\u00a018\u00a0March\u00a02026."
    )


def test_a_defence_at_44_minutes_clashes_and_one_at_45_does_not() -> None:
    wanted = defence()
    assert wanted.at is not None
    for minutes, free in ((-45, True), (-44, False), (0, False), (44, False), (45, True)):
        other = defence(2, wanted.at + timedelta(minutes=minutes), mentors=("a",), validator="ines")
        choice = ask(wanted, [mentor("ines", validating(P3))], other)
        assert choice.has("ines") is free, minutes


def test_a_defence_of_ones_own_student_clashes_too() -> None:
    other = defence(2, defence().at, student="Karim Benali", mentors=("ines",))
    choice = ask(defence(), [mentor("ines", validating(P3))], other)
    assert obstacle(choice, "ines") == "clash"
    assert "à moins de 45 minutes" in said(choice, "ines")


def test_the_fewest_recent_ones_come_first() -> None:
    past = [
        defence(
            10 + n, NOW - timedelta(days=20 + n), mentors=("a",), validator="ines", role="passed"
        )
        for n in range(2)
    ]
    long_ago = defence(
        20, NOW - timedelta(days=91), mentors=("a",), validator="malik", role="passed"
    )
    choice = ask(
        defence(),
        [mentor("ines", validating(P3)), mentor("malik", validating(P3))],
        *past,
        long_ago,
    )
    assert ranked(choice) == ["malik", "ines"]
    assert "Aucune soutenance tenue ou prévue sur 90 jours." in said(choice, "malik")
    assert "2\u00a0soutenances sur 90 jours." in said(choice, "ines")


def test_a_second_defence_goes_to_the_same_validator_first() -> None:
    first = defence(2, NOW - timedelta(days=9), validator="malik", role="failed")
    mentors = [mentor("ines", validating(P3)), mentor("malik", validating(P3))]
    choice = ask(replace(defence(), student="DUPONT Léa"), mentors, first)
    assert ranked(choice) == ["malik", "ines"]
    assert said(choice, "malik").startswith("A déjà tenu la première soutenance")
    other = ask(defence(project="P4"), [mentor("ines"), mentor("malik")], first)
    assert ranked(other) == ["ines", "malik"]


def test_who_offers_comes_before_who_does_not() -> None:
    mentors = [mentor("ines", validating(P3)), mentor("malik", validating(P3))]
    choice = ask(defence(offers=("malik",)), mentors)
    assert ranked(choice) == ["malik", "ines"]


def test_unusual_hours_rank_lower_and_exclude_nobody() -> None:
    at = defence().at
    assert at is not None  # Wednesday, 10 o'clock in Paris
    early = mentor("ines", validating(P3, hours=(Hours(2, 480, 600),)))
    fits = mentor("malik", validating(P3, hours=(Hours(2, 600, 720),)))
    choice = ask(defence(), [early, fits])
    assert ranked(choice) == ["malik", "ines"]
    assert "en dehors de ses heures habituelles" in said(choice, "ines")


def test_a_manager_without_a_profile_is_not_asked() -> None:
    choice = ask(
        defence(),
        [mentor("helene", manager=True), mentor("idriss", validating(P3), manager=True)],
    )
    assert ranked(choice) == ["idriss"]
    assert obstacle(choice, "helene") == "manager"


def test_every_sentence_exists_in_both_languages() -> None:
    mentors, defences = random_school(11, people=40, cards=60)
    finder = Finder.of(mentors, defences, NOW, PARIS)
    for language in ("fr", "en"):
        sayings = Sayings(language, PARIS, PYTHON, "P3")  # type: ignore[arg-type]
        for each in defences:
            choice = finder.find(each)
            texts = [line for one in choice.candidates for line in sayings.why(one)]
            texts += [sayings.why_not(one) for one in choice.excluded]
            assert all(text and "{" not in text for text in texts)


@settings(max_examples=SCHOOLS)
@given(st.integers(0, 2**32))
def test_no_assignment_ever_breaks_a_hard_rule(seed: int) -> None:
    """Whole schools, staffed from the first card to the last by whoever is proposed first."""
    mentors, defences = random_school(seed)
    by_id = {each.id: each for each in mentors}
    for place, wanted in enumerate(defences):
        choice = Finder.of(mentors, defences, NOW, PARIS).find(wanted)
        assert len(choice.candidates) + len(choice.excluded) == len(mentors)
        for candidate in choice.candidates:
            keeps_the_rules(wanted, by_id[candidate.mentor.id], defences)
        if choice.candidates and wanted.validator is None:
            given_to = choice.candidates[0].mentor.id
            defences[place] = replace(wanted, validator=given_to, role="accepted")


def keeps_the_rules(wanted: Defence, chosen: Mentor, defences: list[Defence]) -> None:
    """The hard rules once more, written without the finder's short cuts."""
    assert chosen.id not in wanted.mentors
    profile = chosen.profile
    if profile is not None:
        assert profile.validator
        assert not profile.validates or wanted.skill in profile.validates
    if wanted.at is None:
        return
    day = local_date(wanted.at, PARIS)
    assert not any(x.first <= day <= x.last for x in chosen.said.absences)
    for each in defences:
        if each.card_id == wanted.card_id or each.at is None:
            continue
        if chosen.id in each.mentors or chosen.id == each.validator:
            assert abs(each.at - wanted.at) >= GAP

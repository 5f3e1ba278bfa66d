"""After a defence: the question to the validator, the clock of a conditional success, the result. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from mentoring.defences.announcements import Saying, Words, morning, stamp
from mentoring.school.model import Defence
from rules.bilingual import Sentence

OutcomeName = Literal["passed", "conditional", "failed"]
OUTCOMES: Final[tuple[OutcomeName, ...]] = ("passed", "conditional", "failed")
Stage = Literal["student", "soon", "validator", "late"]
Kind = Literal["second", "next", "transfer"]
KINDS: Final[tuple[Kind, ...]] = ("second", "next", "transfer")
"""Cards that follow a defence."""

ASK: Final = "ask"
CLOCK: Final = "conditional"
RESULT: Final = "result"

ASKED_WITHIN: Final = timedelta(days=14)
"""A defence that is longer ago is not asked about any more: a manager sees it on the desk."""

QUESTION: Final = Sentence(
    "{who}, comment s'est passée la soutenance ? Dites-le dans le panneau de la carte, ou en "
    "commentaire : `/réussie`, `/conditionnelle` suivi de ce qui manque, ou `/retravailler` suivi des "
    "motifs. Ranger la carte dans la liste du résultat fait la même chose.",
    "{who}, how was the defence? Say it in the card's panel, or in a comment: `/passed`, "
    "`/conditional` and what is missing, or `/rework` and the reasons. Putting the card into the list "
    "of the result does the same.",
)
QUESTION_TO_ALL: Final = Sentence(
    "La soutenance a eu lieu : quel en est le résultat ? Rangez la carte dans la liste du résultat ; un "
    "responsable peut aussi commenter `/réussie`, `/conditionnelle` ou `/retravailler`.",
    "The defence has taken place: what is its result? Put the card into the list of the result; a "
    "manager can also comment `/passed`, `/conditional` or `/rework`.",
)
STAGES: Final[dict[Stage, Sentence]] = {
    "student": Sentence(
        "{by} : soutenance réussie sous condition. À compléter : {reasons}. {who}, votre étudiant a "
        "jusqu'au {student_until}.",
        "A conditional success, says {by}. To be completed: {reasons}. {who}, your student has "
        "until {student_until}.",
    ),
    "soon": Sentence(
        "Réussite sous condition. À compléter : {reasons}. {who}, le délai de l'étudiant se termine "
        "le {student_until}.",
        "A conditional success. To be completed: {reasons}. {who}, the student's time ends on "
        "{student_until}.",
    ),
    "validator": Sentence(
        "Réussite sous condition. Demandé : {reasons}. {who}, le délai de l'étudiant est passé : à vous "
        "de décider, avant le {validator_until} : `/réussie`, ou `/retravailler` suivi des motifs ?",
        "A conditional success. Asked for: {reasons}. {who}, the student's time is over: it is yours "
        "to decide, before {validator_until}: `/passed`, or `/rework` and the reasons?",
    ),
    "late": Sentence(
        "Réussite sous condition. Demandé : {reasons}. {who}, le délai pour décider est passé : "
        "l'étudiant attend votre réponse, `/réussie` ou `/retravailler` suivi des motifs.",
        "A conditional success. Asked for: {reasons}. {who}, the time to decide is over: the student "
        "waits for your answer, `/passed` or `/rework` and the reasons.",
    ),
}
PASSED: Final = Sentence(
    "Soutenance réussie : bravo, et merci ! Et ensuite ? `/suivante` prépare la carte du projet suivant, "
    "`/transfert` celle de transfert si l'étudiant change de mentor ; le panneau de la carte aussi.",
    "The defence was passed: well done, and thank you! And then? `/next` prepares the next project's card, "
    "`/transfer` the transfer card if the student is to have another mentor; so does the card's panel.",
)
FAILED: Final = Sentence(
    "{who}, le projet est à retravailler : échouer est permis, et cela se reprend. Motifs : {reasons}. "
    "Ensuite : voyez-les avec le validateur, qui peut tenir une session avec l'étudiant ; quand celui-ci "
    "est prêt, `/seconde` suivi de la date (ou le panneau) propose la seconde soutenance, avec le même "
    "validateur.",
    "{who}, the project is to be reworked: failing is allowed, and it is done again. Reasons: {reasons}. "
    "Next: look at them with the validator, who can hold a session with the student; when the student is "
    "ready, `/second` and the date (or the panel) puts a second defence forward, with the same validator.",
)
FAILED_NO_REASONS: Final = Sentence(
    "{who}, le projet est à retravailler : échouer est permis, et cela se reprend. Le validateur peut en "
    "écrire les motifs (`/retravailler` suivi des motifs, ou le panneau) et tenir une session avec "
    "l'étudiant. Quand celui-ci est prêt, `/seconde` suivi de la date propose la seconde soutenance, avec "
    "le même validateur.",
    "{who}, the project is to be reworked: failing is allowed, and it is done again. The validator can "
    "write the reasons (`/rework` and the reasons, or the panel) and hold a session with the student. When "
    "the student is ready, `/second` and the date puts a second defence forward, with the same validator.",
)
WITHOUT_NAMES: Final = "{who}, "


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a defence ended, who said so and when. While it is conditional, the student has until
    `student_until`, then the validator until `validator_until`. UTC.
    """

    outcome: OutcomeName
    at: datetime
    by: str
    reasons: str = ""
    student_until: datetime | None = None
    validator_until: datetime | None = None


def is_agreed(defence: Defence) -> bool:
    """Return whether it is to take place: a validator has it, or it stands in a list of agreed ones."""
    if defence.closed:
        return False
    return defence.role == "accepted" or (
        defence.role == "intake" and defence.complete and defence.validator is not None
    )


def question(defence: Defence, zone: ZoneInfo) -> list[Saying]:
    """Return what the validator is asked on the day after, once; where there is none, the mentor. Whoever
    ticks the date on Trello says that the defence was held: then it is asked at once.
    """
    if defence.at is None:
        return []
    since = defence.at if defence.ticked else morning(defence.at, 1, zone)
    calls = (defence.validator,) if defence.validator else defence.mentors
    words = Words("outcome", QUESTION if calls else QUESTION_TO_ALL, {}, calls)
    return [
        Saying(
            ASK, stamp(defence.at), since, words, latest=morning(defence.at, 1, zone) + ASKED_WITHIN
        )
    ]


def clock(defence: Defence, outcome: Outcome, managers: Sequence[str]) -> list[Saying]:
    """Return what is said while a conditional success runs: it reminds and asks, and never decides."""
    if outcome.student_until is None or outcome.validator_until is None:
        return []
    validator = (defence.validator,) if defence.validator else tuple(managers)
    called: dict[Stage, tuple[str, ...]] = {
        "student": defence.mentors,
        "soon": defence.mentors,
        "validator": validator,
        "late": tuple(dict.fromkeys((*validator, *managers))),
    }
    values = {
        "by": outcome.by,
        "reasons": outcome.reasons.rstrip(" ."),
        "student_until": outcome.student_until,
        "validator_until": outcome.validator_until,
    }
    return [
        Saying(
            CLOCK,
            f"{stamp(outcome.at)}-{stage}",
            since,
            Words(f"conditional-{stage}", _to(STAGES[stage], called[stage]), values, called[stage]),
            latest=until,
            by_clock=stage != "student",
        )
        for stage, since, until in _stages(outcome)
    ]


def _stages(outcome: Outcome) -> list[tuple[Stage, datetime, datetime | None]]:
    """Return each stage with its beginning, and until when it may still be announced."""
    first, second = outcome.student_until, outcome.validator_until
    assert first is not None and second is not None
    soon = first - (first - outcome.at) / 4
    return [
        ("student", outcome.at, soon),
        ("soon", soon, first),
        ("validator", first, second),
        ("late", second, None),
    ]


def stage_of(outcome: Outcome, now: datetime) -> Stage | None:
    """Return whose turn it is while a conditional success runs; None where it does not."""
    if outcome.outcome != "conditional" or outcome.student_until is None:
        return None
    return next(
        stage for stage, since, _ in reversed(_stages(outcome)) if since <= max(now, outcome.at)
    )


def result(defence: Defence, outcome: Outcome) -> list[Saying]:
    """Return what is read on a card whose defence was passed or failed."""
    since, occasion = outcome.at, f"{stamp(outcome.at)}-{outcome.outcome}"
    if outcome.outcome == "passed":
        return [Saying(RESULT, occasion, since, Words("passed", PASSED), by_clock=False)]
    sentence = _to(FAILED if outcome.reasons else FAILED_NO_REASONS, defence.mentors)
    words = Words("failed", sentence, {"reasons": outcome.reasons.rstrip(" .")}, defence.mentors)
    return [Saying(RESULT, occasion, since, words, by_clock=False)]


def _to(sentence: Sentence, calls: Sequence[str]) -> Sentence:
    """Return the sentence; where nobody is called, without the place for names."""
    if calls:
        return sentence
    texts = (each.replace(WITHOUT_NAMES, "") for each in (sentence.fr, sentence.en))
    return Sentence(*(each[:1].upper() + each[1:] for each in texts))

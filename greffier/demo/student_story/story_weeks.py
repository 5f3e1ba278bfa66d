"""The story of one student, week by week: a first attribution, sessions, a session before deciding."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from greffier.demo.play import Play, SceneFailed
from greffier.demo.power_up_presses import at_desk, health, later, panel, see
from greffier.demo.scene import Scene
from greffier.demo.student_story.story import card_of
from mentoring.students.read import named
from rules.bilingual import Sentence
from rules.formatting import plural
from rules.verdict import Language
from sandbox.state.shapes import Json
from sync.clock import now

NAME: Final = "Lou Marchand"
ADDRESS: Final = "lou@example.org"
TUESDAY: Final = 1
COUNTED: Final = Sentence(
    "`/health` : {unset} sans statut, {empty} sans session cette semaine",
    "`/health`: {unset} without a status, {empty} without a session this week",
)
COUNTS: Final[Mapping[Language, tuple[tuple[str, str], tuple[str, str]]]] = {
    "fr": (("session", "sessions"), ("étudiant", "étudiants")),
    "en": (("session", "sessions"), ("student", "students")),
}
_NEW: Final = Sentence(
    "Nouvel étudiant : choisissez une première session.", "New student: choose a first session."
)


def student_id(play: Play) -> str:
    """Return the id of the story's student. Raises `SceneFailed` where there is not exactly one."""
    with play.parts.database.transaction() as session:
        found = named(session, NAME)
    if len(found) != 1:
        raise SceneFailed(NAME)
    return found[0].id


def given(play: Play) -> None:
    """Play a student without a card, who is added and given to a mentor; the mentor reads it first."""
    course = next(x.name for x in play.parts.rulebook.courses if "Python" in x.name)
    add = Sentence(
        "ajoute Lou Marchand, qui n'a pas de carte, avec son courriel",
        "adds Lou Marchand, who has no card, with an address",
    )
    body = {"name": NAME, "course": course, "project": "P7", "email": ADDRESS}
    one = at_desk(play, "helene", "follow/students", add, **body)["id"]
    give = Sentence("« Confier » Lou à Zoé Lefèvre", "“Give” Lou to Zoé Lefèvre")
    zoe = play.sandbox.state.member("zoe")["id"]
    at_desk(play, "helene", f"follow/{one}/give", give, member=zoe)
    if one not in [each["id"] for each in see(play, "zoe", "sessions/week")["newcomers"]]:
        play.fail(_NEW)
    play.teller.quote(f"**{NAME}** — {play.teller.words(_NEW)}")
    slot = Sentence("choisit le mardi à 18 h", "chooses Tuesdays at six")
    page = at_desk(play, "zoe", f"students/{one}/slot", slot, weekday=TUESDAY, time="18:00")
    placed = Sentence(
        "{count} sessions sont placées : {slot}", "{count} sessions are placed: {slot}"
    )
    if len(page["sessions"]) < 6:
        play.fail(placed)
    told = play.teller.words(placed, count=len(page["sessions"]), slot=page["slot"]["text"])
    play.teller.line("checked", told)


def closed(play: Play) -> None:
    """Play a session that ends: it is closed with goals, and the counter is back at 0."""
    coming = next_session(play)
    later(play, coming + timedelta(minutes=50))
    [one] = _unset(play)
    play.teller.quote(f"**{NAME}** — {one['when']} — {one['statusText']}")
    _counted(play, 1)
    end = Sentence(
        "« Terminer… » : deux objectifs pour la semaine, et c'est tout",
        "“End…”: two goals for the week, and that is all",
    )
    goals = _goals(play)
    path = f"sessions/one/{one['id']}"
    done = at_desk(play, "zoe", f"{path}/finish", end, goals=goals)
    play.teller.quote(f"**{NAME}** — {done['session']['statusText']}")
    _counted(play, 0)


def missed(play: Play) -> None:
    """Play a student who does not come the week after: two presses, and one to take it back."""
    later(play, next_session(play) + timedelta(minutes=50))
    [one] = _unset(play)
    path = f"sessions/one/{one['id']}"
    absent = Sentence("« Absence », puis « Confirmer »", "“Absent”, then “Confirm”")
    done = at_desk(play, "zoe", f"{path}/status", absent, status="absent")
    play.teller.quote(f"**{NAME}** — {done['session']['statusText']}")
    undo = Sentence(
        "« Annuler » : Lou était là, en retard", "“Undo”: Lou was there after all, late"
    )
    at_desk(play, "zoe", f"{path}/undo", undo, change=done["change"])
    judged = {each["id"]: "reached" for each in see(play, "zoe", path)["openGoals"]}
    end = Sentence("juge les objectifs, d'un geste chacun", "judges the goals, one tap each")
    at_desk(play, "zoe", f"{path}/finish", end, judged=judged, more=_goals(play)[0])
    _counted(play, 0)


def reworked(play: Play) -> None:
    """Play the session that the validator holds after the failure: what is agreed becomes the next goals."""
    block = panel(play, "malik", card_of(play), "sessions")
    play.teller.quote(block["text"][0])
    one = student_id(play)
    found = see(play, "malik", f"students/{one}/proposals")
    while not found["times"]:  # the end of a week, or one of holidays
        found = see(play, "malik", f"students/{one}/proposals?monday={found['next']}")
    times = found["times"]
    plan = Sentence("« Planifier cette session »", "“Plan this session”")
    booked = at_desk(play, "malik", f"students/{one}/rework", plan, starts=times[0]["starts"])
    session = booked["session"]
    play.teller.quote(f"**{NAME}** — {session['when']} — {session['kind']}")
    later(play, datetime.fromisoformat(session["starts"]) + timedelta(minutes=50))
    end = Sentence("note les ajustements convenus", "notes the adjustments agreed on")
    agreed = _adjustments(play)
    at_desk(play, "malik", f"sessions/one/{session['id']}/finish", end, goals=agreed)
    goals = [each["text"] for each in see(play, "zoe", f"students/{one}")["goals"]]
    shown = Sentence(
        "Zoé les retrouve parmi les objectifs de Lou", "Zoé finds them among Lou's goals"
    )
    if not set(agreed) <= set(goals):
        play.fail(shown)
    play.teller.line("checked", play.teller.words(shown))


def welcomed(play: Play) -> None:
    """Play the new mentor's first day: the student is hers, the goals are there, the old slot is over."""
    one = student_id(play)
    read = Sentence(
        "Fatou Sarr lit en premier : nouvel étudiant, et les objectifs en cours",
        "Fatou Sarr reads first: a new student, and the open goals",
    )
    play.wait(
        30.0,
        lambda: one in [x["id"] for x in see(play, "fatou", "sessions/week")["newcomers"]],
        play.teller.words(read),
    )
    page = see(play, "fatou", f"students/{one}")
    if page["slot"] is not None or not page["goals"] or len(page["mentors"]) < 2:
        play.fail(read)
    play.teller.line("checked", play.teller.words(read))


def next_session(play: Play) -> datetime:
    """Return when the next session of the story begins."""
    rows = see(play, "zoe", f"students/{student_id(play)}")["sessions"]
    starts = sorted(datetime.fromisoformat(each["starts"]) for each in rows if each["starts"])
    return next(each for each in starts if each > now())


def _unset(play: Play) -> list[Json]:
    found = see(play, "zoe", "sessions/week")["unset"]
    return [each for each in found if each["student"]["name"] == NAME]


def _counted(play: Play, unset: int) -> None:
    found = health(play)
    counts = found["sessions"]["unset"], found["students"]["without_session"]
    if counts[0] != unset:
        play.fail(COUNTED)
    language = play.teller.language
    words = zip(counts, COUNTS[language], strict=True)
    known = [plural(count, *names, language) for count, names in words]
    told = dict(zip(("unset", "empty"), known, strict=True))
    play.teller.line("checked", play.teller.words(COUNTED, **told))


def _goals(play: Play) -> list[str]:
    return {
        "fr": ["Écrire les tests du module", "Relire le code d'un autre"],
        "en": ["Write the module's tests", "Read somebody else's code"],
    }[play.teller.language]


def _adjustments(play: Play) -> list[str]:
    return {
        "fr": ["Tester la connexion", "Répéter la démonstration"],
        "en": ["Test the login", "Rehearse the demonstration"],
    }[play.teller.language]


FIRST_WEEKS: Final = (
    Scene("closed", Sentence("Une session se termine", "A session ends"), closed),
    Scene("missed", Sentence("Une absence, et le retour en arrière", "An absence, undone"), missed),
)
REWORKED: Final = Scene(
    "rework-session",
    Sentence("Avant de décider, une session", "A session before deciding"),
    reworked,
)
WELCOMED: Final = Scene(
    "first-day",
    Sentence("Le premier jour du nouveau mentor", "The new mentor's first day"),
    welcomed,
)

"""The story of one student, first part: put forward, completed, given to a validator, prepared, failed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final

from greffier.demo.play import Play, SceneFailed
from greffier.demo.power_up_presses import at_desk, later, panel, press, quote_of, until_badge
from greffier.demo.scene import Scene, days_from_now
from mentoring.defences import outcomes, preparation, reminders
from mentoring.matching import assignment_texts
from rules.bilingual import Days, Sentence
from rules.comments import texts as comment_texts
from rules.formatting import in_words
from sandbox.gestures import Hand
from sandbox.seeds.invented_cards import ACCEPTED, FAILED, INCOMPLETE, INTAKE
from sandbox.state.ids import parse_iso
from sandbox.state.shapes import Json
from sync.clock import now

STUDENT: Final = "Lou Marchand – DA Python"
PROJECT: Final = "P7"
DEFENCE_IN: Final = 16

DOES_NOT_SAY: Final = Sentence("{name} n'est pas dans la liste", "{name} is not in the list")


def monday() -> datetime:
    """Return next Monday at 9:00 UTC, which is morning in France: a story begins in the daytime."""
    day = now().date() + timedelta(days=7 - now().weekday())
    return datetime.combine(day, time(9), UTC)


def card_of(play: Play) -> Json:
    """Return the first card of the student; it belongs to the scene from now on."""
    return play.card(STUDENT)


def profile(play: Play, who: str, what: Sentence, **said: object) -> None:
    """Have somebody fill in "Mon profil" for the project of this story."""
    page = at_desk(play, who, "profile", what, profile=_skills(play, **said))
    if not page["filled"]:
        play.fail(what)


def _skills(play: Play, **said: object) -> Json:
    course = next(x.name for x in play.parts.rulebook.courses if "Python" in x.name)
    mine: Json = {"mentors": {course: [PROJECT]}, "validates": {}, "validator": False}
    if said.get("validator"):
        mine["validates"] = {course: [PROJECT]}
    blank: Json = {"capacity": 8, "assets": [], "absences": [], "hours": []}
    return {**blank, **mine, **said}


def profiles(play: Play) -> None:
    """Play mentors who say what they can do."""
    away = (now() + timedelta(days=DEFENCE_IN - 2)).date().isoformat()
    back = (now() + timedelta(days=DEFENCE_IN + 5)).date().isoformat()
    profile(
        play,
        "malik",
        Sentence("peut valider P7 en Python", "can hold defences of P7 in Python"),
        validator=True,
    )
    profile(
        play,
        "ines",
        Sentence(
            "le peut aussi, et sera absente dans deux semaines",
            "can too, and will be away in two weeks",
        ),
        validator=True,
        absences=[[away, back]],
    )
    profile(
        play,
        "camille",
        Sentence("le peut aussi", "can too"),
        validator=True,
    )
    profile(
        play,
        "fatou",
        Sentence(
            "suit des étudiants en Python, sans valider",
            "follows students in Python, and holds no defences",
        ),
    )
    seen = Sentence("quatre profils sont là", "four profiles are there")
    play.teller.line("checked", play.teller.words(seen))


def proposed(play: Play) -> None:
    """Play a mentor who puts the student forward, and forgets half of it."""
    intake = play.school["soutenances"].lists[INTAKE]
    card = play.act(
        "zoe",
        Sentence(
            "propose son étudiant : « Lou Marchand – DA Python », étiquette P7, rien d'autre",
            "puts her student forward: “Lou Marchand – DA Python”, label P7, nothing else",
        ),
        lambda hand: hand.create_card(intake, STUDENT, labels=(PROJECT,)),
    )
    play.until(
        lambda: (
            play.view.is_in(card, INCOMPLETE) and play.view.says(card, comment_texts.NEXT_MENTOR)
        ),
        Sentence("la carte est rangée, et dit pourquoi :", "the card is put aside, and says why:"),
    )
    play.quote_first(card)
    until_badge(play, card, *_missing(2))


def _missing(count: int) -> tuple[str, str]:
    return f"{count} informations manquantes", f"{count} things missing"


def completed(play: Play) -> None:
    """Play the mentor who completes the card."""
    card, intake = card_of(play), play.school["soutenances"].lists[INTAKE]

    def complete(hand: Hand) -> None:
        hand.set_due(card["id"], days_from_now(DEFENCE_IN))
        hand.describe(card["id"], "Lien du projet : https://github.com/exemple/lou-p7")
        hand.join(card["id"])
        hand.drag(card["id"], intake)

    play.act(
        "zoe",
        Sentence(
            "ajoute la date, le lien du projet, elle-même, et remet la carte",
            "adds the date, the project's link, herself, and puts the card back",
        ),
        complete,
    )
    play.until(
        lambda: play.verdict(card) == "complete" and play.view.says(card, comment_texts.COMPLETE),
        Sentence("la carte est complète :", "the card is complete:"),
    )
    play.quote(card)
    until_badge(play, card, "complète", "complete")


def validated(play: Play) -> None:
    """Play a mentor who offers; a manager sees who can and why, and gives the card in one press."""
    card = card_of(play)
    offer = Sentence("« Je peux valider »", "“I can validate”")
    press(play, "malik", card, "offer", offer)
    play.until(
        lambda: play.view.says(card, assignment_texts.OFFERS),
        Sentence("les responsables le lisent sur la carte", "the managers read it on the card"),
    )
    first = _choice(play, card, "malik", "ines")
    give = Sentence("« Confier à Malik Ouédraogo »", "“Assign to Malik Ouédraogo”")
    press(play, "helene", card, "give", give, member=first)
    given(play, card, "malik")


def _choice(play: Play, card: Json, wanted: str, left: str) -> str:
    """Show the finder's first two and one who cannot. Return the id of the first, who must be `wanted`."""
    found = panel(play, "helene", card, "people")
    for place, each in enumerate(found["people"][:2], 1):
        play.teller.quote(f"{place}. **{each['name']}** — {' '.join(each['why'])}")
    out = _named(play, found["excluded"]["people"], left)
    play.teller.quote(f"✗ {out['name']} — {' '.join(out['why'])}")
    first = found["people"][0]
    if first["id"] != play.sandbox.state.member(wanted)["id"]:
        play.fail(Sentence("le premier est celui attendu", "the first is the one expected"))
    return str(first["id"])


def _named(play: Play, people: list[Json], who: str) -> Json:
    member = play.sandbox.state.member(who)
    for each in people:
        if each["id"] == member["id"]:
            return each
    raise SceneFailed(play.teller.words(DOES_NOT_SAY, name=member["fullName"]))


def given(play: Play, card: Json, who: str) -> None:
    """Check that the card is accepted, its validator a member of it, and that it says so with the date."""
    member = play.sandbox.state.member(who)["id"]
    play.until(
        lambda: (
            play.view.is_in(card, ACCEPTED)
            and member in play.sandbox.state.cards[card["id"]]["idMembers"]
            and play.view.says(card, assignment_texts.VALIDATOR)
        ),
        Sentence(
            "la carte est dans « Soutenances planifiées », le validateur dessus, et le dit :",
            "the card is in “Soutenances planifiées”, the validator on it, and it says so:",
        ),
    )
    quote_of(play, card, assignment_texts.VALIDATOR)


def prepared(play: Play) -> None:
    """Play a checklist for the mentor and the student, a reminder a week and a day before."""
    card = card_of(play)
    play.wait(30.0, lambda: _checklist(play, card), "checklist")
    play.teller.line(
        "checked",
        play.teller.words(
            Sentence(
                "une liste à cocher est sur la carte : « {title} »",
                "a checklist is on the card: “{title}”",
            ),
            title=preparation.TITLE.in_(play.teller.language),
        ),
    )
    due = parse_iso(play.view.due(card) or "")
    for days in (7, 1):
        later(play, due - timedelta(days=days, hours=6))
        told = in_words(Days(days), play.teller.language, play.parts.rulebook.timezone)
        play.until(
            lambda told=told: (  # type: ignore[misc]
                play.view.says(card, reminders.AHEAD) and told in play.view.comments(card)[0]
            ),
            Sentence("un rappel, le matin :", "a reminder, in the morning:"),
        )
        quote_of(play, card, reminders.AHEAD)


def _checklist(play: Play, card: Json) -> bool:
    title = preparation.TITLE.in_(play.teller.language)
    state = play.sandbox.state
    there = state.cards[card["id"]]["idChecklists"]
    return [state.checklists[each]["name"] for each in there] == [title]


def failed(play: Play) -> None:
    """Play the day after: the validator is asked once; the project is to be reworked."""
    card = card_of(play)
    due = parse_iso(play.view.due(card) or "")
    later(play, due + timedelta(hours=17))
    play.until(
        lambda: play.view.says(card, outcomes.QUESTION),
        Sentence("le validateur est interrogé, une fois :", "the validator is asked, once:"),
    )
    quote_of(play, card, outcomes.QUESTION)
    until_badge(play, card, "résultat attendu", "result awaited")
    order = {
        "fr": "/retravailler les tests manquent, la démonstration s’arrête à la connexion",
        "en": "/rework tests are missing, the demonstration stops at the login",
    }[play.teller.language]
    play.act(
        "malik",
        Sentence("commente depuis son téléphone : {order}", "comments from his phone: {order}"),
        lambda hand: hand.comment(card["id"], order),
        order=order,
    )
    play.until(
        lambda: play.view.is_in(card, FAILED) and play.view.says(card, outcomes.FAILED),
        Sentence(
            "la carte est dans « À retravailler », avec les motifs :",
            "the card is in “À retravailler”, with the reasons:",
        ),
    )
    quote_of(play, card, outcomes.FAILED)
    until_badge(play, card, "seconde soutenance à proposer", "second defence to propose")


SCENES: Final = (
    Scene("profiles", Sentence("Qui peut quoi", "Who can do what"), profiles),
    Scene("proposed", Sentence("Proposée, incomplète", "Put forward, incomplete"), proposed),
    Scene("now-complete", Sentence("Complétée", "Completed"), completed),
    Scene("validator", Sentence("Un validateur est trouvé", "A validator is found"), validated),
    Scene("prepared", Sentence("Préparée, et rappelée à temps", "Prepared, in time"), prepared),
    Scene("failed", Sentence("À retravailler", "To be reworked"), failed),
)

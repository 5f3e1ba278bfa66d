"""The story of one student, second part: the second defence, passed, and taken over by another mentor."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from greffier.demo.play import Play
from greffier.demo.power_up_presses import (
    health,
    later,
    panel,
    press,
    quote_of,
    second_card,
    until_badge,
)
from greffier.demo.scene import Scene, days_from_now
from greffier.demo.student_story import story, story_mails, story_phone, story_weeks
from greffier.demo.student_story.story import DEFENCE_IN, STUDENT, card_of, given
from mentoring.defences import escalation, outcomes
from mentoring.matching import assignment_texts
from rules.bilingual import Sentence
from sandbox.gestures import Hand
from sandbox.seeds.invented_cards import INTAKE, PASSED
from sandbox.state.ids import parse_iso
from sandbox.state.shapes import Json
from sync.clock import now

END_IN: Final = 18

LINKED: Final = Sentence(
    "une nouvelle carte, les mêmes choses dessus, liée à la première dans les deux sens",
    "a new card with the same on it, linked to the first one both ways",
)


def second(play: Play) -> None:
    """Play a second defence in one press; whoever held the first is asked first."""
    first = card_of(play)
    later(play, now() + timedelta(days=5))
    offer = Sentence("« Proposer la seconde soutenance »", "“Put the second defence forward”")
    press(play, "zoe", first, "follow-up", offer, kind="second")
    card = second_card(play.view, first)
    play.cards.add(card["id"])
    play.until(lambda: _linked(play, first, card), LINKED)
    play.act(
        "zoe",
        Sentence("fixe sa date", "sets its date"),
        lambda hand: hand.set_due(card["id"], days_from_now(DEFENCE_IN)),
    )
    play.until(
        lambda: play.verdict(card) == "complete" and play.view.is_in(card, INTAKE),
        Sentence("elle est complète", "it is complete"),
    )
    people = panel(play, "helene", card, "people")["people"]
    play.teller.quote(f"1. **{people[0]['name']}** — {' '.join(people[0]['why'])}")
    give = Sentence("« Confier à Malik Ouédraogo »", "“Assign to Malik Ouédraogo”")
    press(play, "helene", card, "give", give, member=people[0]["id"])
    given(play, card, "malik")


def _linked(play: Play, one: Json, other: Json) -> bool:
    state = play.sandbox.state
    return all(
        any(here["shortLink"] in each["url"] for each in state.cards[there["id"]]["attachments"])
        for here, there in ((one, other), (other, one))
    )


def passed(play: Play) -> None:
    """Play the list that does the same as the button: the validator puts the card where it belongs."""
    card = second_card(play.view, card_of(play))
    due = parse_iso(play.view.due(card) or "")
    later(play, due + timedelta(hours=1))
    target = play.school["soutenances"].lists[PASSED]
    play.act(
        "malik",
        Sentence(
            "glisse la carte dans « Réussies », sans bouton",
            "drags the card into “Réussies”, without a button",
        ),
        lambda hand: hand.drag(card["id"], target),
    )
    play.cards.add(card["id"])
    play.until(
        lambda: play.view.says(card, outcomes.PASSED),
        Sentence("le résultat est compris, et la suite dite :", "the result is understood:"),
    )
    quote_of(play, card, outcomes.PASSED)


def transferred(play: Play) -> None:
    """Play a student who changes mentor, and is never without one."""
    before = second_card(play.view, card_of(play))
    prepare = Sentence("« Préparer la carte de transfert »", "“Prepare the transfer card”")
    press(play, "zoe", before, "follow-up", prepare, kind="transfer")
    card = _transfer(play)
    play.cards.add(card["id"])

    def complete(hand: Hand) -> None:
        hand.set_due(card["id"], days_from_now(END_IN))
        hand.describe(card["id"], "Lien du projet : https://github.com/exemple/lou-p8")

    play.act(
        "zoe",
        Sentence("y met la fin du projet et le lien", "sets the end of the project and the link"),
        complete,
    )
    play.until(
        lambda: play.verdict(card) == "complete" and play.view.says(card, assignment_texts.RELAY),
        Sentence("d'ici au relais, rien ne change :", "until then nothing changes:"),
    )
    quote_of(play, card, assignment_texts.RELAY)


def _transfer(play: Play) -> Json:
    board = play.school["transfert"].id
    name = STUDENT.partition(" – ")[0]
    cards = play.sandbox.state.cards_of(board)
    return next(each for each in cards if each["name"].startswith(name))


def ladder_climbed(play: Play) -> None:
    """Play the end that comes near: the card says so louder and louder; the managers are called last."""
    card = _transfer(play)
    play.cards.add(card["id"])
    end = parse_iso(play.view.due(card) or "")
    for days in (14, 7, 3):
        later(play, end - timedelta(days=days, hours=6))
        text = "sans nouveau mentor : {} j", "nobody to take over: {} d"
        until_badge(play, card, *(each.format(days) for each in text))
    play.until(
        lambda: play.view.says(card, escalation.ALARM),
        Sentence(
            "trois jours avant la fin, les responsables sont appelés par leur nom",
            "three days before the end the managers are called by name",
        ),
    )
    quote_of(play, card, escalation.ALARM)
    _alone(play)


def taken_over(play: Play) -> None:
    """Play a new mentor who is there before the old one leaves."""
    card = _transfer(play)
    play.cards.add(card["id"])
    take = Sentence("« Je prends le relais »", "“I take over”")
    press(play, "fatou", card, "offer", take)
    seen = _presence(play, card)
    fatou = play.sandbox.state.member("fatou")["id"]
    give = Sentence("« Confier à Fatou Sarr »", "“Assign to Fatou Sarr”")
    press(play, "helene", card, "give", give, member=fatou)
    play.until(
        lambda: play.view.is_in(card, PASSED) and play.view.says(card, assignment_texts.TAKEN),
        Sentence("la carte est dans « Transférés » :", "the card is in “Transférés”:"),
    )
    quote_of(play, card, assignment_texts.TAKEN)
    members = play.sandbox.state.cards[card["id"]]["idMembers"]
    always = Sentence(
        "Fatou était sur la carte avant que Zoé n'en parte : pas un instant sans mentor",
        "Fatou was on the card before Zoé left it: not a moment without a mentor",
    )
    if members != [fatou] or min(seen) < 1:
        play.fail(always)
    play.teller.line("checked", play.teller.words(always))


def _presence(play: Play, card: Json) -> list[int]:
    """Return how many members the card has after each action on it, from now on."""
    state = play.sandbox.state
    seen = [len(state.cards[card["id"]]["idMembers"])]

    def count(action: Json, _: object) -> None:
        if action["data"].get("card", {}).get("id") == card["id"]:
            seen.append(len(state.cards[card["id"]]["idMembers"]))

    state.listeners.append(count)
    return seen


def _alone(play: Play) -> None:
    """Tell how many students have no next mentor, as `/health` counts them."""
    count = health(play)["transfers"]["uncovered"]
    told = Sentence(
        "`/health` les compte : {count} sans nouveau mentor à moins de sept jours, sur tout le tableau",
        "`/health` counts them: {count} on the whole board whom nobody takes over in seven days",
    )
    if count < 1:
        play.fail(told)
    play.teller.line("checked", play.teller.words(told, count=count))


SCENES: Final = (
    story_mails.GIVEN,
    story_mails.WELCOME,
    *story_weeks.FIRST_WEEKS,
    story_phone.PHONE,
    *story.SCENES,
    story_weeks.REWORKED,
    Scene("second", Sentence("La seconde soutenance", "The second defence"), second),
    Scene("passed", Sentence("Réussie", "Passed"), passed),
    Scene("transfer", Sentence("Changer de mentor", "Another mentor"), transferred),
    Scene("ladder", Sentence("Personne ne vient : l'échelle", "Nobody comes"), ladder_climbed),
    Scene("taken-over", Sentence("Le relais est pris", "Taken over"), taken_over),
    story_weeks.WELCOMED,
)

"""Scenes of the clerk's manners: people decide, it remembers, answers, and takes back."""

from __future__ import annotations

from typing import Final

from greffier.demo.play import Play
from greffier.demo.scene import Scene, complete, days_from_now
from greffier.demo.school import SETTLE_MOVED
from rules.bilingual import Sentence
from rules.comments import texts as comment_texts
from rules.mentions import twin
from sandbox.gestures import Hand
from sandbox.seeds.invented_cards import INTAKE

BACK_AS_IT_IS: Final = Sentence(
    "remet « {card} » dans « Propositions de soutenances » telle quelle",
    "puts “{card}” back into “Propositions de soutenances” as it is",
)
WARNING: Final = twin.FIX_LINE
COMMENTS: Final = Sentence("commente « {card} » : {text}", "comments on “{card}”: {text}")


def _comment(play: Play, who: str, name: str, french: str, english: str) -> None:
    """Have somebody comment on the card called `name`."""
    card = play.card(name)
    text = french if play.teller.language == "fr" else english
    play.act(who, COMMENTS, lambda hand: hand.comment(card["id"], text), card=name, text=text)


def put_back(play: Play) -> None:
    """Play a person whose word beats the clerk's: a card put back as it is stays there."""
    name = "Manon Lefort – Data analyst"
    card, intake = play.card(name), play.school["soutenances"].lists[INTAKE]
    play.act("malik", BACK_AS_IT_IS, lambda hand: hand.drag(card["id"], intake), card=name)
    play.until(
        lambda: (
            play.verdict(card) == "suspended"
            and play.view.is_in(card, INTAKE)
            and play.view.says(card, comment_texts.SUSPENDED_UNTIL)
        ),
        Sentence(
            "la carte reste où Malik l'a mise, et le commentaire le dit :",
            "the card stays where Malik put it, and the comment says so:",
        ),
    )
    play.quote_first(card)


def accepted(play: Play) -> None:
    """Play a manager who takes a card as it is; a mentor may not."""
    name = "Julie Moreau – Développeur web"
    card, intake = play.card(name), play.school["soutenances"].lists[INTAKE]
    _comment(play, "ines", name, "/accepter la date vient demain", "/accept the date comes later")
    play.until(
        lambda: play.view.says(card, comment_texts.ANSWERS["managers-only"]),
        Sentence("Inès apprend à qui le demander :", "Inès learns whom to ask:"),
    )
    play.quote_first(card)
    reason = ("/accepter le jury confirmera la date", "/accept the jury will confirm the date")
    _comment(play, "helene", name, *reason)
    play.until(
        lambda: play.verdict(card) == "complete" and play.view.says(card, comment_texts.ACCEPTED),
        Sentence(
            "la décision d'Hélène vaut, et son motif est gardé :",
            "Hélène's decision holds, and her reason is kept:",
        ),
    )
    play.quote_first(card)
    play.act("ines", BACK_AS_IT_IS, lambda hand: hand.drag(card["id"], intake), card=name)
    play.for_a_while(
        SETTLE_MOVED + 1.0,
        lambda: play.view.is_in(card, INTAKE),
        Sentence("la carte reste", "the card stays"),
    )


def orders(play: Play) -> None:
    """Play what people can ask for in a comment, on a phone for example."""
    name = "Omar Diallo – DA Python"
    card = play.card(name)
    _comment(play, "zoe", name, "/aide", "/help")
    play.until(
        lambda: play.view.says(card, comment_texts.HELP_INTRODUCTION),
        Sentence("la réponse est dans le commentaire :", "the answer is in the comment:"),
    )
    play.quote_first(card)

    def join_and_ask(hand: Hand) -> None:
        hand.join(card["id"])
        hand.comment(card["id"], "/vérifier" if play.teller.language == "fr" else "/check")

    play.act(
        "zoe",
        Sentence(
            "s'ajoute à la carte « {card} » et commente : /vérifier",
            "joins the card “{card}” and comments: /check",
        ),
        join_and_ask,
        card=name,
    )
    play.until(
        lambda: play.verdict(card) == "complete" and play.view.says(card, comment_texts.COMPLETE),
        Sentence("vérifiée aussitôt, sans attendre :", "checked at once, without a wait:"),
    )
    play.quote_first(card)


def sealed(play: Play) -> None:
    """Play the date of a defence, which does not move by itself."""
    name = "Karim Benali - Développeur d’application Python"
    card = play.card(name)
    before = play.view.due(card)
    play.act(
        "noel",
        Sentence(
            "repousse d'une semaine la soutenance de Karim Benali, déjà fixée",
            "postpones by a week the defence of Karim Benali, fixed already",
        ),
        lambda hand: hand.set_due(card["id"], days_from_now(25)),
    )
    play.until(
        lambda: play.view.says(card, comment_texts.ARBITRATE) and play.view.is_in(card, INTAKE),
        Sentence(
            "la date n'est ni corrigée ni ignorée : les responsables sont prévenus",
            "the date is neither put right nor ignored: the managers are told",
        ),
    )
    play.quote(card)
    _comment(play, "helene", name, "/rétablir", "/restore")
    play.until(
        lambda: play.view.due(card) == before,
        Sentence("la date fixée est rétablie", "the fixed date is back"),
    )


def twins(play: Play) -> None:
    """Play the same student and project on two cards."""
    intake = play.school["soutenances"].lists[INTAKE]
    first = play.card("Léa Dupont – DA Python")

    def make(hand: Hand) -> dict[str, object]:
        card = hand.create_card(intake, "DUPONT Léa, DA Python")
        complete(hand, card["id"], project="P7")
        return card

    second = play.act(
        "camille",
        Sentence(
            "crée « DUPONT Léa, DA Python » (P7), sans voir que la carte existe déjà",
            "creates “DUPONT Léa, DA Python” (P7), not seeing that the card exists already",
        ),
        make,
    )
    play.until(
        lambda: play.view.says(first, WARNING) and play.view.says(second, WARNING),
        Sentence(
            "un avertissement sur chacune, avec le lien vers l'autre ; rien n'est déplacé :",
            "a warning on each, with the link to the other; nothing is moved:",
        ),
    )
    play.quote(second)
    if not (play.view.is_in(first, INTAKE) and play.view.is_in(second, INTAKE)):
        play.fail(Sentence("aucune des deux n'a bougé", "neither has moved"))


SCENES: Final = (
    Scene(
        "put-back",
        Sentence("Une personne passe avant le robot", "A person beats the robot"),
        put_back,
    ),
    Scene(
        "accepted",
        Sentence(
            "Un responsable accepte une carte telle quelle", "A manager accepts a card as it is"
        ),
        accepted,
    ),
    Scene(
        "orders",
        Sentence(
            "Demander en commentaire : /aide, /vérifier", "Asking in a comment: /help, /check"
        ),
        orders,
    ),
    Scene(
        "sealed-date",
        Sentence("Une date fixée ne bouge pas toute seule", "A fixed date does not move by itself"),
        sealed,
    ),
    Scene("twins", Sentence("Deux cartes jumelles", "Twin cards"), twins),
)

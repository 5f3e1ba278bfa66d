"""Scenes of the clerk's main work: looking at cards, explaining, putting aside, thanking."""

from __future__ import annotations

from typing import Final

from greffier.demo.play import Play
from greffier.demo.scene import Scene, complete, days_from_now
from greffier.demo.school import SETTLE_NEW
from rules.bilingual import Sentence
from rules.comments import texts as comment_texts
from sandbox.gestures import Hand
from sandbox.seeds.invented_cards import INCOMPLETE, INTAKE

MOVED: Final = Sentence(
    "la carte est dans « Profil à mettre à jour », avec ce commentaire :",
    "the card is in “Profil à mettre à jour”, with this comment:",
)

QUIETLY: Final = Sentence(
    "elle n'a pas bougé, et ne porte aucun commentaire", "it has not moved and has no comment"
)


def in_time(play: Play) -> None:
    """Play a card that is created without anything, and completed before the settle window ends."""
    intake = play.school["soutenances"].lists[INTAKE]
    card = play.act(
        "zoe",
        Sentence(
            "crée la carte « Nora Belkacem – DA Python », encore vide",
            "creates the card “Nora Belkacem – DA Python”, still empty",
        ),
        lambda hand: hand.create_card(intake, "Nora Belkacem – DA Python"),
    )
    play.for_a_while(
        SETTLE_NEW / 2,
        lambda: play.view.is_in(card, INTAKE) and not play.view.comments(card),
        Sentence("personne n'est bousculé : aucun commentaire", "nobody is rushed: no comment"),
    )
    play.act(
        "zoe",
        Sentence(
            "ajoute l'étiquette P3, la date, le lien du projet, et elle-même",
            "adds the label P3, the date, the project's link, and herself",
        ),
        lambda hand: complete(hand, card["id"], project="P3"),
    )
    play.until(
        lambda: play.verdict(card) == "complete" and play.at_rest(settled=True),
        Sentence("une fois le délai passé, elle est complète", "after the wait, it is complete"),
    )
    if play.view.comments(card) or not play.view.is_in(card, INTAKE):
        play.fail(QUIETLY)
    play.teller.line("checked", play.teller.words(QUIETLY))


def forgotten(play: Play) -> None:
    """Play a card that is created and left incomplete: explained, then put aside."""
    intake = play.school["soutenances"].lists[INTAKE]
    card = play.act(
        "remi",
        Sentence(
            "crée la carte « Tom Leclerc, soutenance », avec l'étiquette P7, et s'en va",
            "creates the card “Tom Leclerc, soutenance” with the label P7, and leaves",
        ),
        lambda hand: hand.create_card(intake, "Tom Leclerc, soutenance", labels=("P7",)),
    )
    play.until(
        lambda: (
            play.view.is_in(card, INCOMPLETE) and play.view.says(card, comment_texts.NEXT_MENTOR)
        ),
        MOVED,
    )
    play.quote(card)


def completed(play: Play) -> None:
    """Play a mentor who completes the card and puts it back: the comment shrinks to one line."""
    card = play.card("Tom Leclerc, soutenance")
    intake = play.school["soutenances"].lists[INTAKE]

    def put_right(hand: Hand) -> None:
        hand.rename(card["id"], "Tom Leclerc – DA Python")
        hand.set_due(card["id"], days_from_now(17))
        hand.describe(card["id"], "Livrables : P7_leclerc_tom.zip")
        hand.join(card["id"])
        hand.drag(card["id"], intake)

    play.act(
        "remi",
        Sentence(
            "complète la carte et la remet dans « Propositions de soutenances »",
            "completes the card and puts it back into “Propositions de soutenances”",
        ),
        put_right,
    )
    play.until(
        lambda: play.view.says(card, comment_texts.COMPLETE) and play.view.is_in(card, INTAKE),
        Sentence(
            "la carte reste, et le même commentaire tient maintenant en une ligne :",
            "the card stays, and the same comment is now one line:",
        ),
    )
    play.quote(card)


SCENES: Final = (
    Scene(
        "in-time",
        Sentence(
            "Une carte complétée à temps est laissée tranquille",
            "A card completed in time is left alone",
        ),
        in_time,
    ),
    Scene(
        "forgotten",
        Sentence(
            "Une carte oubliée est expliquée, puis rangée",
            "A forgotten card is explained, then put aside",
        ),
        forgotten,
    ),
    Scene(
        "completed",
        Sentence("Complétée et remise : merci", "Completed and put back: thank you"),
        completed,
    ),
)

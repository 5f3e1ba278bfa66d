"""Scenes where something goes wrong: a mistake taken back, a rival robot, a flood of cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from greffier.demo.play import Play
from greffier.demo.scene import Scene
from greffier.demo.school import BRAKE, SETTLE_MOVED, Board
from rules.bilingual import Sentence
from rules.comments import texts as comment_texts
from sandbox.gestures import Hand
from sandbox.seeds.invented_cards import INCOMPLETE, INTAKE
from sandbox.state.shapes import Json
from sync.effects.kinds.move import MOVE
from sync.effects.receipts import find
from sync.rulebook.boards import board_state

IMPORTED: Final = 16
ONCE: Final = Sentence(
    "un seul déplacement, et un seul commentaire, qui le dit :",
    "one move only, and one comment only, which says so:",
)


def _moves(play: Play, *, card_id: str | None = None, board_id: str | None = None) -> int:
    """Return how many times the clerk moved this card, or cards of this board, by its receipts."""
    with play.parts.database.transaction() as session:
        receipts = find(session, card_id=card_id, board_id=board_id)
        return len([each for each in receipts if each.command == MOVE.name])


def _paused(play: Play, board_id: str) -> bool:
    with play.parts.database.transaction() as session:
        return board_state(session, board_id).paused_at is not None


def undone(play: Play) -> None:
    """Play how every act has a receipt, and can be taken back."""
    name = "Rayan Cherif – DA Python"
    card = play.card(name)
    play.act(
        "helene",
        Sentence(
            "préfère que la carte « {card} » reste en place, et commente : {order}",
            "would rather see the card “{card}” stay in place, and comments: {order}",
        ),
        lambda hand: hand.comment(
            card["id"], "/annuler" if play.teller.language == "fr" else "/undo"
        ),
        card=name,
        order="/annuler" if play.teller.language == "fr" else "/undo",
    )
    play.until(
        lambda: (
            play.view.is_in(card, INTAKE)
            and play.view.says(card, comment_texts.ANSWERS["undone"])
            and play.verdict(card) == "suspended"
        ),
        Sentence(
            "le reçu du déplacement a servi à l'annuler ; la carte est de retour :",
            "the receipt of the move served to undo it; the card is back:",
        ),
    )
    play.quote_first(card)
    _undo_by_command(play, play.card("Thomas Girard"))


def _undo_by_command(play: Play, card: Json) -> None:
    with play.parts.database.transaction() as session:
        found = find(session, card_id=card["id"])
        receipt = next(each.id for each in found if each.command == MOVE.name)
    play.operate("receipts", "--card", card["shortLink"])
    play.operate("undo", str(receipt), "--yes", by="helene")
    play.until(
        lambda: play.view.is_in(card, INTAKE),
        Sentence("« {card} » est de retour aussi", "“{card}” is back too"),
        card=card["name"],
    )


def robots(play: Play) -> None:
    """Play another robot that always moves the card back: the clerk does not fight."""
    intake = play.school["soutenances"].lists[INTAKE]
    card = play.act(
        "fatou",
        Sentence(
            "crée la carte « Anna Weber », sans rien d'autre", "creates the card “Anna Weber”"
        ),
        lambda hand: hand.create_card(intake, "Anna Weber"),
    )
    play.until(
        lambda: play.view.is_in(card, INCOMPLETE),
        Sentence("la carte est rangée", "the card is put aside"),
    )
    play.act(
        "robot",
        Sentence(
            "la remet aussitôt où elle était, comme il le fait toujours",
            "puts it back at once where it was, as it always does",
        ),
        lambda hand: hand.drag(card["id"], intake),
    )
    play.until(
        lambda: play.verdict(card) == "suspended" and play.at_rest(settled=True),
        Sentence("le greffier ne s'entête pas", "the clerk does not insist"),
    )
    play.for_a_while(
        SETTLE_MOVED + 0.5,
        lambda: play.view.is_in(card, INTAKE),
        Sentence("la carte reste en place", "the card stays in place"),
    )
    if _moves(play, card_id=card["id"]) != 1 or not play.view.says(
        card, comment_texts.SUSPENDED_UNTIL
    ):
        play.fail(ONCE)
    play.teller.line("checked", play.teller.words(ONCE))
    play.quote_first(card)


def brake(play: Play) -> None:
    """Play a flood of incomplete cards: the clerk stops by itself, and waits for people to decide."""
    board, names = play.school["transfert"], [f"Import {n}" for n in range(1, IMPORTED + 1)]
    play.quiet = True
    play.act(
        "idriss",
        Sentence(
            "importe {count} cartes vides d'un coup dans le tableau des transferts",
            "imports {count} empty cards at once into the board of transfers",
        ),
        lambda hand: [hand.create_card(board.lists[INTAKE], each) for each in names],
        count=IMPORTED,
    )
    play.until(
        lambda: _paused(play, board.id) and len(play.view.pauses(board)) == 1,
        Sentence(
            "après {brake} déplacements en dix minutes (la limite choisie ici), le greffier s'arrête "
            "de lui-même et prévient les responsables, une fois :",
            "after {brake} moves in ten minutes (the limit chosen here), the clerk stops by itself "
            "and tells the managers, once:",
        ),
        brake=BRAKE,
    )
    for text in play.view.pauses(board):
        play.teller.quote(text)
    if _moves(play, board_id=board.id) > BRAKE:
        play.fail(
            Sentence("jamais plus de déplacements que permis", "never more moves than allowed")
        )
    _go_on(play, board, names)


def _go_on(play: Play, board: Board, names: Sequence[str]) -> None:
    def tidy_up(hand: Hand) -> None:
        for each in names:
            hand.archive(play.view.card(each)["id"])

    play.act("idriss", Sentence("archive son import", "archives what was imported"), tidy_up)
    play.operate("resume", "transfert", by="idriss")
    play.until(
        lambda: not _paused(play, board.id) and play.idle(),
        Sentence("le tableau est de nouveau suivi", "the board is looked after again"),
    )


SCENES: Final = (
    Scene("undo", Sentence("Chaque geste s'annule", "Every act can be undone"), undone),
    Scene(
        "robots", Sentence("Deux robots ne se disputent pas", "Two robots do not quarrel"), robots
    ),
    Scene("brake", Sentence("Le frein", "The brake"), brake),
)

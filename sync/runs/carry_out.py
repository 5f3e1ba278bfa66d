"""Writing to Trello what was decided about a card: the comment before the move."""

from __future__ import annotations

from rules.commands import TellCard
from rules.comments.living_comment import paused
from rules.verdict import Language
from sync.effects.brake import BrakePulled
from sync.effects.perform import Effects
from sync.judging.judge import Judgement


def perform(effects: Effects, judgement: Judgement, language: Language) -> tuple[str, ...]:
    """Do what this judgement asks for; returns the kinds of what was done. Raises `TrelloError`, and
    `Overtaken` where somebody else has done the work of this run.
    """
    card, performed = judgement.card, []
    receipt = None
    if judgement.move is not None:
        try:
            receipt = effects.intend_move(card, judgement.move, judgement.verdict)
        except BrakePulled as brake:
            return _tell_of_pause(effects, judgement, brake, language)
    if judgement.tell is not None:
        performed.append(effects.tell(card, judgement.tell))
    if judgement.move is not None and receipt is not None:
        performed.append(effects.move(card, judgement.move, receipt))
    return tuple(each for each in performed if each)


def _tell_of_pause(
    effects: Effects, judgement: Judgement, brake: BrakePulled, language: Language
) -> tuple[str, ...]:
    """Have the card that was one too many tell the managers, once, why the clerk stopped."""
    if not brake.first:
        return ()
    minutes = round(brake.per.total_seconds() / 60)
    managers = judgement.standing.managers
    text, plain = paused(managers, brake.moves, minutes, language, of_board=brake.of_board)
    command = TellCard(judgement.card.id, text, plain, ("pause",), notifies=True)
    told = effects.tell(judgement.card, command)
    return (told,) if told else ()

"""The sentences of the living comment, in French and English, written to be read on a phone."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence

MARK: Final = "📋 **Greffier**"
"""How a living comment begins: with its author, the way to find it again after a crash."""

CALLED: Final = Sentence(fr="{who}, {text}", en="{who}, {text}")
MISSING_ONE: Final = Sentence(
    fr="il manque **une information** à cette carte :", en="**one thing** is missing on this card:"
)
MISSING_MANY: Final = Sentence(
    fr="il manque **{count} informations** à cette carte :",
    en="**{count} things** are missing on this card:",
)
ITEM: Final = Sentence(fr="**{name}** : {line}", en="**{name}**: {line}")
USEFUL: Final = Sentence(
    fr="À voir aussi, sans bloquer :", en="Worth a look, but nothing waits for it:"
)
NEXT_MENTOR: Final = Sentence(
    fr="Rien n'est perdu : complétez la carte, puis remettez-la dans « {list} ».",
    en="Nothing is lost: complete the card, then put it back into “{list}”.",
)
NEXT_AUTOMATIC: Final = Sentence(
    fr="Rien n'est perdu : complétez la carte, et je la remettrai dans « {list} ».",
    en="Nothing is lost: complete the card, and I will put it back into “{list}”.",
)
APPEAL: Final = Sentence(fr="Pas d'accord ? `/aide`", en="You disagree? `/help`")
RULES: Final = Sentence(fr="[Le règlement ↗]({url})", en="[The rules ↗]({url})")
COMPLETE: Final = Sentence(fr="Tout y est, merci !", en="Everything is there, thank you!")
COMPLETE_NEXT: Final = {
    "soutenances": Sentence(
        fr="Prochaine étape : un responsable confie la soutenance à un mentor validateur.",
        en="Next: a manager gives the defence to a validator.",
    ),
    "transfert": Sentence(
        fr="Prochaine étape : un mentor se positionne. L'étudiant reste suivi d'ici là.",
        en="Next: a mentor takes over. The student stays with the present one until then.",
    ),
}
COMPLETE_ORDERS: Final = {
    "soutenances": Sentence(
        fr="Pour vous proposer, commentez `/valider` ; pour choisir, `/confier` (responsables).",
        en="To offer yourself, comment `/validate`; to choose, `/assign` (managers).",
    ),
    "transfert": Sentence(
        fr="Pour vous proposer, commentez `/relais` ; pour choisir, `/confier` (responsables).",
        en="To offer yourself, comment `/takeover`; to choose, `/assign` (managers).",
    ),
}
COMPLETE_OTHER: Final = Sentence(
    fr="Rien d'autre à faire pour l'instant.", en="Nothing else to do for now."
)
"""For boards of a kind that the rulebook itself names: nothing goes on behind a complete card."""
COMPLETE_PUT_BACK: Final = Sentence(
    fr="Il ne reste qu'à remettre la carte dans « {list} ».",
    en="All that is left is to put the card back into “{list}”.",
)
COMPLETE_RETURNED: Final = Sentence(
    fr="Je remets la carte dans « {list} ».", en="I am putting the card back into “{list}”."
)
SUSPENDED_UNTIL: Final = Sentence(
    fr="{by} a choisi de laisser la carte ici : je n'y touche pas avant le {until}, sauf si elle change.",
    en="{by} chose to leave the card here: I will not touch it before {until} unless it changes.",
)
SUSPENDED: Final = Sentence(
    fr="{by} a choisi de laisser la carte ici : je n'y touche plus tant qu'elle ne change pas.",
    en="{by} chose to leave the card here: I will not touch it as long as it does not change.",
)
ACCEPTED: Final = Sentence(
    fr="{by} accepte la carte telle quelle : {reason}.",
    en="{by} accepts the card as it is: {reason}.",
)
TO_LOOK_AT: Final = Sentence(fr="un point est à vérifier :", en="please look at this:")
WARNED: Final = Sentence(fr="à vous de trancher :", en="this is for you to decide:")
ARBITRATE: Final = Sentence(
    fr="`/rétablir` remet la date fixée ; `/accepter` suivi du motif garde la nouvelle.",
    en="`/restore` puts the fixed date back; `/accept` and a reason keeps the new one.",
)
PAUSED_BOARD: Final = Sentence(
    fr="j'ai mis ce tableau en pause : {moves} cartes déplacées en {minutes} minutes, c'est trop.",
    en="I have paused this board: {moves} cards moved within {minutes} minutes are too many.",
)
PAUSED_CARD: Final = Sentence(
    fr="j'ai mis ce tableau en pause : {moves} déplacements de cette carte en {minutes} minutes, c'est trop.",
    en="I have paused this board: {moves} moves of this card within {minutes} minutes are too many.",
)
PAUSED: Final = Sentence(
    fr=(
        "L'erreur vient sans doute de moi ou d'une règle. Je n'écris plus rien tant que vous n'avez pas "
        "décidé de la suite. Demandez à la personne qui tient le serveur `greffier receipts` pour voir "
        "mes gestes, puis `greffier undo` pour les défaire ou `greffier resume` pour continuer."
    ),
    en=(
        "That is probably a mistake of mine or of a rule. I write nothing more until you decide. Ask whoever "
        "runs me for `greffier receipts` to see what I did, then `greffier undo` to take it back "
        "or `greffier resume` to go on."
    ),
)

ANSWERS: Final = {
    "checked": Sentence(
        fr="{by}, j'ai tout revérifié. Voici où en est la carte.",
        en="{by}, I have checked everything again. This is how the card stands.",
    ),
    "suspended": Sentence(
        fr="C'est noté, {by} : je laisse la carte tranquille.",
        en="Noted, {by}: I leave the card in peace.",
    ),
    "accepted": Sentence(
        fr="C'est noté, {by} : la carte est acceptée telle quelle.",
        en="Noted, {by}: the card is accepted as it is.",
    ),
    "date-accepted": Sentence(
        fr="C'est noté, {by} : la nouvelle date est désormais la date fixée.",
        en="Noted, {by}: the new date is the fixed one from now on.",
    ),
    "date-restored": Sentence(
        fr="C'est fait, {by} : la date fixée est rétablie.",
        en="Done, {by}: the fixed date is back.",
    ),
    "undone": Sentence(
        fr="C'est fait, {by} : j'ai annulé mon dernier geste, et je n'y reviens pas avant 24 heures.",
        en="Done, {by}: I have undone my last act, and will not come back to it for 24 hours.",
    ),
    "ungiven": Sentence(
        fr="C'est fait, {by} : la carte n'est plus confiée, et je l'ai remise où elle était.",
        en="Done, {by}: the card is not assigned any more, and is back where it was.",
    ),
    "unsaid": Sentence(
        fr="C'est fait, {by} : la réussite sous condition est oubliée. "
        "Dites le résultat quand vous voulez.",
        en="Done, {by}: the conditional success is forgotten. Say the result whenever you like.",
    ),
    "nothing-to-undo": Sentence(
        fr="{by}, je n'ai rien à annuler : mes gestes sur cette carte sont déjà annulés, "
        "ou quelqu'un l'a modifiée depuis.",
        en="{by}, there is nothing for me to undo: my acts on this card are undone already, "
        "or somebody changed it since.",
    ),
    "not-taking-part": Sentence(
        fr="{by}, seules les personnes qui participent au tableau peuvent me demander cela. "
        "Un responsable peut vous y inviter.",
        en="{by}, only people who take part in the board can ask me for that. "
        "A manager can invite you.",
    ),
    "agent": Sentence(
        fr="{by}, un agent m'a demandé ceci en votre nom, et un agent ne décide pas : confirmez d'un clic, "
        "dans le panneau de la carte, ou écrivez-le vous-même.",
        en="{by}, an agent asked me for this in your name, and an agent does not decide: confirm it with a "
        "button in the card's panel, or write it yourself.",
    ),
    "validators-to-undo": Sentence(
        fr="{by}, ce résultat revient au validateur de la soutenance, ou à un responsable : "
        "demandez-leur de l'annuler.",
        en="{by}, this result is for the validator of the defence or a manager: "
        "ask them to undo it.",
    ),
    "accepted-before": Sentence(
        fr="{by}, un responsable a accepté cette carte telle quelle : il n'y a rien à suspendre.",
        en="{by}, a manager accepted this card as it is: there is nothing to suspend.",
    ),
    "managers-only": Sentence(
        fr="{by}, cette décision revient aux responsables du tableau : {managers}. "
        "Vous pouvez commenter `/suspendre` suivi du motif en attendant.",
        en="{by}, this is for the board's managers to decide: {managers}. "
        "Meanwhile you can comment `/suspend` and a reason.",
    ),
    "reason-wanted": Sentence(
        fr="{by}, ajoutez le motif sur la même ligne, par exemple : "
        "`/accepter date convenue avec le jury`.",
        en="{by}, add the reason on the same line, for example: "
        "`/accept date agreed with the jury`.",
    ),
    "no-date-to-decide": Sentence(
        fr="{by}, la date de cette carte n'a pas changé : il n'y a rien à rétablir.",
        en="{by}, the date of this card has not changed: there is nothing to restore.",
    ),
}

HELP_INTRODUCTION: Final = Sentence(
    fr="{by}, voici ce que vous pouvez me demander en commentaire sur cette carte :",
    en="{by}, this is what you can ask me for in a comment on this card:",
)
NOTHING_TO_ASK: Final = Sentence(
    fr="{by}, vous n'avez rien à me demander sur cette carte pour l'instant.",
    en="{by}, there is nothing for you to ask me for on this card at the moment.",
)
HELP: Final = {
    "check": Sentence(
        fr="`/vérifier` : tout revérifier maintenant", en="`/check`: check everything again now"
    ),
    "suspend": Sentence(
        fr="`/suspendre motif` : laisser la carte où elle est pendant 24 heures (la remettre telle quelle "
        "en proposition a le même effet)",
        en="`/suspend reason`: leave the card where it is for 24 hours (putting it back as it is does "
        "the same)",
    ),
    "undo": Sentence(fr="`/annuler` : défaire mon dernier geste", en="`/undo`: undo my last act"),
    "accept": Sentence(
        fr="`/accepter motif` : accepter la carte ou sa nouvelle date",
        en="`/accept reason`: accept the card or its new date",
    ),
    "restore": Sentence(
        fr="`/rétablir` : remettre la date fixée", en="`/restore`: put the fixed date back"
    ),
}

"""The words of « Relancer les profils vides »."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence
from rules.verdict import Language

BUTTON: Final = Sentence("Relancer les profils vides…", "Remind of empty profiles…")
MENTORS: Final[Mapping[Language, tuple[str, str]]] = {
    "fr": ("mentor", "mentors"),
    "en": ("mentor", "mentors"),
}
TITLE: Final = Sentence("Relancer {count} ?", "Remind {count}?")
HINT: Final = Sentence(
    "Chacun est relancé une fois, et au plus une fois par semaine. Un rappel parti ne se reprend pas.",
    "Each is reminded once, and once a week at most. A reminder that went out is not taken back.",
)
LATELY: Final = Sentence(
    "Déjà relancés depuis moins d'une semaine : {names}.",
    "Reminded within a week already: {names}.",
)
NOBODY: Final = Sentence(
    "Personne à relancer : chaque profil dit quelque chose, ou a été relancé cette semaine.",
    "Nobody to remind: each profile says something, or was reminded of within a week.",
)
BY_MAIL: Final = Sentence("par courriel, et dans « Mes cartes »", "by mail, and under “My cards”")
AT_DESK: Final = Sentence("dans « Mes cartes »", "under “My cards”")
DO: Final = Sentence("Relancer", "Remind")
DONE: Final = Sentence("C'est fait : {count}.", "Done: {count}.")
ASKED: Final = Sentence(
    "{by} vous demande de compléter votre profil : deux minutes suffisent, et on vous proposera ce qui vous "
    "convient.",
    "{by} asks you to fill in your profile: two minutes are enough, and you will be offered what suits you.",
)

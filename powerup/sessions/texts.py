"""When something is, in words near to whoever reads them; and how a project or a course ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence

TODAY: Final = Sentence("aujourd'hui à {time}", "today at {time}")
TOMORROW: Final = Sentence("demain à {time}", "tomorrow at {time}")
YESTERDAY: Final = Sentence("hier à {time}", "yesterday at {time}")
PAUSE: Final = Sentence("En pause du {first} au {last}.", "Paused from {first} to {last}.")
OPEN_PAUSE: Final = Sentence("En pause à partir du {first}.", "Paused from {first} on.")
OUTCOMES: Final[Mapping[str, Sentence]] = {
    "passed": Sentence("réussi", "passed"),
    "conditional": Sentence("réussi sous condition", "passed on a condition"),
    "failed": Sentence("à retravailler", "to be reworked"),
}
ENDED: Final[Mapping[str, Sentence]] = {
    "finished": Sentence("Parcours terminé le {day}.", "Course finished on {day}."),
    "left": Sentence("A quitté l'école le {day}.", "Left the school on {day}."),
}

"""When something is, in words near to whoever reads them."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence

TODAY: Final = Sentence("aujourd'hui à {time}", "today at {time}")
TOMORROW: Final = Sentence("demain à {time}", "tomorrow at {time}")
YESTERDAY: Final = Sentence("hier à {time}", "yesterday at {time}")
SLOT: Final = Sentence("chaque {day} à {time}", "every {day} at {time}")

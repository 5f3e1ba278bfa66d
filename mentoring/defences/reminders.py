"""Reminders before a defence, for its mentor and its validator. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from mentoring.defences.announcements import Saying, Words, evening, morning, stamp
from mentoring.school.model import Defence
from rules.bilingual import Days, Sentence
from rules.markdown import Link

GROUP: Final = "reminder"

AHEAD: Final = Sentence(
    "{who}, rappel {days} avant : la soutenance a lieu le {at}. "
    "Tout ce qui la prépare est dans la liste « {title} ».",
    "{who}, a reminder {days} before: the defence takes place on {at}. "
    "What prepares it is in the checklist “{title}”.",
)
NOBODY: Final = Sentence(
    "Rappel {days} avant : la soutenance a lieu le {at}. "
    "Tout ce qui la prépare est dans la liste « {title} ».",
    "A reminder {days} before: the defence takes place on {at}. "
    "What prepares it is in the checklist “{title}”.",
)
CALENDAR: Final = Sentence(" [Ajouter à votre agenda]({url})", " [Add it to your calendar]({url})")


def reminders(
    defence: Defence,
    remind: Sequence[int],
    agreed_at: datetime | None,
    title: str,
    url: str,
    zone: ZoneInfo,
) -> list[Saying]:
    """Return the reminders of an agreed defence: so many days before it, in the morning.

    One whose day had come before the defence was agreed is not given: everybody was told just then.
    One that could not be given within a third of its days is not given either. `url` is that of the
    event as a file, "" for none.
    """
    if defence.at is None or agreed_at is None:
        return []
    calls = tuple(dict.fromkeys((*defence.mentors, *filter(None, (defence.validator,)))))
    sentence = AHEAD if calls else NOBODY
    if url:
        sentence = Sentence(sentence.fr + CALENDAR.fr, sentence.en + CALENDAR.en)
    values = {"at": defence.at, "title": title, "url": Link(url)}
    # Each names its days: were two alike, the comment would not change and nobody be called again.
    return [
        Saying(
            group=GROUP,
            occasion=f"{stamp(defence.at)}-{days}d",
            since=morning(defence.at, -days, zone),
            latest=min(evening(defence.at, -days + days // 3, zone), defence.at),
            until=defence.at,
            words=Words(
                f"reminder-{days}d",
                sentence,
                {**values, "days": Days(days)},
                calls,
                until=defence.at,
            ),
        )
        for days in remind
        if agreed_at <= morning(defence.at, -days, zone)
    ]

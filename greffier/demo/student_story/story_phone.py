"""The story of one student, on their own phone: the page that opens without an account."""

from __future__ import annotations

import html
import re
import urllib.parse
import urllib.request
from typing import Final

from greffier.demo.play import Play
from greffier.demo.scene import Scene
from greffier.demo.student_story.story_mails import arrived, link_in, quote, soon
from greffier.demo.student_story.story_weeks import NAME
from rules.bilingual import Sentence

MENTOR: Final = "Zoé"
STARTS: Final = re.compile(r'name="starts" value="([^"]+)"')
MOVES: Final = re.compile(r'href="\?move=([0-9a-f]{24})#move"')
SAID: Final = re.compile(r'role="status">([^<]+)<')
_READS: Final = Sentence(
    "{name} suit le lien du courriel sur son téléphone, sans compte : sessions, objectifs, comptes rendus",
    "{name} follows the link in the mail on a phone, without an account: sessions, goals, reports",
)
_MOVES: Final = Sentence(
    "{name} déplace une session à une heure libre de Zoé",
    "{name} moves a session to another free time of Zoé's",
)
_CANCELS: Final = Sentence("{name} annule la suivante, à temps", "{name} cancels the next, in time")


def on_the_phone(play: Play) -> None:
    """Play the student: read, move a session, cancel another one."""
    url = link_in(arrived(play, NAME, 1)[0])
    page = _get(play, url)
    _said(play, _READS)
    sessions = list(dict.fromkeys(MOVES.findall(page)))
    goals = re.findall(r"<li>([^<]+)</li>", page)
    if len(sessions) < 3 or not goals:
        play.fail(_READS)
    play.teller.quote(html.unescape(goals[0]))
    one, other = sessions[1], sessions[2]
    times = STARTS.findall(html.unescape(_get(play, f"{url}?move={one}")))
    _said(play, _MOVES)
    play.teller.quote(_press(play, url, act="move", session=one, starts=times[0]))
    _said(play, _CANCELS)
    play.teller.quote(_press(play, url, act="cancel", session=other))
    soon(play)
    quote(play, arrived(play, MENTOR, 1)[-1])


def _said(play: Play, what: Sentence) -> None:
    play.teller.line("said", play.teller.words(what, name=NAME))


def _press(play: Play, url: str, **fields: str) -> str:
    """Press a button of the page. Return what it says then."""
    found = SAID.search(_get(play, url, urllib.parse.urlencode(fields).encode()))
    if found is None:
        play.fail(_MOVES)
    return html.unescape(found.group(1))


def _get(play: Play, url: str, body: bytes | None = None) -> str:
    headers = {"Accept-Language": play.teller.language}
    asked = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310 - our own address
    with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 - as above
        return str(answer.read().decode())


PHONE: Final = Scene(
    "students-phone",
    Sentence("Sur le téléphone de l'étudiant", "On the student's phone"),
    on_the_phone,
)

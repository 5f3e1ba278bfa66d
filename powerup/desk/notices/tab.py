"""The tab « Entraide »: mentors ask for help and answer, managers announce."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from mentoring.notices.service import ANNOUNCEMENT, HELP, Notices
from mentoring.notices.texts import KINDS
from powerup.desk.notices import texts
from powerup.desk.sessions.service import shown, who
from powerup.desk.tab import Ask, Json, Route, Tab
from powerup.http.errors import bad_input
from rules.bilingual import Sentence


def _service(ask: Ask) -> Notices:
    return Notices(ask.powerup.database, ask.powerup.rules)


def open_(ask: Ask) -> Json:
    """Return the open notices, the latest first."""
    write = shown(ask)
    return {
        "kinds": [{"code": each, "name": write.say(KINDS[each])} for each in HELP],
        "notices": [
            {
                "id": each.id,
                "kind": write.say(KINDS[each.kind]),
                "help": each.kind != ANNOUNCEMENT,
                "text": each.text,
                "name": each.name,
                "when": write.when(each.at),
                "mine": each.mine,
                "card": asdict(each.card) if each.card is not None else None,
            }
            for each in _service(ask).open(who(ask))
        ],
    }


def put(ask: Ask) -> Json:
    """Ask for help (« Demander un coup de main »)."""
    return {"id": _service(ask).ask(who(ask), _text(ask, "kind"), _text(ask, "text"))}


def announce(ask: Ask) -> Json:
    """Announce something to all (« Annoncer »): for managers."""
    return {"id": _service(ask).announce(who(ask), _text(ask, "text"))}


def close(ask: Ask, notice: str) -> Json:
    """Close a notice: by whoever answers it (« Je réponds »), or takes their own back."""
    _service(ask).close(who(ask), notice)
    return {}


def reopen(ask: Ask, notice: str) -> Json:
    """Open again a notice that the caller closed."""
    _service(ask).reopen(who(ask), notice)
    return {}


def _text(ask: Ask, key: str) -> str:
    value = ask.body.get(key)
    if not isinstance(value, str):
        raise bad_input("body")
    return value


TAB: Final = Tab(
    name="notices",
    title=Sentence("Entraide", "Helping out"),
    words=texts.PAGE,
    routes=(
        Route("GET", "notices", open_),
        Route("POST", "notices", put),
        Route("POST", "notices/announce", announce),
        Route("POST", "notices/<notice>/close", close),
        Route("POST", "notices/<notice>/reopen", reopen),
    ),
    managers=False,
    styled=True,
)

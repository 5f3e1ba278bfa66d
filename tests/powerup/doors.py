"""The whole URL map: who may ask each rule, and what it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

OPEN, SECRET, SIGNED, PART, MANAGERS = "open", "secret", "signed", "part", "managers"


@dataclass(frozen=True)
class Door:
    """Who may pass, and what is asked: `{board}`, `{card}`, `{list}`, `{member}`, `{receipt}`,
    `{student}` and `{session}` are filled, in the address as in the body.
    """

    who: str
    path: str
    body: Mapping[str, Any] = field(default_factory=dict)


API = "/powerup/api"
CARD = {"board": "{board}", "card": "{card}"}
DOORS: dict[tuple[str, str], Door] = {
    ("GET", "/"): Door(OPEN, "/"),
    ("GET", "/health"): Door(OPEN, "/health"),
    ("GET", "/metrics"): Door(OPEN, "/metrics"),
    ("GET", "/powerup/"): Door(OPEN, "/powerup/"),
    ("GET", "/powerup/<name>"): Door(OPEN, "/powerup/desk"),
    ("GET", "/powerup/static/<seen>/<path:name>"): Door(OPEN, "/powerup/static/1/panel.js"),
    ("GET", "/webhooks/trello"): Door(OPEN, "/webhooks/trello"),
    ("POST", "/webhooks/trello"): Door(SIGNED, "/webhooks/trello"),
    ("GET", "/reglement/<token>"): Door(SECRET, "/reglement/{board}"),
    ("GET", "/calendrier/<token>.ics"): Door(SECRET, "/calendrier/{member}.ics"),
    ("GET", "/session/<token>"): Door(SECRET, "/session/{session}-0"),
    ("POST", "/session/<token>"): Door(SECRET, "/session/{session}-0", {"act": "called-off"}),
    ("GET", "/demande"): Door(OPEN, "/demande?done=accepted"),
    ("GET", "/demande/<token>"): Door(SECRET, "/demande/{card}"),
    ("POST", "/demande/<token>"): Door(SECRET, "/demande/{card}", {"act": "accept"}),
    ("GET", "/etudiant"): Door(OPEN, "/etudiant"),
    ("POST", "/etudiant"): Door(OPEN, "/etudiant"),
    ("GET", "/etudiant/<token>"): Door(SECRET, "/etudiant/{student}"),
    ("POST", "/etudiant/<token>"): Door(SECRET, "/etudiant/{student}", {"act": "cancel"}),
    ("GET", "/etudiant/agenda/<token>.ics"): Door(SECRET, "/etudiant/agenda/{student}.ics"),
    ("GET", "/calendrier/carte/<token>.ics"): Door(SECRET, "/calendrier/carte/{card}-0.ics"),
}
LATER = {"date": "2027-03-03", "time": "18:00"}
SESSION_ACTS: dict[str, Mapping[str, Any]] = {
    "status": {"status": "called-off"},
    "draft": {},
    "finish": {"more": "x"},
    "move": LATER,
    "hand": {"member": "{member}"},
    "video": {"url": "https://visio.example.org/x"},
    "undo": {"change": 1},
}
STUDENT_ACTS: dict[str, Mapping[str, Any]] = {
    "book": LATER,
    "slot": {"weekday": 1, "time": "18:00"},
    "pause": {"first": "2027-03-03"},
    "end": {"how": "left"},
    "reopen": {},
    "rework": LATER,
    "project": {"project": "P8"},
    "card": {},
    "transfer": {},
    "card/undo": {"receipt": "{receipt}"},
}
_ASKED: dict[str, tuple[str, str, Mapping[str, Any]]] = {
    "GET /board": (PART, "", {}),
    "GET /about": (PART, "", {}),
    "GET /card/<card_id>": (PART, "/card/{card}", {}),
    "POST /card/<card_id>/link": (PART, "/card/{card}/link", {}),
    "POST /card/<card_id>/<action>": (PART, "/card/{card}/undo", {"receipt": "{receipt}"}),
    "POST /card/<card_id>/step/<action>": (PART, "/card/{card}/step/outcome", {}),
    "POST /list/<list_id>/check": (PART, "/list/{list}/check", {}),
    "GET /desk/me": (PART, "", {}),
    "GET /desk/find": (PART, "/desk/find?text=lea", {}),
    "GET /desk/mine": (PART, "", {}),
    "GET /desk/mine/count": (PART, "", {}),
    "POST /desk/mine/<board>/<card>/<action>": (PART, "/desk/mine/{board}/{card}/put-back", {}),
    "GET /desk/profile": (PART, "", {}),
    "POST /desk/profile": (PART, "", {}),
    "GET /desk/profile/news": (PART, "", {}),
    "POST /desk/profile/dismiss": (PART, "", {}),
    "POST /desk/profile/forget": (PART, "", {}),
    "GET /desk/contact": (PART, "", {}),
    "POST /desk/contact": (PART, "", {"email": "", "video": ""}),
    "POST /desk/contact/times": (PART, "", {"times": []}),
    "POST /desk/contact/calendar": (PART, "", {"url": ""}),
    "GET /desk/students/<student>/reach": (PART, "/desk/students/{student}/reach", {}),
    "POST /desk/students/<student>/reach": (
        *(PART, "/desk/students/{student}/reach"),
        {"email": "", "zone": ""},
    ),
    "POST /desk/students/<student>/link": (PART, "/desk/students/{student}/link", {}),
    "GET /desk/feeds": (PART, "", {}),
    "POST /desk/feeds": (PART, "", {}),
    "POST /desk/feeds/close": (PART, "", {}),
    "POST /desk/feeds/links": (PART, "", {"open": False}),
    "GET /desk/acts": (MANAGERS, "/desk/acts?board={board}", {}),
    "GET /desk/acts/boards": (MANAGERS, "", {}),
    "GET /desk/acts/foreseen": (MANAGERS, "/desk/acts/foreseen?what=pause&board={board}", {}),
    "POST /desk/acts/lift": (MANAGERS, "", CARD),
    "POST /desk/acts/switch": (MANAGERS, "", {"what": "resume", "board": "{board}"}),
    "POST /desk/acts/undo": (MANAGERS, "", {"receipts": ["{receipt}"]}),
    "GET /desk/acts/undoable": (MANAGERS, "/desk/acts/undoable?board={board}", {}),
    "GET /desk/agenda": (MANAGERS, "", {}),
    "POST /desk/card/<board>/<card>/<action>": (
        *(MANAGERS, "/desk/card/{board}/{card}/undo"),
        {"receipt": "{receipt}"},
    ),
    "GET /desk/figures": (MANAGERS, "/desk/figures?board={board}", {}),
    "GET /desk/figures/table": (MANAGERS, "/desk/figures/table?board={board}", {}),
    "GET /desk/health": (MANAGERS, "", {}),
    "POST /desk/health/replay": (MANAGERS, "", {"id": "{card}"}),
    "GET /desk/mentors": (MANAGERS, "", {}),
    "GET /desk/mentors/export": (MANAGERS, "", {}),
    "POST /desk/mentors/import": (MANAGERS, "", {}),
    "GET /desk/mentors/empty": (MANAGERS, "", {}),
    "POST /desk/mentors/empty": (MANAGERS, "", {"members": ["{member}"]}),
    "GET /desk/picker/<board>/<card>": (MANAGERS, "/desk/picker/{board}/{card}", {}),
    "POST /desk/picker/<board>/<card>": (MANAGERS, "/desk/picker/{board}/{card}", {}),
    "GET /desk/sessions/week": (PART, "", {}),
    "GET /desk/sessions/history": (PART, "/desk/sessions/history?student={student}", {}),
    "GET /desk/sessions/one/<session>": (PART, "/desk/sessions/one/{session}", {}),
    **{
        f"POST /desk/sessions/one/<session>/{act}": (
            PART,
            f"/desk/sessions/one/{{session}}/{act}",
            body,
        )
        for act, body in SESSION_ACTS.items()
    },
    **{
        f"GET /desk/sessions/one/<session>/{x}": (PART, f"/desk/sessions/one/{{session}}/{x}", {})
        for x in ("times", "colleagues")
    },
    "GET /desk/students": (PART, "", {}),
    "GET /desk/students/<student>": (PART, "/desk/students/{student}", {}),
    "GET /desk/students/<student>/proposals": (PART, "/desk/students/{student}/proposals", {}),
    **{
        f"POST /desk/students/<student>/{act}": (PART, f"/desk/students/{{student}}/{act}", body)
        for act, body in STUDENT_ACTS.items()
    },
    "GET /desk/follow": (MANAGERS, "", {}),
    "GET /desk/follow/doubts": (MANAGERS, "", {}),
    "POST /desk/follow/cards": (MANAGERS, "", {"card": "{card}", "student": "{student}"}),
    "POST /desk/follow/students": (MANAGERS, "", {"name": "Sans Carte"}),
    "GET /desk/follow/<student>/candidates": (MANAGERS, "/desk/follow/{student}/candidates", {}),
    "POST /desk/follow/<student>/give": (
        *(MANAGERS, "/desk/follow/{student}/give"),
        {"member": "{member}"},
    ),
    "POST /desk/follow/<student>/give/undo": (
        *(MANAGERS, "/desk/follow/{student}/give/undo"),
        {"member": "{member}"},
    ),
    "GET /desk/follow/proposals": (MANAGERS, "", {}),
    "POST /desk/follow/proposals/later": (
        MANAGERS,
        "",
        {"member": "{member}", "proposal": "validator", "later": False},
    ),
    "POST /desk/follow/validators": (MANAGERS, "", {"member": "{member}", "validator": True}),
    "GET /desk/notices": (PART, "", {}),
    "POST /desk/notices": (PART, "", {"kind": "question", "text": "Comment noter ?"}),
    "POST /desk/notices/announce": (MANAGERS, "", {"text": "Réunion jeudi."}),
    "POST /desk/notices/<notice>/close": (PART, "/desk/notices/{session}/close", {}),
    "POST /desk/notices/<notice>/reopen": (PART, "/desk/notices/{session}/reopen", {}),
    "GET /desk/statements": (PART, "", {}),
    "GET /desk/statements/export": (PART, "", {}),
    "GET /desk/statements/of/<member>": (MANAGERS, "/desk/statements/of/{member}", {}),
    "POST /desk/statements/close": (MANAGERS, "", {"month": "2026-02"}),
    "POST /desk/statements/reopen": (MANAGERS, "", {"month": "2026-02"}),
    "GET /desk/todo": (MANAGERS, "", {}),
    "GET /desk/todo/card/<board>/<card>": (MANAGERS, "/desk/todo/card/{board}/{card}", {}),
    "GET /desk/todo/count": (MANAGERS, "", {}),
    "GET /desk/todo/table": (MANAGERS, "", {}),
    "GET /desk/todo/views": (MANAGERS, "", {}),
    "POST /desk/todo/views": (MANAGERS, "", {"name": "x", "filters": {"kind": "incomplete"}}),
    "POST /desk/todo/views/<view>/change": (MANAGERS, "/desk/todo/views/1/change", {"name": "y"}),
    "POST /desk/todo/views/<view>/delete": (MANAGERS, "/desk/todo/views/1/delete", {}),
    "GET /desk/todo/claims": (MANAGERS, "", {}),
    "POST /desk/todo/claim/<board>/<card>": (MANAGERS, "/desk/todo/claim/{board}/{card}", {}),
    "GET /desk/todo/peek/<card>": (MANAGERS, "/desk/todo/peek/{card}", {}),
    "GET /desk/todo/version": (PART, "", {}),
    "GET /desk/todo/twins/<board>/<card>": (MANAGERS, "/desk/todo/twins/{board}/{card}", {}),
    "POST /desk/week": (MANAGERS, "", {"pins": []}),
    "POST /desk/week/give/<board>/<card>": (
        *(MANAGERS, "/desk/week/give/{board}/{card}"),
        {"member": "{member}", "mark": ""},
    ),
    "GET /desk/week/without": (MANAGERS, "/desk/week/without?member={member}", {}),
    "POST /desk/week/without/<student>/card": (
        *(MANAGERS, "/desk/week/without/{student}/card"),
        {"from": "2027-03-03"},
    ),
    "GET /desk/past": (MANAGERS, "/desk/past?board={board}", {}),
    "GET /desk/whatif": (MANAGERS, "", {}),
    "POST /desk/whatif/apply": (MANAGERS, "", {}),
    "GET /desk/whatif/proposals": (MANAGERS, "", {}),
    "POST /desk/whatif/propose": (MANAGERS, "", {"id": "0123456789"}),
    "POST /desk/whatif/decline": (MANAGERS, "", {"id": "0123456789", "back": True}),
    "POST /desk/whatif/drop": (MANAGERS, "", {}),
    "POST /desk/whatif/replay": (MANAGERS, "", {"draft": [], "board": "{board}"}),
    "POST /desk/whatif/try": (MANAGERS, "", {"draft": []}),
    "GET /desk/whatif/versions": (MANAGERS, "", {}),
}
for _line, (_who, _path, _body) in _ASKED.items():
    _method, _, _rule = _line.partition(" ")
    DOORS[_method, API + _rule] = Door(_who, API + (_path or _rule), _body)

ACTS: dict[str, tuple[str, str, Mapping[str, Any]]] = {
    **{x: (PART, f"/card/{{card}}/{x}", {}) for x in ("title", "due", "label", "details", "own")},
    **{x: (PART, f"/card/{{card}}/{x}", {}) for x in ("join", "put-back", "check", "lift")},
    "suspend": (PART, "/card/{card}/suspend", {"reason": "x"}),
    **{x: (MANAGERS, f"/card/{{card}}/{x}", {}) for x in ("accept", "accept-date", "restore-date")},
    **{x: (PART, f"/card/{{card}}/step/{x}", {}) for x in ("offer", "withdraw")},
    **{x: (PART, f"/card/{{card}}/step/{x}", {}) for x in ("accept-ask", "decline-ask")},
    "ask": (MANAGERS, "/card/{card}/step/ask", {"member": "{member}"}),
    "withdraw-ask": (MANAGERS, "/card/{card}/step/withdraw-ask", {}),
    "give": (MANAGERS, "/card/{card}/step/give", {"member": "{member}"}),
    "feed of all": (MANAGERS, "/desk/feeds", {"kind": "all"}),
    "profile": (MANAGERS, "/desk/profile", {"member": "{member}"}),
    "forget": (MANAGERS, "/desk/profile/forget", {"member": "{member}"}),
}
"""What one rule does in several ways, and with which right each."""

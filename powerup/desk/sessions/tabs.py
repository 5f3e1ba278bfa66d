"""The three tabs: “Sessions”, “Étudiants” and, for managers, “Suivi”."""

from __future__ import annotations

from typing import Final

from powerup.desk.sessions import answers, texts
from powerup.desk.tab import Route, Tab
from rules.bilingual import Sentence

LARGEST: Final = 64 * 1024
"""So many bytes a report may have."""

SESSIONS: Final = Tab(
    name="sessions",
    title=Sentence("Sessions", "Sessions"),
    words=texts.SESSIONS,
    routes=(
        Route("GET", "sessions/week", answers.week),
        Route("GET", "sessions/history", answers.history),
        Route("GET", "sessions/one/<session>", answers.one),
        Route("POST", "sessions/one/<session>/status", answers.set_status),
        Route("POST", "sessions/one/<session>/draft", answers.draft, LARGEST),
        Route("POST", "sessions/one/<session>/finish", answers.finish, LARGEST),
        Route("POST", "sessions/one/<session>/move", answers.move),
        Route("POST", "sessions/one/<session>/video", answers.set_video),
        Route("POST", "sessions/one/<session>/undo", answers.undo),
    ),
    managers=False,
    styled=True,
)
STUDENTS: Final = Tab(
    name="students",
    title=Sentence("Étudiants", "Students"),
    words=texts.STUDENTS,
    routes=(
        Route("GET", "students", answers.students),
        Route("GET", "students/<student>", answers.student),
        Route("GET", "students/<student>/proposals", answers.proposals),
        Route("POST", "students/<student>/book", answers.book),
        Route("POST", "students/<student>/slot", answers.set_slot),
        Route("POST", "students/<student>/pause", answers.pause),
        Route("POST", "students/<student>/end", answers.end_course),
        Route("POST", "students/<student>/reopen", answers.reopen_course),
    ),
    managers=False,
)
FOLLOW: Final = Tab(
    name="follow",
    title=Sentence("Suivi", "Follow-up"),
    words=texts.FOLLOW,
    routes=(
        Route("GET", "follow", answers.overview),
        Route("GET", "follow/<student>/candidates", answers.candidates),
        Route("POST", "follow/<student>/give", answers.give),
    ),
)

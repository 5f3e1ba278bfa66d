"""The three tabs: “Sessions”, “Étudiants” and, for managers, “Suivi”."""

from __future__ import annotations

from typing import Final

from powerup.desk.sessions import cards, doubts, follow_texts, follow_up, students, texts, week
from powerup.desk.tab import Route, Tab
from rules.bilingual import Sentence

LARGEST: Final = 64 * 1024
"""The most bytes that a report may have."""

SESSIONS: Final = Tab(
    name="sessions",
    title=Sentence("Sessions", "Sessions"),
    words=texts.SESSIONS,
    routes=(
        Route("GET", "sessions/week", week.week),
        Route("GET", "sessions/history", week.history),
        Route("GET", "sessions/one/<session>", week.one),
        Route("POST", "sessions/one/<session>/status", week.set_status),
        Route("POST", "sessions/one/<session>/draft", week.draft, LARGEST),
        Route("POST", "sessions/one/<session>/finish", week.finish, LARGEST),
        Route("POST", "sessions/one/<session>/move", week.move),
        Route("GET", "sessions/one/<session>/times", week.times),
        Route("POST", "sessions/one/<session>/video", week.set_video),
        Route("GET", "sessions/one/<session>/colleagues", week.colleagues),
        Route("POST", "sessions/one/<session>/hand", week.hand),
        Route("POST", "sessions/one/<session>/undo", week.undo),
    ),
    managers=False,
    styled=True,
    school=True,
)
STUDENTS: Final = Tab(
    name="students",
    title=Sentence("Étudiants", "Students"),
    words=texts.STUDENTS,
    routes=(
        Route("GET", "students", students.students),
        Route("GET", "students/<student>", students.student),
        Route("GET", "students/<student>/proposals", students.proposals),
        Route("POST", "students/<student>/book", students.book),
        Route("POST", "students/<student>/rework", students.rework),
        Route("POST", "students/<student>/slot", students.set_slot),
        Route("POST", "students/<student>/project", students.set_project),
        Route("POST", "students/<student>/card", cards.prepare),
        Route("POST", "students/<student>/transfer", cards.prepare_transfer),
        Route("POST", "students/<student>/card/undo", cards.take_back),
        Route("POST", "students/<student>/pause", students.pause),
        Route("POST", "students/<student>/end", students.end_course),
        Route("POST", "students/<student>/reopen", students.reopen_course),
    ),
    managers=False,
    styled=True,
    school=True,
)
FOLLOW: Final = Tab(
    name="follow",
    title=Sentence("Suivi", "Follow-up"),
    words=follow_texts.FOLLOW,
    routes=(
        Route("GET", "follow", follow_up.overview),
        Route("GET", "follow/<student>/candidates", follow_up.candidates),
        Route("POST", "follow/<student>/give", follow_up.give),
        Route("POST", "follow/<student>/give/undo", follow_up.give_back),
        Route("GET", "follow/proposals", follow_up.proposals),
        Route("POST", "follow/proposals/later", follow_up.put_off),
        Route("POST", "follow/validators", follow_up.set_validator),
        Route("GET", "follow/doubts", doubts.doubts),
        Route("POST", "follow/cards", doubts.whose_card),
        Route("POST", "follow/students", doubts.add),
    ),
    styled=True,
    school=True,
)

"""Versions of the rulebook: which one is in force, and who learns of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from titles_builders import read, remembered

from rules.editing.parse import RulebookError
from sync.rulebook.erasures import note_erasure
from sync.rulebook.versions import LOOK_EVERY, RulesInForce, add, adopt, latest, version, versions
from sync.storage.database import Database, database_url
from tests.migrated import fresh

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
FILE = '[mentions.notice]\nseverity = "warns"\n'
DESK = '[mentions.notice]\nseverity = "blocks"\n'
EDITED = '[mentions.notice]\nseverity = "off"\n'


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


class Clock:
    time = 0.0

    def __call__(self) -> float:
        return self.time


def in_force(database: Database, text: str = FILE, clock: Clock | None = None) -> RulesInForce:
    return RulesInForce(database, text, "rulebook.toml", clock=clock or Clock())


def at_desk(database: Database, text: str = DESK) -> int:
    with database.transaction() as session:
        return add(session, text, "desk", "Hélène Roux", "trop de retards", AT).id


def weight(rules: RulesInForce) -> str:
    return rules().severities["notice"]


def test_the_file_is_the_first_version(database: Database) -> None:
    rules = in_force(database)
    assert (weight(rules), rules.version) == ("warns", None)
    taken = rules.adopt()
    assert taken is not None
    assert (taken.id, taken.origin, taken.by, taken.based_on) == (1, "file", "", None)
    assert rules.version == taken
    assert in_force(database).adopt() is None


def test_a_version_of_the_desk_stays_in_force_while_the_file_is_not_edited(
    database: Database,
) -> None:
    in_force(database).adopt()
    at_desk(database)
    rules = in_force(database)
    assert rules.adopt() is None
    assert weight(rules) == "blocks"


def test_a_file_that_was_edited_is_newer_and_wins(database: Database) -> None:
    in_force(database).adopt()
    at_desk(database)
    rules = in_force(database, EDITED)
    taken = rules.adopt()
    assert taken is not None
    assert (taken.id, taken.based_on, weight(rules)) == (3, 2, "off")


def test_a_file_that_says_what_is_in_force_is_no_new_version(database: Database) -> None:
    in_force(database).adopt()
    at_desk(database)
    assert in_force(database, DESK).adopt() is None  # written back from the version in force
    later = at_desk(database, EDITED)
    rules = in_force(database, DESK)
    assert rules.adopt() is None
    assert rules.version is not None
    assert rules.version.id == later


def test_other_processes_follow_within_a_second(database: Database) -> None:
    clock = Clock()
    elsewhere = in_force(database, clock=clock)
    elsewhere.adopt()
    assert weight(elsewhere) == "warns"
    at_desk(database)
    assert weight(elsewhere) == "warns"
    clock.time += LOOK_EVERY
    assert weight(elsewhere) == "blocks"


def test_a_database_that_does_not_answer_changes_nothing(tmp_path: Path) -> None:
    database = Database(database_url(None, tmp_path))
    rules = in_force(database)
    assert weight(rules) == "warns"  # there are no tables yet
    assert rules.adopt() is None
    fresh(database)
    rules.adopt()
    at_desk(database)
    rules.look()
    with database.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE rulebook_versions"))
    rules.look()
    assert weight(rules) == "blocks"
    database.close()


def test_a_version_that_cannot_be_read_leaves_the_rules_as_they_were(database: Database) -> None:
    rules = in_force(database)
    rules.adopt()
    at_desk(database, "mentions = 3")
    rules.look()
    assert weight(rules) == "warns"


def test_a_file_with_mistakes_is_refused_at_once(database: Database) -> None:
    with pytest.raises(RulebookError, match="severity"):
        in_force(database, '[mentions.notice]\nseverity = "blockz"')


def test_versions_are_told_newest_first_a_page_at_a_time(database: Database) -> None:
    in_force(database).adopt()
    for _ in range(3):
        at_desk(database)
    with database.transaction() as session:
        assert [each.id for each in versions(session, limit=2)] == [4, 3]
        assert [each.id for each in versions(session, before=3)] == [2, 1]
        found = version(session, 4)
        assert found is not None
        assert (found.by, found.reason, found.based_on) == ("Hélène Roux", "trop de retards", 3)
        assert found == latest(session)
        assert version(session, 9) is None
        assert adopt(session, FILE, AT) is None


def test_after_an_erasure_elsewhere_nothing_that_was_read_is_remembered(database: Database) -> None:
    clock = Clock()
    rules = in_force(database, clock=clock)
    rules()
    read("Marie Dupont – DA Python", "Étudiante : Marie Dupont")
    assert remembered() > 0
    with database.transaction() as session:
        note_erasure(session, AT)
    clock.time += LOOK_EVERY
    rules()
    assert remembered() == 0
    read("Paul Durand – DA Python")
    clock.time += LOOK_EVERY
    rules()
    assert remembered() == 1

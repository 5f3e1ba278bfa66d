"""`greffier doctor`: what is broken is named, with its remedy; what holds is said to hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cli_desk import Desk, desk, plain
from harness import INCOMPLETE

from greffier.cli.doctor.local import network_kind
from greffier.cli.doctor.webhooks import head
from sandbox.seeds import invented_school
from sync.clock import now


@pytest.fixture
def the_desk(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path, start=datetime.now().astimezone()) as made:
        made.moved_away()
        yield made


def wrong(made: Desk, **changes: str | None) -> dict[str, str]:
    """The area and text of each thing that fails."""
    result = made.type("doctor", **changes)
    lines = plain(result.stdout).splitlines()
    found = {
        line.removeprefix("✗ "): lines[number + 1].strip()
        for number, line in enumerate(lines)
        if line.startswith("✗ ")
    }
    assert result.exit_code == int(bool(found))
    assert all(remedy.startswith("→ ") for remedy in found.values())
    return found


def test_where_all_is_well_it_says_so(the_desk: Desk) -> None:
    found = the_desk.json("doctor")
    assert {each["code"] for each in found["checks"]} >= {
        *("settings", "rulebook", "database", "disk", "queue", "deliveries", "mirror", "mode"),
        *("trello", "token", "clock", "rate", "public-url", "board", "lists", "labels"),
        *("managers", "webhooks"),
    }
    assert [each["text"] for each in found["checks"] if each["status"] == "fail"] == []
    assert found["healthy"] is True
    assert wrong(the_desk) == {}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"TRELLO_API_TOKEN": "ATTAwrong"}, "jeton ou clé refusés"),
        ({"TRELLO_API_URL": "http://127.0.0.1:9/1"}, "Trello ne répond pas"),
        ({"PUBLIC_URL": "http://127.0.0.1:9"}, "adresse publique"),
        ({"TRELLO_API_SECRET": ""}, "TRELLO_API_SECRET manque"),
        ({"GREFFIER_RULEBOOK": "none.toml"}, "règlement"),
        ({"DATABASE_URL": "postgresql://x:hidden@127.0.0.1:9/x"}, "base de données : injoignable"),
        ({"GREFFIER_DATA": "/dev/null/x", "DATABASE_URL": ""}, "on ne peut pas écrire"),
        ({"PUBLIC_URL": "nowhere"}, "PUBLIC_URL"),
    ],
)
def test_each_setting_that_is_wrong_is_named(
    the_desk: Desk, changes: dict[str, str], said: str
) -> None:
    found = wrong(the_desk, **changes)
    assert any(said in each for each in found), found
    assert "hidden" not in str(found)


def test_what_people_do_on_the_boards_is_found(the_desk: Desk) -> None:
    hand, board = the_desk.school.by("helene"), invented_school.SOUTENANCES
    hand.change_list(INCOMPLETE, board, closed=True)
    hand.add_to_board(board, invented_school.BOT, "observer")
    found = wrong(the_desk)
    assert any("archivée" in each for each in found)
    assert any("observateur" in each for each in found)
    hand.remove_from_board(board, invented_school.BOT)
    assert any("introuvable" in each or "membre" in each for each in wrong(the_desk))


def edit(made: Desk, old: str, new: str) -> None:
    path = made.school.parts.settings.rulebook
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_what_the_rulebook_names_must_be_on_the_board(the_desk: Desk) -> None:
    missing = "65f000000000000000000001"
    edit(
        the_desk,
        "settle_new",
        f'managers = ["nobody"]\nproject_labels = ["{missing}"]\nsettle_new',
    )
    edit(the_desk, the_desk.school.list_id("Réussies"), missing)
    text = " ".join(wrong(the_desk))
    assert "@nobody" in text
    assert text.count(missing) == 2


def test_a_robot_that_nobody_on_the_board_is_called_is_pointed_out(the_desk: Desk) -> None:
    edit(the_desk, "settle_new", 'robots = ["@Noel", "zapier"]\nsettle_new')
    told = plain(the_desk.type("doctor").stdout)
    assert "! soutenances : robots inconnus du tableau : @zapier" in told
    assert "boards.soutenances.robots" in told


def test_webhooks_are_looked_after(the_desk: Desk) -> None:
    state = the_desk.school.sandbox.state
    (hook,) = state.webhooks.values()
    hook["consecutiveFailures"] = 7
    assert any("7 fois de suite" in each for each in wrong(the_desk))
    hook["active"] = False
    assert any("désactivé" in each for each in wrong(the_desk))
    state.webhooks.clear()
    assert any("pas de webhook" in each for each in wrong(the_desk))


def test_the_token_s_end_and_rights_are_told(the_desk: Desk) -> None:
    token = the_desk.school.sandbox.state.tokens[the_desk.school.parts.settings.token]
    token["dateExpires"] = (now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    told = the_desk.type("doctor").stdout
    assert "expire le" in told
    token["dateExpires"], token["scopes"] = None, ("read",)
    assert any("droit d’écrire" in each for each in wrong(the_desk))


def test_pauses_and_parked_cards_are_told_with_what_to_do(the_desk: Desk) -> None:
    the_desk.type("pause", "soutenances")
    told = plain(the_desk.type("doctor").stdout)
    assert "! soutenances : en pause" in told
    assert "greffier resume soutenances" in told


def test_a_database_that_nothing_was_put_into_is_still_to_be_made(
    the_desk: Desk, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.db"
    empty.touch()
    told = plain(the_desk.type("doctor", DATABASE_URL=f"sqlite:///{empty}").stdout)
    assert "! base de données : pas encore créée" in told
    assert "autre version" not in told


@pytest.mark.parametrize(
    ("content", "said"), [("garbage", "dernière sauvegarde"), ("", "greffier migrate")]
)
def test_a_database_that_cannot_be_used_is_told_with_what_to_do(
    the_desk: Desk, tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "odd.db"
    path.write_text(content * 200, "utf-8")
    result = the_desk.type("queue", DATABASE_URL=f"sqlite:///{path}")
    assert (result.exit_code, said in result.stderr) == (1, True)


def test_a_network_disk_is_recognised(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sda / ext4 rw 0 0\nserver:/x /srv nfs4 rw 0 0\nbroken\n", "utf-8")
    assert network_kind(Path("/srv/greffier"), mounts) == "nfs4"
    assert network_kind(Path("/srvother"), mounts) == ""
    assert network_kind(Path("/home"), mounts) == ""
    assert network_kind(Path("/home"), tmp_path / "none") == ""


def test_the_public_address_is_asked_as_trello_asks(the_desk: Desk) -> None:
    settings = the_desk.school.parts.settings
    assert head(settings.callback_url) == 200
    assert head(f"{settings.public_url}/nowhere") == 404

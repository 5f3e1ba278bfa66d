"""An operator's year, compressed, as the guide for operators says it: each step on real processes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from away import OwnServer, server
from nursery import ROOT, Child, Nursery
from service import Service, listens, service, until
from test_database_away import healthy

from sync.storage.database import Database, database_url

__all__ = ("server",)
pytestmark = pytest.mark.timeout(600)

GUIDE = (ROOT / "docs/exploitation.md").read_text("utf-8")


def typed(made: Service, words: str, status: int = 0) -> str:
    """Type a command that the guide names, in the folder of the service; what it says."""
    command = words.split()
    assert f"greffier {command[0]}" in GUIDE, f"the guide does not tell of greffier {command[0]}"
    return made.typed(*command, status=status)


def served(made: Service) -> Child:
    process = made.serve()
    until(lambda: process.poll() is not None or (listens(made.port) and healthy(made)))
    assert process.poll() is None, made.log()
    return process


def works(made: Service, name: str) -> str:
    card = made.incomplete_card(name)
    until(lambda: made.settled(card))
    assert made.effects(card)["moves"] == 1
    return card


def test_each_step_from_the_guide_alone(
    tmp_path: Path, nursery: Nursery, server: OwnServer
) -> None:
    with service(nursery, tmp_path, own_web=False) as made:
        process = begun(made)
        one_board_less_and_more(made)
        process = on_postgresql(made, process, server.database("school"))
        works(made, "Zoé Roux - DA Python")
        lost_for_a_while(made, server)
        process = with_another_secret(made, process)
        works(made, "Paul Durand - DA Python")
        gone(made)
        assert made.stop(process) == 0
        assert "Webhooks retirés : 2" in typed(made, "webhooks remove")
        assert not made.sandbox.state.webhooks
        assert "Traceback" not in made.log()


def begun(made: Service) -> Child:
    """Installed, observing, then acting."""
    made.parts.settings.rulebook.unlink()
    assert "Règlement écrit" in typed(made, "init --yes")
    process = served(made)
    card = made.incomplete_card("Marie Dupont - DA Python")
    until(lambda: not made.sandbox.deliveries.pending)
    assert "0 à corriger" in typed(made, "doctor")
    assert "incomplète" in typed(made, "preview soutenances")
    assert "--yes" in typed(made, "mode soutenances enforce", 2)
    assert not made.effects(card)["moves"]  # it observes
    typed(made, "mode soutenances enforce --yes")
    quicken(made)
    works(made, "Karim Benali - DA Python")
    return process


def on_postgresql(made: Service, process: Child, address: str) -> Child:
    assert "arrêtez Greffier" in typed(made, f"move --to {address}", 1)
    assert made.stop(process) == 0
    typed(made, "backup copies/before.db")
    assert "aucune différence" in typed(made, f"move --to {address}")
    made.parts.__dict__["settings"] = replace(made.parts.settings, database=address)
    made.parts.database.close()
    made.parts.__dict__["database"] = Database(database_url(address, made.folder))
    return served(made)


def lost_for_a_while(made: Service, server: OwnServer) -> None:
    server.leave()
    until(lambda: not healthy(made), 30)
    assert "injoignable" in typed(made, "doctor", 1)
    server.come_back()
    until(lambda: healthy(made), 30)


def with_another_secret(made: Service, process: Child) -> Child:
    assert made.stop(process) == 0
    settings = made.parts.settings
    made.parts.__dict__["settings"] = replace(settings, secret=f"a-new-one,{settings.secret}")
    return served(made)


def quicken(made: Service) -> None:
    """Cards are looked at without a settle window, as no year of ours has three minutes."""
    path = made.parts.settings.rulebook
    text = path.read_text("utf-8")
    path.write_text(text.replace("# settle_new", "settle_new").replace('"3m"', '"0s"'), "utf-8")
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("# settle_moved", "settle_moved").replace('"20s"', '"0s"'), "utf-8"
    )
    typed(made, "rules apply --reason vite")


def one_board_less_and_more(made: Service) -> None:
    path = made.parts.settings.rulebook
    both = path.read_text("utf-8")
    path.write_text(both[: both.index("[boards.transfert]")], "utf-8")
    assert "Tableau retiré" in typed(made, "rules apply --reason moins")
    until(lambda: len(made.sandbox.state.webhooks) == 1)
    path.write_text(both, "utf-8")
    assert "Tableau ajouté" in typed(made, "rules apply --reason plus")
    until(lambda: len(made.sandbox.state.webhooks) == 2)


def gone(made: Service) -> None:
    """A mentor leaves, and what names them goes."""
    assert "est encore sur" in typed(made, "mentor erase noel --yes", 1)
    state = made.sandbox.state
    noel = state.member("noel")["id"]
    for board in state.boards.values():
        board["memberships"] = [x for x in board["memberships"] if x["idMember"] != noel]
    typed(made, "sync")
    assert "Effacé" in typed(made, "mentor erase noel --yes")
    assert "personne ne s’appelle ainsi" in typed(made, "mentor show noel", 2)

"""New rules hold in processes that run already: the page of rules and the worker follow by themselves."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest
from harness import INCOMPLETE, INTAKE
from nursery import Nursery
from service import Service, listens, service, until

from rules.editing.parse import read_rulebook
from sync.clock import now
from sync.rulebook.urls import rules_url
from sync.storage.tables import VerdictRow
from sync.use_cases.apply_rules import changed_boards, judge_by_new_rules, put_in_force

pytestmark = pytest.mark.timeout(300)  # seconds, on a machine that is busy with other things


def test_new_rules_are_followed_without_a_restart(
    either_url: str | None, nursery: Nursery, tmp_path: Path
) -> None:
    with service(nursery, tmp_path, either_url, own_web=False) as made:
        process = made.serve()
        until(lambda: listens(made.port) and made.sandbox.state.webhooks)
        hand = made.sandbox.act_as("zoe")
        card = hand.create_card(
            made.list_id(INTAKE), "Marie Dupont - DA Python", labels=("P7",), join=True
        )["id"]
        hand.set_due(card, "2099-03-02T13:00:00.000Z")
        parts = made.parts
        until(lambda: _verdict(made, card) == "complete")
        known = parts.rules.version
        assert known is not None
        text = known.text + '\n[mentions.details]\nseverity = "blocks"\n'
        with parts.database.transaction() as session:
            version = put_in_force(session, text, "Hélène", "essai", known.id, now())
            boards = changed_boards(parts.rulebook, read_rulebook(text))
            judge_by_new_rules(session, parts.jobs.enqueue, boards, version, now())
        place = made.list_id(INCOMPLETE)
        until(lambda: made.sandbox.state.cards[card]["idList"] == place)
        settings = parts.settings
        page = rules_url(f"http://127.0.0.1:{made.port}", settings.secret, boards[0].board)
        with urllib.request.urlopen(page, timeout=10) as answer:
            assert "Version 2, en vigueur depuis" in answer.read().decode()
        assert made.stop(process) == 0


def _verdict(made: Service, card: str) -> str:
    with made.parts.database.transaction() as session:
        row = session.get(VerdictRow, card)
        return row.state if row is not None else ""

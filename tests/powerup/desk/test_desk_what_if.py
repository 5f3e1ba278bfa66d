"""The tab "Et si…" as a manager's page asks it: tried out, put in force, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from harness import INCOMPLETE, school
from what_if_desk import MANAGER, change, get, later, plain, post, rules_of, texts, weight

from sync.mirror.board_memory import boards_written
from sync.rulebook.versions import add
from sync.storage.board_tables import RulebookVersionRow
from sync.storage.tables import ReceiptRow

TITLE = "Marie Dupont - DA Python"


@pytest.fixture
def calm(tmp_path: Path) -> Iterator[Desk]:
    with school(tmp_path, both=True) as opened:
        yield Desk.at(opened)


def test_the_form_shows_the_rules_of_today(calm: Desk) -> None:
    answer = get(calm)
    assert [each["board"] for each in answer["scopes"]] == ["soutenances", "transfert", None]
    fields = {
        (scope["board"], field["key"]): field
        for scope in answer["scopes"]
        for group in scope["groups"]
        for field in group["fields"]
    }
    notice = fields["soutenances", "mentions.notice.severity"]
    assert notice["value"] is None
    assert plain(notice["now"]) == "réglage commun (signale)"
    assert plain(notice["hint"]) == "La carte est proposée de 14 à 21 jours avant la soutenance."
    assert fields["soutenances", "settle_new"]["value"] == "0s"
    assert plain(fields["soutenances", "mentions.notice.min_days"]["now"]) == "14 jours"
    assert fields["transfert", "mentions.notice.max_days"]["now"] == "sans maximum"
    labels = fields["soutenances", "project_labels"]
    assert "P7" in [name for _, name in labels["options"]]
    assert ("transfert", "mentions.details.severity") not in fields
    assert "Développeur web" in fields[None, "courses"]["hint"]


def test_a_draft_is_tried_on_the_cards_of_today(calm: Desk) -> None:
    card = calm.school.card("zoe", TITLE, "details")
    calm.school.work()
    answer = post(calm, "try", draft=[weight("details", "blocks")])
    assert [plain(each) for each in answer["changes"]] == [
        "informations utiles, sur « Soutenances » : signale → renvoie la carte"
    ]
    assert texts(answer) == [
        "1 carte complète deviendrait incomplète et irait dans « Profil à mettre à jour » : "
        "informations utiles"
    ]
    ((found,),) = [group["cards"] for board in answer["boards"] for group in board["groups"]]
    assert found["id"] == card
    assert (answer["refusal"], answer["problems"], answer["meanwhile"]) == ("", [], "")
    assert calm.school.list_of(card) != INCOMPLETE


def test_where_no_card_is_checked_a_draft_says_so(calm: Desk) -> None:
    answer = post(calm, "try", draft=[weight("details", "blocks")])
    told = {board["summary"] for board in answer["boards"]}
    (text,) = {plain(each) for each in told}
    assert text.startswith("Aucune carte n’est vérifiée en ce moment")


def test_mistakes_in_a_draft_are_told(calm: Desk) -> None:
    draft = [change("mentions.notice.min_days", 40, "soutenances"), change("mode", "enforce")]
    assert "ne se change pas ici" in plain(post(calm, "try", draft=draft)["problems"][0])
    (problem,) = post(calm, "try", draft=draft[:1])["problems"]
    assert "21 jours au plus, mais 40 au moins" in plain(problem)
    refused = post(calm, "apply", draft=draft[:1], reason="essai", status=422)
    assert "40 au moins" in plain(refused["message"])


def test_what_is_applied_is_a_version_with_receipts_and_cards_are_judged_by_it(calm: Desk) -> None:
    made = calm.school
    card = made.card("zoe", TITLE, "details")
    made.work()
    draft = [weight("details", "blocks")]
    post(calm, "apply", draft=draft, reason="  ", status=422)
    answer = post(calm, "apply", draft=draft, reason="trop de cartes sans lien")
    assert answer["version"] == 2
    assert rules_of(calm).severities["details"] == "blocks"
    later(made, seconds=5)
    assert made.list_of(card) == INCOMPLETE
    first, *_ = get(calm)["versions"]
    assert (first["id"], first["inForce"], first["reason"]) == (2, True, "trop de cartes sans lien")
    assert first["by"].startswith("Hélène")
    assert "renvoie la carte" in first["changes"][0]
    with made.parts.database.transaction() as session:
        (row,) = session.query(ReceiptRow).filter_by(command="SetRules").all()
        assert (row.board_id, row.before, row.after) == (
            calm.board(),
            {"version": 1},
            {"version": 2},
        )
        assert row.by.startswith("Hélène")
        text = session.get_one(RulebookVersionRow, 2).text
    assert text.startswith(made.parts.settings.rulebook.read_text("utf-8")[:200])


def test_going_back_is_one_press(calm: Desk) -> None:
    post(calm, "apply", draft=[weight("details", "blocks")], reason="essai")
    shown = post(calm, "try", version=1)
    assert "renvoie la carte → signale" in plain(shown["changes"][0])
    assert post(calm, "apply", version=1, reason="retour")["version"] == 3
    assert rules_of(calm).severities["details"] == "warns"
    assert [each["id"] for each in get(calm)["versions"]] == [3, 2, 1]
    post(calm, "try", version=99, status=404)
    post(calm, "try", version="1", status=422)


def test_who_was_overtaken_is_told_and_loses_nothing(calm: Desk) -> None:
    based_on = get(calm)["basedOn"]
    made = calm.school
    with made.parts.database.transaction() as session:
        text = made.parts.settings.rulebook.read_text("utf-8") + '[resync]\nevery = "20m"\n'
        add(session, text, "desk", "Paul Roux", "moins souvent", made.time)
    draft = [weight("details", "blocks")]
    refused = post(calm, "apply", draft=draft, reason="essai", basedOn=based_on, status=409)
    assert "Paul Roux" in refused["message"]
    answer = post(calm, "try", draft=draft, basedOn=based_on)
    assert "Paul Roux" in answer["meanwhile"]
    assert len(answer["changes"]) == 1
    post(calm, "apply", draft=draft, reason="essai", basedOn=answer["basedOn"])
    assert rules_of(calm).severities["details"] == "blocks"
    assert made.parts.rulebook.resync_every.total_seconds() == 1200


def test_rules_that_change_nothing_are_not_applied(calm: Desk) -> None:
    answer = post(calm, "apply", draft=[weight("details", "warns")], reason="x", status=403)
    assert "rien à appliquer" in plain(answer["message"])


def test_only_managers_of_every_board_concerned_may_apply(calm: Desk) -> None:
    for path in ("", "/versions"):
        assert calm.get(f"/desk/whatif{path}", "zoe").status_code == 403
    assert calm.post("/desk/whatif/try", "zoe", draft=[], basedOn=1).status_code == 403
    made = calm.school
    transfers = next(
        each for each in made.parts.rulebook.boards.values() if each.kind == "transfert"
    )
    with made.parts.database.transaction() as session:
        session.connection().exec_driver_sql(
            f"UPDATE memberships SET role = 'normal' WHERE board_id = '{transfers.board}'"
        )
        boards_written(session)
    everywhere = [weight("student", "warns", None)]
    assert "dont vous n’êtes pas responsable" in plain(
        post(calm, "try", draft=everywhere)["refusal"]
    )
    post(calm, "apply", draft=everywhere, reason="essai", status=403)
    post(calm, "apply", draft=[weight("student", "warns")], reason="essai")
    body = {"draft": everywhere, "basedOn": get(calm)["basedOn"], "board": transfers.board}
    assert calm.post("/desk/whatif/replay", MANAGER, **body).status_code == 403


def test_the_last_weeks_are_replayed_part_by_part(
    calm: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.simulation.replay.CHUNK", 2)
    monkeypatch.setattr("powerup.desk.what_if.replay.SECONDS", 0)
    made = calm.school
    for number in range(3):
        made.card("zoe", f"Ana B{chr(97 + number)}rd - DA Python", "details")
    made.card("zoe", "Paul Roux - Data analyst", "due")
    later(made, days=1)
    draft, cursor, answers = [weight("details", "blocks"), weight("due", "off")], None, []
    while cursor or not answers:
        answers.append(post(calm, "replay", draft=draft, board=calm.board(), cursor=cursor))
        cursor = answers[-1]["cursor"]
    assert [each["done"] for each in answers] == [2, 4, 4]
    last = answers[-1]["told"]
    assert plain(last["more"]) == "3 cartes de plus auraient été déplacées :"
    assert plain(last["fewer"]) == "1 carte n’aurait pas été déplacée :"
    assert sum(len(each["more"]) for each in answers) == 3
    assert last["nothing"] == ""


def test_a_replay_whose_rules_changed_meanwhile_begins_again(calm: Desk) -> None:
    body = {"draft": [weight("details", "blocks")], "board": calm.board()}
    cursor = {"until": calm.school.time.isoformat(), "after": "", "cards": 1, "done": 0}
    post(calm, "replay", **body, cursor=cursor)
    refused = post(calm, "replay", **body, cursor=cursor, basedOn=7, status=409)
    assert refused["error"] == "changed-meanwhile"


@pytest.mark.parametrize(
    "cursor",
    [
        *(3, [], {}, {"until": "x"}, {"until": "2026-03-02T09:00:00"}),
        {"until": "2026-03-02T09:00:00+00:00", "after": 3},
        {"until": "2026-03-02T09:00:00+00:00", "after": "", "cards": -1},
        {"until": "2026-03-02T09:00:00+00:00", "after": "", "cards": 1, "more": "x"},
    ],
)
def test_a_cursor_of_nobody_is_refused(calm: Desk, cursor: Any) -> None:
    post(calm, "replay", draft=[], board=calm.board(), cursor=cursor, status=422)


def test_the_page_of_rules_follows(calm: Desk) -> None:
    from sync.rulebook.urls import rules_url

    draft = [change("mentions.notice.min_days", 10, "soutenances"), weight("details", "off")]
    post(calm, "apply", draft=draft, reason="essai")
    settings = calm.school.parts.settings
    path = rules_url(settings.public_url, settings.secret, calm.board())
    page = calm.client.get(path.removeprefix(settings.public_url)).get_data(as_text=True)
    assert "de 10 à 21 jours avant la soutenance" in page
    assert 'id="details"' not in page


def test_a_draft_is_kept_for_who_made_it_until_it_is_dropped_or_applied(calm: Desk) -> None:
    draft = [weight("details", "blocks")]
    post(calm, "try", draft=draft)
    assert get(calm)["draft"] == draft
    post(calm, "try", version=1)
    assert get(calm)["draft"] == draft
    post(calm, "try", draft=[])
    assert get(calm)["draft"] == []
    post(calm, "try", draft=draft)
    post(calm, "drop")
    assert get(calm)["draft"] == []
    post(calm, "try", draft=draft)
    post(calm, "apply", draft=draft, reason="essai")
    assert get(calm)["draft"] == []

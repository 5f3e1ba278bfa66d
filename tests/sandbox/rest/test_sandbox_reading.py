"""Reading boards, cards and histories."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.core import Sandbox
from sandbox.seeds import invented_school

Json = dict[str, Any]


def test_a_board_without_parameters_is_only_the_board(client: Any, board: Json) -> None:
    shown = client.read(f"/boards/{board['id']}")
    assert shown["name"] == "Soutenances"
    assert shown["url"].endswith("/soutenances")
    assert not {"cards", "lists", "labels", "members", "memberships"} & set(shown)


def test_one_call_reads_a_whole_board(client: Any, board: Json, sandbox: Sandbox) -> None:
    shown = client.read(
        f"/boards/{board['shortLink']}",
        fields="id,name",
        lists="all",
        list_fields="id,name",
        cards="all",
        card_fields="name,idList,due",
        card_attachments="true",
        card_customFieldItems="true",
        labels="all",
        labels_limit="1000",
        members="all",
        member_fields="username",
        memberships="all",
        customFields="true",
        checklists="all",
        actions="all",
        actions_limit="5",
    )
    assert set(shown) >= {"id", "name", "lists", "cards", "labels", "members", "memberships"}
    assert len(shown["cards"]) == len(sandbox.state.cards_of(board["id"]))
    assert set(shown["cards"][0]) == {
        "id", "name", "idList", "due", "attachments", "customFieldItems",
    }  # fmt: skip
    assert set(shown["lists"][0]) == {"id", "name"}
    assert len(shown["actions"]) == 5
    assert len(sandbox.calls("GET")) == 1


def test_labels_stop_at_fifty_unless_a_limit_is_given(
    client: Any, board: Json, sandbox: Sandbox
) -> None:
    for number in range(60):
        sandbox.act_as("helene").create_label(board["id"], f"L{number}")
    assert len(client.read(f"/boards/{board['id']}/labels")) == 50
    assert len(client.read(f"/boards/{board['id']}", labels="all")["labels"]) == 50
    assert len(client.read(f"/boards/{board['id']}/labels", limit=1000)) == 74


def test_open_cards_of_an_archived_list_are_open_but_not_visible(
    client: Any, board: Json, sandbox: Sandbox
) -> None:
    sandbox.act_as("helene").change_list("Réussies", closed=True)
    opened = {one["name"] for one in client.read(f"/boards/{board['id']}/cards/open")}
    visible = {one["name"] for one in client.read(f"/boards/{board['id']}/cards/visible")}
    assert opened - visible == {"Noah Garnier – DA Python"}
    assert "Ancienne proposition" not in opened
    nested = client.read(f"/boards/{board['id']}", cards="visible")["cards"]
    assert {one["name"] for one in nested} == visible


def test_cards_are_paged_by_id_from_the_newest(client: Any, board: Json, sandbox: Sandbox) -> None:
    invented_school.seed_big(sandbox, 1500)
    path = f"/boards/{board['id']}/cards/all"
    assert len(client.read(path)) == 1000
    first = client.read(path, limit=1000, sort="-id", fields="name")
    ids = [one["id"] for one in first]
    assert ids == sorted(ids, reverse=True)
    rest = client.read(path, limit=1000, sort="-id", before=ids[-1], fields="name")
    everything = {*ids, *(one["id"] for one in rest)}
    assert everything == {one["id"] for one in sandbox.state.cards_of(board["id"])}


def test_too_many_cards_with_parts_are_refused(client: Any, board: Json, sandbox: Sandbox) -> None:
    invented_school.seed_big(sandbox, 1001)
    answer = client.get(f"/boards/{board['id']}", params={"cards": "all", "card_attachments": "1"})
    assert answer.status_code == 429
    assert answer.json()["error"] == "API_TOO_MANY_CARDS_REQUESTED"
    assert len(client.read(f"/boards/{board['id']}", cards="all")["cards"]) == 1000


def test_a_card_comes_with_what_is_asked_for(client: Any, card: Json, sandbox: Sandbox) -> None:
    sandbox.act_as("zoe").add_checklist(card["id"], "À faire", "Répéter")
    shown = client.read(
        f"/cards/{card['shortLink']}",
        fields="name,labels,badges",
        members="true",
        member_fields="username",
        attachments="true",
        customFieldItems="true",
        checklists="all",
        list="true",
        board="true",
        actions="all",
    )
    assert [one["username"] for one in shown["members"]] == ["zoe"]
    assert [one["name"] for one in shown["labels"]] == ["P7"]
    assert shown["checklists"][0]["checkItems"][0]["name"] == "Répéter"
    assert shown["badges"]["checkItems"] == 1
    assert shown["list"]["name"] == "Propositions de soutenances"
    assert shown["board"]["name"] == "Soutenances"
    assert "createCard" in [one["type"] for one in shown["actions"]]


def test_a_cards_history_is_comments_and_moves_unless_asked(
    client: Any, card: Json, sandbox: Sandbox
) -> None:
    zoe = sandbox.act_as("zoe")
    zoe.rename(card["id"], "Léa Dupont, DA Python")
    zoe.drag(card["id"], "Profil à mettre à jour")
    zoe.comment(card["id"], "Voilà.")
    path = f"/cards/{card['id']}/actions"
    assert [one["type"] for one in client.read(path)] == ["commentCard", "updateCard"]
    moved = client.read(path)[1]
    assert set(moved["data"]["old"]) == {"idList"}
    everything = client.read(path, filter="all", limit=1000)
    assert len(everything) > 5
    assert [one["id"] for one in everything] == sorted((o["id"] for o in everything), reverse=True)


def test_label_actions_never_come_back_in_a_history(
    client: Any, board: Json, card: Json, sandbox: Sandbox
) -> None:
    sandbox.act_as("zoe").toggle_label(card["id"], "P8")
    types = {one["type"] for one in client.read(f"/boards/{board['id']}/actions", limit=1000)}
    assert "addLabelToCard" in {one["type"] for one in sandbox.state.actions.values()}
    assert not types & {"addLabelToCard", "removeLabelFromCard", "createLabel"}


def test_histories_are_cut_by_limit_page_before_and_since(client: Any, board: Json) -> None:
    path = f"/boards/{board['id']}/actions"
    assert len(client.read(path)) == 50
    ten = client.read(path, limit=10)
    assert client.read(path, limit=5, page=1) == ten[5:]
    assert client.read(path, limit=5, before=ten[4]["id"]) == ten[5:]
    assert client.read(path, since=ten[3]["id"]) == ten[:3]
    assert client.read(path, since="2099-01-01T00:00:00.000Z") == []
    only = client.read(path, filter="createCard,updateCard:due", limit=1000)
    assert {one["type"] for one in only} == {"createCard", "updateCard"}
    assert all("due" in one["data"]["old"] for one in only if one["type"] == "updateCard")


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("", {"fields": "nom"}),
        ("", {"cards": "all", "card_fields": "titre"}),
        ("", {"cards": "some"}),
        ("/actions", {"limit": "1001"}),
        ("/actions", {"before": "hier"}),
    ],
)
def test_unknown_fields_and_values_are_refused(
    client: Any, board: Json, path: str, params: dict[str, str]
) -> None:
    answer = client.get(f"/boards/{board['id']}{path}", params=params)
    assert answer.status_code == 400
    assert answer.text.startswith("invalid value for ")


def test_a_batch_reads_several_paths_and_tells_each_outcome(
    client: Any, board: Json, card: Json
) -> None:
    urls = f"/cards/{card['id']}?fields=name%2Cdue,/boards/{board['id']}/lists,/cards/nope"
    one, two, three = client.read("/batch", urls=urls)
    assert set(one["200"]) == {"id", "name", "due"}
    assert len(two["200"]) == 5
    assert three == {"name": "Error", "message": "invalid id", "statusCode": 400}
    too_many = client.get("/batch", params={"urls": ",".join(["/cards/x"] * 11)})
    assert too_many.status_code == 400


def test_search_finds_words_of_names(client: Any) -> None:
    found = client.read("/search", query="roussel amélie", modelTypes="cards")
    assert [one["name"] for one in found["cards"]] == ["Amélie Roussel | Chef de projet digital"]


def test_members_see_their_own_boards(client: Any) -> None:
    names = {one["name"] for one in client.read("/members/me/boards", fields="name")}
    assert names == {invented_school.SOUTENANCES, invented_school.TRANSFERT}
    assert client.read("/members/me")["username"] == "greffier"

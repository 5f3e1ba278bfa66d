"""Writing by REST, py-trello against the stand-in, and the control surface."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jwt
import pytest
import requests
from sandbox_clients import Client
from trello import TrelloClient

from sandbox import __main__ as command
from sandbox.core import Sandbox
from sandbox.jwts import JwtKeys
from sandbox.seeds import exports, invented_school
from sandbox.server.in_process import SandboxServer
from sandbox.state.store import State

Json = dict[str, Any]


class LocalTrello(TrelloClient):  # type: ignore[misc]
    """py-trello itself; only the address of Trello is changed."""

    def __init__(self, server: SandboxServer) -> None:
        self.session = requests.Session()
        self.server = server
        sandbox = server.sandbox
        super().__init__(sandbox.key, sandbox.token, http_service=self)

    def request(self, method: str, url: str, **kwargs: Any) -> requests.Response:
        local = url.replace("https://api.trello.com/1", self.server.url)
        return self.session.request(method, local, timeout=10, **kwargs)


def test_py_trello_works_against_the_sandbox(server: SandboxServer) -> None:
    trello = LocalTrello(server)
    board = next(one for one in trello.list_boards() if one.name == "Soutenances")
    assert board.list_lists()[0].name == "Propositions de soutenances"
    card = next(one for one in board.all_cards() if one.name.startswith("Léa Dupont"))
    target = board.list_lists()[1]
    card.change_list(target.id)
    comment = card.comment("Bonjour")
    card.update_comment(comment["id"], "Bonsoir")
    card.add_label(next(one for one in board.get_labels() if one.name == "P9"))
    card.assign(server.sandbox.state.member("fatou")["id"])
    card.set_closed(True)
    stored = server.sandbox.state.cards[card.id]
    assert (stored["idList"], stored["closed"]) == (target.id, True)
    assert len(stored["idLabels"]) == 2
    assert len(stored["idMembers"]) == 2
    assert [one["data"]["text"] for one in card.fetch_comments(force=True)] == ["Bonsoir"]
    card.delete_comment(comment)
    assert [one["name"] for one in trello.fetch_json("/boards/" + board.id + "/customFields")] == []
    trello.session.close()


def test_a_card_may_be_made_with_everything_at_once(
    client: Client, sandbox: Sandbox, card: Json
) -> None:
    body = {
        "idList": card["idList"], "name": "Tout", "desc": "d", "due": "2026-12-01T10:00:00+01:00",
        "idLabels": ",".join(card["idLabels"]), "idMembers": card["idMembers"], "pos": "top",
    }  # fmt: skip
    made = client.post("/cards", json=body).json()
    assert made["due"] == "2026-12-01T09:00:00.000Z"
    assert [one["name"] for one in made["labels"]] == ["P7"]
    assert made["pos"] < card["pos"]
    types = [one["type"] for one in sandbox.state.card_actions[made["id"]]]
    assert types == [
        "createCard", "updateCard", "updateCard", "addMemberToCard", "addLabelToCard", "updateCard",
    ]  # fmt: skip
    assert client.delete(f"/cards/{made['id']}").json() == {"limits": {}}
    assert client.get(f"/cards/{made['id']}").status_code == 404


def test_several_fields_in_one_put(client: Client, card: Json, sandbox: Sandbox) -> None:
    target = next(one["id"] for one in sandbox.state.lists.values() if one["name"] == "Réussies")
    shown = client.put(
        f"/cards/{card['id']}", json={"idList": target, "pos": "bottom", "due": None}
    )
    assert (shown.json()["idList"], shown.json()["due"]) == (target, None)
    again = client.put(f"/cards/{card['id']}/name", json={"value": "Autre"}).json()
    assert again["name"] == "Autre"
    assert client.read(f"/cards/{card['id']}/name") == {"_value": "Autre"}


def test_members_and_labels_come_and_go(client: Client, card: Json, sandbox: Sandbox) -> None:
    noel = sandbox.state.member("noel")["id"]
    path = f"/cards/{card['id']}/idMembers"
    assert len(client.post(path, json={"value": noel}).json()) == 2
    assert client.post(path, json={"value": noel}).text == "member is already on the card"
    assert len(client.delete(f"{path}/{noel}").json()) == 1
    label = card["idLabels"][0]
    assert client.delete(f"/cards/{card['id']}/idLabels/{label}").json() == {"_value": None}
    added = client.post(f"/cards/{card['id']}/idLabels", params={"value": label})
    assert added.json() == [label]


def test_custom_fields_are_texts_of_their_kind(client: Client, board: Json, card: Json) -> None:
    def define(kind: str, **more: Any) -> Json:
        body = {"idModel": board["id"], "modelType": "board", "name": kind, "type": kind, **more}
        made: Json = client.post("/customFields", json=body).json()
        return made

    number, choice = define("number"), define("list", options=[{"value": {"text": "A"}}])
    path = f"/cards/{card['id']}/customField/{{}}/item"
    good = client.put(path.format(number["id"]), json={"value": {"number": "42"}})
    assert good.json()["value"] == {"number": "42"}
    for bad in ({"number": 42}, {"text": "42"}, {"number": "beaucoup"}):
        assert client.put(path.format(number["id"]), json={"value": bad}).status_code == 400
    option = choice["options"][0]["id"]
    chosen = client.put(path.format(choice["id"]), json={"idValue": option}).json()
    assert (chosen["value"], chosen["idValue"]) == (None, option)
    client.put(path.format(number["id"]), json={"value": "", "idValue": ""})
    assert len(client.read(f"/cards/{card['id']}/customFieldItems")) == 1


def test_checklists_lists_and_labels(client: Client, board: Json, card: Json) -> None:
    made = client.post(f"/cards/{card['id']}/checklists", json={"name": "Préparer"}).json()
    item = client.post(f"/checklists/{made['id']}/checkItems", json={"name": "Lumière"}).json()
    path = f"/cards/{card['id']}/checkItem/{item['id']}"
    assert client.put(path, json={"state": "complete"}).json()["state"] == "complete"
    assert client.read(f"/cards/{card['id']}", fields="badges")["badges"]["checkItemsChecked"] == 1
    entry = client.post("/lists", json={"idBoard": board["id"], "name": "Archives"}).json()
    assert client.put(f"/lists/{entry['id']}/closed", json={"value": "true"}).json()["closed"]
    label = client.post("/labels", json={"idBoard": board["id"], "name": "P14", "color": "sky"})
    assert client.put(f"/labels/{label.json()['id']}", json={"color": ""}).json()["color"] is None
    assert client.delete(f"/labels/{label.json()['id']}").status_code == 200
    bad = client.post("/labels", json={"idBoard": board["id"], "name": "x", "color": "mauve"})
    assert bad.text == "invalid value for color"


def test_a_link_and_a_file_may_be_attached(client: Client, card: Json) -> None:
    path = f"/cards/{card['id']}/attachments"
    link = client.post(path, json={"url": "https://x.example/p7"}).json()
    assert (link["name"], link["isUpload"]) == ("https://x.example/p7", False)
    upload = client.post(path, files={"file": ("P7_dupont_lea.zip", b"zip")}).json()
    assert (upload["name"], upload["bytes"]) == ("P7_dupont_lea.zip", 3)
    assert client.post(path, json={"url": "x"}).text == "invalid value for url"
    client.delete(f"{path}/{link['id']}")
    assert [one["id"] for one in client.read(path)] == [upload["id"]]


def test_power_up_tokens_verify_with_the_published_keys(server: SandboxServer, board: Json) -> None:
    sandbox = server.sandbox
    token = sandbox.jwt("zoe", board["id"])
    keys = requests.get(f"{server.url}/resource/jwt-public-keys", timeout=5).json()["keys"]
    claims = jwt.decode(token, keys[0], algorithms=["RS256"])
    assert claims["idMember"] == sandbox.state.member("zoe")["id"]
    assert (claims["idPlugin"], claims["iss"]) == (sandbox.plugin, "trello")
    assert claims["exp"] - claims["iat"] == 900
    assert "kid" not in jwt.get_unverified_header(token)


def test_rotated_keys_are_published_with_the_old_one() -> None:
    keys = JwtKeys()
    old = keys.sign("p", "b", "m")
    keys.rotate()
    assert len(keys.public()) == 2
    assert jwt.decode(old, keys.public()[1], algorithms=["RS256"])["idBoard"] == "b"
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(old, keys.public()[0], algorithms=["RS256"])


def test_the_control_surface_plays_gestures_and_sets_everything(
    server: SandboxServer, card: Json
) -> None:
    def send(method: str, path: str, **body: Any) -> requests.Response:
        return requests.request(method, f"{server.root}/sandbox{path}", json=body, timeout=5)

    gesture = {"member": "zoe", "gesture": "drag", "card": card["id"], "into": "Réussies"}
    assert send("POST", "/gestures", **gesture).status_code == 200
    assert send("POST", "/quiesce").json() == {"quiet": True}
    wrong = send("POST", "/gestures", member="zoe", gesture="fly")
    assert wrong.status_code == 400
    assert "toggle_label" in wrong.text
    assert send("PUT", "/faults", s429=1, seed=3).json()["rates"] == {"429": 1}
    assert requests.get(f"{server.url}/members/me", timeout=5).status_code == 429
    send("DELETE", "/faults")
    assert send("PUT", "/knobs", time_scale=0.5, token_max=7).json()["token_max"] == 7
    assert server.sandbox.deliveries.pace.scale == 0.5
    assert send("PUT", "/knobs", warp=9).status_code == 400
    known = requests.get(f"{server.root}/sandbox/credentials", timeout=5).json()
    assert known["token"] == server.sandbox.token
    assert len(requests.get(f"{server.root}/sandbox/requests", timeout=5).json()) == 1
    send("POST", "/reset")
    state = requests.get(f"{server.root}/sandbox/state", timeout=5).json()
    assert len(state["cards"]) == len(invented_school.CARDS[invented_school.SOUTENANCES]) + 9


def test_a_saved_state_is_loaded_again(sandbox: Sandbox) -> None:
    other = State()
    other.load(sandbox.snapshot())
    assert other.dump() == sandbox.snapshot()


EXPORT: Json = {
    "name": "Petit", "lists": [{"id": "a" * 24, "name": "À faire"}],
    "labels": [{"id": "b" * 24, "name": ""}], "members": [{"id": "c" * 24, "fullName": "Zoé"}],
    "cards": [
        {"id": "d" * 24, "idList": "a" * 24, "name": "x", "idLabels": ["b" * 24, "f" * 24]},
        {"id": "e" * 24, "idList": "9" * 24},
    ],
    "actions": [{"type": "commentCard", "idMemberCreator": "8" * 24}, "bizarre"],
}  # fmt: skip


def test_an_export_with_missing_keys_is_loaded(client: Client, sandbox: Sandbox) -> None:
    board = exports.seed_export(sandbox, EXPORT)
    shown = client.read(f"/boards/{board['id']}", cards="all", lists="all", labels="all")
    assert [one["idLabels"] for one in shown["cards"]] == [["b" * 24]]
    assert shown["lists"][0]["closed"] is False
    client.put(f"/cards/{'d' * 24}", json={"name": "y"})
    assert client.read(f"/cards/{'d' * 24}/actions", filter="all")[0]["type"] == "updateCard"


@pytest.mark.parametrize("unusable", [None, [], {}, {"lists": 3}])
def test_what_is_no_export_is_told(sandbox: Sandbox, unusable: object) -> None:
    with pytest.raises(exports.UnusableExportError, match="not a board"):
        exports.seed_export(sandbox, unusable)


def test_the_command_tells_a_taken_port_in_one_line(
    server: SandboxServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--port", str(server.port)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_command_tells_where_each_board_is_opened(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "wait_for_interrupt", lambda: None)
    assert command.main(["--port", "0"]) == 0
    told = capsys.readouterr().out.splitlines()
    root = told[0].removeprefix("TRELLO_API_URL=").removesuffix("/1")
    boards = [line for line in told if line.startswith("# ")]
    assert [line.partition(": ")[0] for line in boards] == [
        f"# {invented_school.SOUTENANCES}",
        f"# {invented_school.TRANSFERT}",
    ]
    assert all(f": {root}/b/" in line for line in boards)


def test_people_are_seeded_relative_to_now(sandbox: Sandbox) -> None:
    assert len(sandbox.state.cards) >= 40
    lacking = {
        lack for one in invented_school.CARDS[invented_school.SOUTENANCES] for lack in one.lacks
    }
    assert lacking == {"student", "label", "due", "member", "details", "notice", "past"}
    roles = {
        membership["memberType"]: state_member["username"]
        for membership in invented_school.board_named(sandbox, invented_school.SOUTENANCES)[
            "memberships"
        ]
        for state_member in [sandbox.state.members[membership["idMember"]]]
    }
    assert roles["observer"] == "olivia"
    assert roles["admin"] in invented_school.MANAGERS


def test_the_command_builds_from_an_export_and_a_saved_state(tmp_path: Path) -> None:
    export, saved = tmp_path / "export.json", tmp_path / "state.json"
    export.write_text(json.dumps(EXPORT), encoding="utf-8")
    options = ["--export", str(export), "--state", str(saved), "--time-scale", "0.1", "--no-limits"]
    built = command.build(command.parser().parse_args(options))
    assert "Petit" in {one["name"] for one in built.state.boards.values()}
    assert (built.deliveries.pace.scale, built.limits.enabled) == (0.1, False)
    built.act_as("zoe").rename("d" * 24, "Changé")
    built.state.save(saved)
    again = command.build(command.parser().parse_args(["--state", str(saved)]))
    assert again.state.cards["d" * 24]["name"] == "Changé"
    export.write_text("{oups", encoding="utf-8")
    assert command.main(["--export", str(export)]) == 2

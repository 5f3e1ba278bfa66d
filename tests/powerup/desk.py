"""The Power-Up's endpoints as a page inside Trello asks them, on the school of `harness`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from harness import School
from werkzeug.test import TestResponse

from sandbox.seeds import invented_school
from sync.storage.tables import WakeRow
from sync.storage.trello_tables import CardRow, MembershipRow


@dataclass
class Desk:
    """A school with both boards read and judged, and a client of the application."""

    school: School
    client: FlaskClient

    @classmethod
    def at(cls, school: School) -> Desk:
        assert school.app is not None
        return cls(school, school.app.test_client())

    def board(self, name: str = invented_school.SOUTENANCES) -> str:
        return str(invented_school.board_named(self.school.sandbox, name)["id"])

    def card(self, title: str) -> dict[str, Any]:
        cards = self.school.sandbox.state.cards.values()
        return next(one for one in cards if one["name"].startswith(title))

    def leaves(self, who: str, board: str = invented_school.SOUTENANCES) -> None:
        """The person is nobody on this board, as far as the mirror knows."""
        with self.school.parts.database.transaction() as session:
            member = self.school.sandbox.state.member(who)["id"]
            session.delete(session.get_one(MembershipRow, (self.board(board), member)))

    def token(
        self, who: str = "zoe", lifetime: int = 900, board: str = invented_school.SOUTENANCES
    ) -> str:
        sandbox = self.school.sandbox
        member, at = sandbox.state.member(who)["id"], self.school.time.timestamp()
        keys = sandbox.jwt_keys
        return keys.sign(sandbox.plugin, self.board(board), member, lifetime=lifetime, now=at)

    def get(self, path: str, who: str = "zoe", **headers: str) -> TestResponse:
        return self.client.get(f"/powerup/api{path}", headers={**self._bearer(who), **headers})

    def post(self, path: str, who: str = "zoe", **body: Any) -> TestResponse:
        return self.client.post(f"/powerup/api{path}", json=body, headers=self._bearer(who))

    def _bearer(self, who: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token(who)}"}

    def wanted(self) -> list[str]:
        """Cards and boards for which a run is due."""
        with self.school.parts.database.transaction() as session:
            rows = session.query(WakeRow).all()
            return [row.id for row in rows if row.done < row.wanted]

    def mirrored(self, card_id: str) -> CardRow:
        with self.school.parts.database.transaction() as session:
            return session.get_one(CardRow, card_id)

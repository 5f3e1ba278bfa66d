"""Two web processes on one PostgreSQL: what one of them has answered counts for the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk
from harness import school
from pupil import pupil

from greffier.app import create_app
from greffier.composition import Greffier
from powerup.views.student_page import A_MINUTE, WRONG_A_MINUTE


@pytest.mark.postgres
def test_whoever_asks_too_often_waits_whichever_of_them_answers(
    tmp_path: Path, postgres_url: str
) -> None:
    with school(tmp_path, database=postgres_url) as opened:
        lea = pupil(Desk.at(opened))
        other = Greffier(lea.parts.settings)
        clients = lea.client, create_app(other).test_client()
        asked = [clients[x % 2].get(lea.path).status_code for x in range(A_MINUTE + 4)]
        assert asked == [200] * A_MINUTE + [429] * 4
        wrong = [
            clients[x % 2].get(f"/etudiant/{x}").status_code for x in range(WRONG_A_MINUTE + 4)
        ]
        assert wrong == [404] * WRONG_A_MINUTE + [429] * 4
        opened.pass_time(seconds=60)
        assert clients[1].get(lea.path).status_code == 200
        for each in (other, lea.parts):
            each.close()

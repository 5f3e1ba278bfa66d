"""What `greffier doctor` looks at on each board: the clerk's rights, lists, labels, people."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.exc import SQLAlchemyError

from greffier.cli.doctor.texts import Check, Found, Voice
from greffier.cli.doctor.trello import Line
from greffier.cli.init.guess import ROLES
from greffier.composition import Greffier
from rules.bilingual import Sentence
from rules.editing.parse import BoardRules
from rules.formatting import joined
from rules.projects import reads_as_project
from rules.requirements.absent import told
from sync.mirror.forms import board_form
from sync.mirror.write import load_board_form
from sync.reports.board_lacks import absent_on, checklists_of
from sync.rulebook.boards import is_member_id
from sync.trello.errors import Gone, Refused, Unauthorized

COLLABORATORS: Final = 10
"""The most that a free workspace may have: with more, Trello makes it view-only."""

S = Sentence
FOUND: Final[Found] = {
    "board-right": (
        S(
            "{board} : « {name} », ouvert, @{bot} y écrit",
            "{board}: “{name}”, open, @{bot} may write",
        ),
        None,
    ),
    "board-gone": (
        S("{board} : tableau introuvable pour @{bot}", "{board}: board not visible to @{bot}"),
        S(
            "invitez @{bot} sur le tableau, ou corrigez boards.{board}.board ({id})",
            "invite @{bot} to the board, or correct boards.{board}.board ({id})",
        ),
    ),
    "board-closed": (
        S("{board} : « {name} » est fermé", "{board}: “{name}” is closed"),
        S(
            "rouvrez-le sur Trello, ou retirez-le du règlement",
            "open it again, or take it out of the rulebook",
        ),
    ),
    "bot-stranger": (
        S(
            "{board} : @{bot} n'est pas membre de « {name} »",
            "{board}: @{bot} is no member of “{name}”",
        ),
        S("invitez @{bot} sur le tableau", "invite @{bot} to the board"),
    ),
    "bot-observer": (
        S("{board} : @{bot} n'y est qu'observateur", "{board}: @{bot} is only an observer there"),
        S(
            "faites de @{bot} un membre ordinaire du tableau",
            "make @{bot} a normal member of the board",
        ),
    ),
    "list-right": (S("{board}.{role} : {names}", "{board}.{role}: {names}"), None),
    "list-gone": (
        S(
            "{board}.{role} : la liste {id} n'est pas sur ce tableau",
            "{board}.{role}: list {id} is not on this board",
        ),
        S(
            "corrigez boards.{board}.{role} ; les listes du tableau : {known}",
            "correct boards.{board}.{role}; the board’s lists: {known}",
        ),
    ),
    "list-closed": (
        S(
            "{board}.{role} : la liste « {name} » est archivée",
            "{board}.{role}: the list “{name}” is archived",
        ),
        S(
            "désarchivez-la sur Trello, ou nommez-en une autre dans boards.{board}.{role}",
            "restore it on Trello, or name another in boards.{board}.{role}",
        ),
    ),
    "labels-right": (
        S("{board} : étiquettes de projet : {names}", "{board}: project labels: {names}"),
        None,
    ),
    "labels-gone": (
        S(
            "{board} : étiquette(s) de projet absentes : {ids}",
            "{board}: project labels missing: {ids}",
        ),
        S("corrigez boards.{board}.project_labels", "correct boards.{board}.project_labels"),
    ),
    "labels-none": (
        S(
            "{board} : aucune étiquette ne se lit comme un projet (P7, Projet 7…)",
            "{board}: no label reads as a project (P7, Project 7…)",
        ),
        S(
            "créez-les sur le tableau, ou nommez-les dans boards.{board}.project_labels ; "
            "d'ici là, toute étiquette nommée compte",
            "make them on the board, or name them in boards.{board}.project_labels; "
            "until then any named label counts",
        ),
    ),
    "managers-right": (S("{board} : responsables : {names}", "{board}: managers: {names}"), None),
    "managers-gone": (
        S(
            "{board} : responsables inconnus du tableau : {names}",
            "{board}: managers unknown to the board: {names}",
        ),
        S(
            "invitez-les, ou corrigez boards.{board}.managers",
            "invite them, or correct boards.{board}.managers",
        ),
    ),
    "robots-gone": (
        S(
            "{board} : robots inconnus du tableau : {names}",
            "{board}: robots unknown to the board: {names}",
        ),
        S(
            "corrigez boards.{board}.robots, ou retirez-les : un robot mal nommé compte comme une personne",
            "correct boards.{board}.robots, or take them out: a robot by a wrong name counts as a person",
        ),
    ),
    "people-many": (
        S(
            "{board} : {count} personnes ; un espace de travail gratuit de plus de 10 collaborateurs est en "
            "lecture seule sur Trello",
            "{board}: {count} people; on Trello a free workspace with more than 10 collaborators is "
            "view-only",
        ),
        S(
            "si l'espace de travail est gratuit, prenez une offre payante ou retirez des collaborateurs : "
            "sinon ni les mentors ni Greffier ne peuvent y écrire (docs/exploitation.md, « Un espace de "
            "travail gratuit »)",
            "if the workspace is free, take a paid plan or remove collaborators: else neither mentors nor "
            "Greffier can write there (docs/en/operations.md, “A free workspace”)",
        ),
    ),
    "requirement": (S("{board} : {what}", "{board}: {what}"), S("{remedy}", "{remedy}")),
    "managers-none": (
        S("{board} : personne n'est responsable", "{board}: nobody is a manager"),
        S(
            "nommez un administrateur sur Trello, ou boards.{board}.managers dans le règlement",
            "name an admin on Trello, or boards.{board}.managers in the rulebook",
        ),
    ),
}


def boards(parts: Greffier, line: Line) -> Iterator[Check]:
    """Look at every board of the rulebook, as Trello shows it now. Raises `TrelloError` for an outage."""
    voice = Voice(parts.settings.language, FOUND)
    bot = line.bot.get("username")
    for rules in parts.rulebook.boards.values():
        try:
            data = line.gateway.board_meta(rules.board)
        except (Gone, Unauthorized, Refused):
            yield voice.fail("board", "board-gone", board=rules.name, bot=bot, id=rules.board)
            continue
        yield from _Look(voice, rules, data, line.bot, _checklists(parts, rules)).checks()


def _checklists(parts: Greffier, rules: BoardRules) -> Collection[str] | None:
    """Return the names of the checklists on the board's cards, None where the mirror cannot be asked."""
    try:
        with parts.database.transaction() as session:
            known = load_board_form(session, rules.board) is not None
            return checklists_of(session, rules.board) if known else None
    except (SQLAlchemyError, OSError):
        return None  # the database has a look of its own


@dataclass(frozen=True, slots=True)
class _Look:
    """The looks at one board."""

    voice: Voice
    rules: BoardRules
    data: Mapping[str, Any]
    bot: Mapping[str, Any]
    checklists: Collection[str] | None = None

    def checks(self) -> Iterator[Check]:
        yield self._board()
        yield from self._crowd()
        for role in ROLES:
            yield from self._lists(role)
        if self.rules.is_school:
            yield self._labels()
        yield self._managers()
        yield from self._robots()
        yield from self._requirements()

    def _board(self) -> Check:
        told = {"board": self.rules.name, "name": self.data.get("name")}
        told["bot"] = self.bot.get("username")
        if self.data.get("closed"):
            return self.voice.fail("board", "board-closed", **told)
        roles = {each.get("idMember"): each for each in self.data.get("memberships") or ()}
        role = roles.get(self.bot.get("id"))
        if role is None or role.get("deactivated"):
            return self.voice.fail("board", "bot-stranger", **told)
        if role.get("memberType") == "observer":
            return self.voice.fail("board", "bot-observer", **told)
        return self.voice.ok("board", "board-right", **told)

    def _crowd(self) -> Iterator[Check]:
        """Warn of what Trello does to a large free workspace: whether this one is free it does not say."""
        there = [x for x in self.data.get("memberships") or () if not x.get("deactivated")]
        if len(there) > COLLABORATORS:
            yield self.voice.warn(
                "workspace", "people-many", board=self.rules.name, count=len(there)
            )

    def _lists(self, role: str) -> Iterator[Check]:
        known = {each["id"]: each for each in self.data.get("lists") or ()}
        told = {"board": self.rules.name, "role": role}
        right = []
        for wanted in getattr(self.rules, role):
            found = known.get(wanted)
            if found is None:
                names = [f"{each['name']} ({key})" for key, each in known.items()]
                yield self.voice.fail(
                    "lists", "list-gone", id=wanted, known=", ".join(names), **told
                )
            elif found.get("closed"):
                yield self.voice.fail("lists", "list-closed", name=found["name"], **told)
            else:
                right.append(f"« {found['name']} »" if self._french() else f"“{found['name']}”")
        if right:
            yield self.voice.ok("lists", "list-right", names=self._joined(right), **told)

    def _labels(self) -> Check:
        known = {each["id"]: each.get("name") or "" for each in self.data.get("labels") or ()}
        wanted = self.rules.project_labels
        missing = [each for each in wanted if each not in known]
        board = self.rules.name
        if missing:
            return self.voice.fail("labels", "labels-gone", board=board, ids=", ".join(missing))
        named = [known[each] for each in wanted]
        named = named or [each for each in known.values() if reads_as_project(each)]
        if not named:
            return self.voice.warn("labels", "labels-none", board=board)
        return self.voice.ok("labels", "labels-right", board=board, names=self._joined(named))

    def _people(self) -> dict[str, str]:
        """Return the user names of the board's members, by id."""
        return {each["id"]: each.get("username") or "" for each in self.data.get("members") or ()}

    def _unknown(self, wanted: Sequence[str]) -> str:
        """Return those of these user names and member ids that nobody on the board has, in words."""
        people = self._people()
        names = {each.casefold() for each in people.values()}
        there = {*people, *(each for each in names if not is_member_id(each))}
        return self._joined([f"@{each}" for each in wanted if each.casefold() not in there])

    def _robots(self) -> Iterator[Check]:
        names = self._unknown(self.rules.robots)
        if names:
            yield self.voice.warn("robots", "robots-gone", board=self.rules.name, names=names)

    def _requirements(self) -> Iterator[Check]:
        for each in absent_on(board_form(self.data), self.rules, self.checklists):
            what, remedy = told(each, self.rules, self.voice.language)
            yield self.voice.warn(
                "requirements", "requirement", board=self.rules.name, what=what, remedy=remedy
            )

    def _managers(self) -> Check:
        board, wanted, people = self.rules.name, self.rules.managers, self._people()
        if names := self._unknown(wanted):
            return self.voice.fail("managers", "managers-gone", board=board, names=names)
        admins = [
            people.get(each.get("idMember"), "")
            for each in self.data.get("memberships") or ()
            if each.get("memberType") == "admin"
        ]
        clerk = str(people.get(self.bot.get("id", ""), "")).casefold()
        named = [people.get(each.casefold(), each) for each in wanted or admins]
        names = self._joined([f"@{each}" for each in named if each and each.casefold() != clerk])
        if not names:
            return self.voice.warn("managers", "managers-none", board=board)
        return self.voice.ok("managers", "managers-right", board=board, names=names)

    def _french(self) -> bool:
        return self.voice.language == "fr"

    def _joined(self, names: list[str]) -> str:
        return joined(names, self.voice.language)

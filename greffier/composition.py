"""Putting the parts together: the one place that knows them all. Tests use it too."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from greffier.settings import Settings, environment
from mentoring.calendars.busy_chore import BusyCalendars
from mentoring.channels.dispatch import Channels
from mentoring.channels.notifier import Notifier
from mentoring.defences.follow.follow_run import Follow
from mentoring.defences.undo_rights import RIGHTS
from mentoring.mail.letterbox import Letterbox
from mentoring.mail.mail_chores import MailChores, make_mail_chores
from mentoring.mail.smtp import Post
from mentoring.mail.student_links import Addresses
from mentoring.matching.follow_assignment import Keeper
from mentoring.orders.handler import Orders
from mentoring.privacy.retention import Retention
from mentoring.sessions.chores import SessionChores
from mentoring.sessions.service import Sessions
from mentoring.students.cards import StudentCards
from rules.bilingual import Sentence
from rules.editing.parse import Rulebook, RulebookError, read_rulebook
from rules.formatting import fill
from sync.clock import Dial, follow
from sync.judging.context import Context
from sync.judging.context import Settings as WorkSettings
from sync.queue.bell import bell_for
from sync.queue.inbox import Inbox
from sync.queue.jobs import Jobs
from sync.rights.undo_rights import UndoRights
from sync.rulebook.rulebook_file import rulebook_text
from sync.rulebook.versions import RulesInForce
from sync.runs.reconcile import Reconciler
from sync.runs.schedule import Schedule
from sync.runs.snapshot import Snapshots
from sync.runs.worker import Listener, Worker
from sync.storage.database import Database
from sync.storage.private import private_folder
from sync.trello import bot
from sync.trello.gateway import Access, Gateway
from sync.trello.power_up_seen import OtherPowerUp
from sync.trello.rate_limit import Budget, make_budget
from sync.trello.webhooks import WebhookCare
from sync.use_cases.fixes import Fixes
from sync.use_cases.reminders import Reminders

if TYPE_CHECKING:  # a worker answers nobody: it does without Flask and what checks signatures
    from powerup.http.power_up import PowerUp
    from webhooks.views import Receiver

_NO_BOARD = Sentence(
    "{path} : ce règlement ne nomme aucun tableau, il n'y a donc rien à servir ; `greffier init` en "
    "écrit un.",
    "{path}: this rulebook names no board, so there is nothing to serve; `greffier init` writes one.",
)


def check_rulebook(settings: Settings) -> None:
    """Raise `RulebookError` with all that keeps whoever serves from working by the rules' file."""
    path, language = settings.rulebook, settings.language
    if not read_rulebook(rulebook_text(path, language), str(path), language).boards:
        raise RulebookError((fill(_NO_BOARD, language, {"path": path}),))


@dataclass(frozen=True)
class Greffier:
    """All parts of one process, each made when it is first asked for."""

    settings: Settings

    def __post_init__(self) -> None:
        if self.settings.demo_clock is not None:
            follow(Dial(self.settings.demo_clock))

    @cached_property
    def rules(self) -> RulesInForce:
        """The rules in force: the file's, then what managers make of them at the desk. Raises
        `RulebookError` with every problem of the file, a missing one included.
        """
        path, language = self.settings.rulebook, self.settings.language
        return RulesInForce(self.database, rulebook_text(path, language), str(path), language)

    def adopt_rules(self) -> None:
        """Put the file's rules in force where it was edited. Raises `RulebookError`, with nothing
        changed, where they are not fit to serve by.
        """
        check_rulebook(self.settings)
        self.rules.adopt()

    @property
    def rulebook(self) -> Rulebook:
        """The rules in force now."""
        return self.rules()

    @property
    def boards(self) -> tuple[str, ...]:
        """The ids of the boards that are watched now."""
        return self._watched()

    def _watched(self) -> tuple[str, ...]:
        return tuple(rules.board for rules in self.rules().boards.values())

    @cached_property
    def database(self) -> Database:
        """The database; its tables may still be those of an older version."""
        self._close_data()
        return Database(self.settings.database)

    @cached_property
    def budget(self) -> Budget:
        """The budget of calls to Trello, shared with all other processes."""
        self._close_data()
        return make_budget(self.settings.database, self.settings.data, self.settings.key_hash)

    @cached_property
    def gateway(self) -> Gateway:
        """The way to Trello."""
        return Gateway(self.access, self.budget)

    @cached_property
    def access(self) -> Access:
        """Where Trello is, and who we are there: by OAuth 2.0 where it is set up."""
        if self.settings.oauth is None:
            return self.settings.access
        from sync.trello.oauth2 import OAuth2  # it takes a moment to load

        other = OAuth2(self.settings.oauth, self.database)
        return replace(self.settings.access, other=other)

    @cached_property
    def jobs(self) -> Jobs:
        """The engine of jobs, from outside."""
        return Jobs(self.database)

    @cached_property
    def inbox(self) -> Inbox:
        """Where deliveries arrive."""
        return Inbox(self.database, bell_for(self.database))

    @cached_property
    def receiver(self) -> Receiver:
        """What the webhook's view needs."""
        from webhooks.views import Receiver

        of = self.settings
        signed = of.callback_url, of.secrets, of.client_identifier
        return Receiver(self.inbox, self._watched, *signed, bot.BotId(self.database))

    @cached_property
    def powerup(self) -> PowerUp:
        """What the Power-Up's pages need."""
        from powerup.http.identity import Identity, KeyRing
        from powerup.http.power_up import PowerUp

        of = self.settings
        return PowerUp(
            database=self.database,
            rules=self.rules,
            fixes=self.fixes,
            identity=Identity(
                KeyRing(self.gateway.public_keys),
                of.powerup_id,
                OtherPowerUp(self.database),
            ),
            bot_id=bot.BotId(self.database),
            language=of.language,
            public_url=of.public_url,
            secrets=of.secrets,
            api_url=of.api_url,
            library=of.library,
            mails=of.mail is not None,
        )

    @cached_property
    def reconciler(self) -> Reconciler:
        """What brings a card into agreement."""
        further = Orders(self.fixes, self.follow)
        return Reconciler(*self.context.parts, self.undo_rights, further)

    @cached_property
    def fixes(self) -> Fixes:
        """What people ask for, on the panel or in a comment."""
        return Fixes(*self.context.parts, self.undo_rights)

    @cached_property
    def context(self) -> Context:
        """What all work on cards shares."""
        return Context(self.database, self.gateway, self.work_settings, self.jobs.enqueue)

    @cached_property
    def work_settings(self) -> WorkSettings:
        """What work on cards needs of the settings."""
        of = self.settings
        return WorkSettings(self.rules, of.language, of.public_url, of.secret)

    @cached_property
    def undo_rights(self) -> UndoRights:
        """Who may undo what."""
        return UndoRights(self.rules, RIGHTS)

    @cached_property
    def snapshots(self) -> Snapshots:
        """What reads boards whole."""
        return Snapshots(*self.context.parts)

    @cached_property
    def care(self) -> WebhookCare:
        """What looks after the webhooks."""
        return WebhookCare(self.database, self.gateway, self._watched, self.settings.callback_url)

    @cached_property
    def channels(self) -> Channels:
        """What tells Slack, Teams and e-mail."""
        notifier = Notifier(environment())
        return Channels(self.database, self.rules, notifier, self.settings.language)

    @cached_property
    def follow(self) -> Follow:
        """What goes on from a checked card: preparation, reminders, outcomes."""
        return Follow(*self.context.parts)

    @cached_property
    def keeper(self) -> Keeper:
        """What keeps a card's people: validator, offers, who takes over."""
        return Keeper(*self.context.parts)

    @cached_property
    def student_cards(self) -> StudentCards:
        """What makes students of cards."""
        return StudentCards(self.database, self.rules, self.jobs.enqueue)

    @cached_property
    def sessions(self) -> Sessions:
        """What people ask about students and sessions."""
        return Sessions(self.database, self.rules)

    @cached_property
    def session_chores(self) -> SessionChores:
        """What places sessions, and reminds of those without a status."""
        return SessionChores(self.database, self.rules)

    @cached_property
    def mail_chores(self) -> MailChores | None:
        """What writes to students and mentors; None where no mail is sent."""
        of, mail = self.settings, self.settings.mail
        if mail is None or not of.public_url:
            return None
        to = Addresses(of.public_url, of.secrets), of.language
        box = of.demo_mail
        way = partial(Post, mail.server) if box is None else partial(Letterbox, box)
        return make_mail_chores(self.database, self.rules, (way, mail.sender), to)

    @cached_property
    def retention(self) -> Retention:
        """What erases the names that are kept no longer."""
        return Retention(self.database, self.rules)

    def worker(self, *listeners: Listener) -> Worker:
        """Return the work of this process, told to `listeners` as it is done."""
        mail = self.mail_chores
        return Worker(
            database=self.database,
            jobs=self.jobs,
            inbox=self.inbox,
            reconciler=self.reconciler,
            snapshots=self.snapshots,
            schedule=Schedule(self.database, self.rules, self.jobs, self.care),
            listeners=listeners,
            chores=(
                *(self.channels.tick, self.follow.tick, self.student_cards.tick),
                *(self.session_chores.tick, BusyCalendars(self.database, self.rules).tick),
                *([mail.tick] if mail is not None else []),
                self.retention.tick,
            ),
            followers=(
                *(Reminders(*self.context.parts), self.keeper, self.follow),
                *(self.student_cards, self.session_chores),
            ),
        )

    def _close_data(self) -> None:
        """Keep what is on this machine for its owner alone; whoever writes there tells of a bad folder."""
        if self.settings.database.startswith("sqlite"):
            with suppress(OSError):
                private_folder(self.settings.data)

    def close(self) -> None:
        """Give everything back."""
        if "budget" in self.__dict__:
            self.budget.close()
        if "jobs" in self.__dict__:
            self.jobs.close()
        if "database" in self.__dict__:
            self.database.close()

"""The students' side of the school of `bench.sessions`: their page in a browser, and a thousand mails."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import sqlalchemy as sa
import structlog
from weekly import Weekly

from bench.figure import Figure, percentile
from greffier.app import create_app
from greffier.composition import Greffier
from greffier.settings import read_settings
from mentoring.mail.address import Person
from mentoring.mail.mail_chores import MailChores
from mentoring.mail.postman import Postman
from mentoring.mail.student_links import Addresses, page_of
from mentoring.mail.writer import Writer
from mentoring.students.tables import StudentRow

ADDRESSES = Addresses("https://greffier.example.org", ("secret",))
SCHOOL = Person("Greffe", "greffe@ecole.example")
VISITS, MAILS = 200, 1_000


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds on the wall, and of the processor."""

    wall: float
    processor: float


def timed(do: Callable[[], object]) -> Took:
    """Do it, and return what it took."""
    began = time.perf_counter(), time.process_time()
    do()
    return Took(time.perf_counter() - began[0], time.process_time() - began[1])


def in_ms(what: str, took: list[Took], bar: int) -> Figure:
    """Return the figure of what was done often."""
    wall = percentile([each.wall for each in took], 0.95) * 1000
    processor = percentile([each.processor for each in took], 0.95) * 1000
    told = f"{wall:.0f} ms ({processor:.0f} ms of the processor)"
    return Figure(what, told, f"< {bar} ms", wall < bar)


def page(made: Weekly, folder: Path, database: str) -> Iterator[Figure]:
    """A student's page as a browser gets it, each time another student's."""
    rulebook = folder / "rulebook.toml"
    rulebook.write_text(made.text, encoding="utf-8")
    values = {
        "TRELLO_API_URL": "http://127.0.0.1:9/1",
        **{f"TRELLO_API_{x}": x.lower() for x in ("KEY", "TOKEN", "SECRET")},
        "PUBLIC_URL": ADDRESSES.public_url,
        "GREFFIER_RULEBOOK": str(rulebook),
        "GREFFIER_DATA": str(folder),
        "DATABASE_URL": database,
    }
    with closing(Greffier(read_settings(values))) as parts:
        browser = create_app(parts).test_client()
        addresses = Addresses(ADDRESSES.public_url, parts.settings.secrets)
        paths = _paths(made, addresses)
        assert browser.get(paths[0]).status_code == 200
        taken = [timed(partial(browser.get, each)) for each in paths]
    yield in_ms("a student's page, p95", taken, 100)


def _paths(made: Weekly, addresses: Addresses) -> list[str]:
    with made.database.transaction() as session:
        ids = session.scalars(sa.select(StudentRow.id).order_by(StudentRow.name).limit(VISITS))
        pages = [page_of(session, addresses, each, made.time) for each in ids]
        urls = [addresses.page(each) for each in pages if each is not None]
    return ["/" + each.split("/", 3)[3] for each in urls]


class Taker:
    """Takes every mail at once: what is measured is ours."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()

    @contextmanager
    def connect(self) -> Iterator[Taker]:
        yield self

    def send(self, message: EmailMessage, sender: str, to: str) -> None:
        message.as_bytes()
        self.taken[str(message["Message-ID"])] += 1


def mails(made: Weekly) -> Iterator[Figure]:
    """A thousand students are given an address: what they are told is found, written and handed over."""
    with made.database.transaction() as session:
        ids = sa.select(StudentRow.id).order_by(StudentRow.name.desc()).limit(MAILS)
        address = StudentRow.id + "@example.org"
        session.execute(sa.update(StudentRow).where(StudentRow.id.in_(ids)).values(email=address))
    taker, rules = Taker(), lambda: made.rulebook
    postman = Postman(
        made.database, rules, SCHOOL, taker.connect, Writer(rules, ADDRESSES, SCHOOL, "fr")
    )
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    noted = timed(MailChores(made.database, rules, postman.send).note)
    told = f"{noted.wall:.2f} s ({noted.processor:.2f} s of the processor)"
    yield Figure(f"find out what {MAILS:,} students are to be told", told)
    made.later(minutes=4)
    took, sent = timed(postman.send), len(taker.taken)
    told = f"{sent:,} in {took.wall:.1f} s ({took.processor:.1f} s of the processor)"
    once = sent == MAILS and set(taker.taken.values()) == {1}
    yield Figure("write them, and hand each over once", told, "all, once", once)

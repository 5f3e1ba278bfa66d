"""A session whose page is open on its mentor's phone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desk import Desk
from followed import followed, member
from icalendar import Calendar
from werkzeug.test import TestResponse

TUESDAY_AT_SIX = (1, 18 * 60)


@dataclass
class Phone:
    """What the link of a calendar opens: no cookie, no account, no script."""

    desk: Desk
    path: str
    feed: str

    def get(self, path: str = "") -> TestResponse:
        return self.desk.client.get(path or self.path)

    def press(self, act: str, **fields: str) -> TestResponse:
        return self.desk.client.post(self.path, data={"act": act, **fields})

    def status(self) -> str | None:
        week = self.desk.get("/desk/sessions/history", "zoe").get_json()["rows"]
        return next((each["status"] for each in week if each["id"] in self.path), None) or None


def links(desk: Desk, feed: str) -> list[str]:
    """The paths of the pages to which this calendar links."""
    text = desk.client.get(feed).get_data()
    events = Calendar.from_ical(text).walk("VEVENT")
    told = " ".join(str(each["DESCRIPTION"]) for each in events)
    return re.findall(r"https?://[^/]+(/session/\S+)", told)


def opened(desk: Desk) -> Phone:
    """Zoé has a calendar with links; her session with Léa is on Tuesday at six."""
    followed(desk, "Léa Dupont", slot=TUESDAY_AT_SIX)
    url = desk.post("/desk/feeds", "zoe", kind="mine").get_json()["url"]
    feed = "/" + url.split("/", 3)[3]
    assert links(desk, feed) == [], "nobody has such pages who did not ask for them"
    assert desk.post("/desk/feeds/links", "zoe", open=True).get_json()["links"] is True
    return Phone(desk, links(desk, feed)[0], feed)


__all__ = ["Phone", "links", "member", "opened"]

"""Mails that went nowhere, to be read in a browser: `/mails`, and each one as its reader would see it."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from flask import Blueprint, Response, abort, render_template, request

from sandbox.core import Sandbox

NAME = re.compile(r"[0-9a-f]{16}")
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
LETTER = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
"""A mail's own HTML: shown as it is, in a frame where it can do nothing but lead elsewhere."""


@dataclass(frozen=True)
class Mail:
    """A mail of the folder. `invitation`: its calendar as text, "" for none."""

    name: str
    to: str
    reply_to: str
    subject: str
    at: str
    text: str
    html: str
    invitation: str
    method: str


def mails_in(folder: Path | None) -> list[Mail]:
    """Return the mails of this folder, the latest first; none where there is no folder."""
    files = list(folder.glob("*.eml")) if folder is not None and folder.is_dir() else []
    found = [(each.stat().st_mtime_ns, _read(each)) for each in files]
    return [mail for _, mail in sorted(found, key=lambda each: each[0], reverse=True)]


def _read(path: Path) -> Mail:
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    text, page = message.get_body(("plain",)), message.get_body(("html",))
    kinds = {part.get_content_type(): part for part in message.walk()}
    calendar = kinds.get("text/calendar")
    return Mail(
        name=path.stem,
        to=str(message["To"]),
        reply_to=str(message["Reply-To"] or ""),
        subject=str(message["Subject"]),
        at=parsedate_to_datetime(message["Date"]).strftime("%Y-%m-%d %H:%M"),
        text=str(text.get_content()) if text is not None else "",
        html=str(page.get_content()) if page is not None else "",
        invitation=str(calendar.get_content()) if calendar is not None else "",
        method=str(calendar.get_param("method")) if calendar is not None else "",
    )


def blueprint(sandbox: Sandbox) -> Blueprint:
    """Return the list, each mail, and its HTML for the frame."""
    pages = Blueprint("mailbox", __name__)

    def one(name: str) -> Mail:
        known = sandbox.mails / f"{name}.eml" if sandbox.mails and NAME.fullmatch(name) else None
        if known is None or not known.is_file():
            abort(404)
        return _read(known)

    @pages.get("/mails")
    def mails() -> Response:
        return _page(render_template("mails.html", mails=mails_in(sandbox.mails), fr=_french()))

    @pages.get("/mails/<name>")
    def mail(name: str) -> Response:
        return _page(render_template("mail.html", mail=one(name), fr=_french()))

    @pages.get("/mails/<name>/letter")
    def letter(name: str) -> Response:
        return _page(one(name).html, LETTER)

    return pages


def _french() -> bool:
    wished = request.args.get("lang") or request.accept_languages.best_match(("fr", "en"))
    return wished != "en"


def _page(html: str, policy: str = POLICY) -> Response:
    response = Response(html)
    response.headers["Content-Security-Policy"] = policy
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response

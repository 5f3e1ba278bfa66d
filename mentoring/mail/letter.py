"""A letter: what a mail says, written once and read as plain text and as HTML. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

from rules.verdict import Language

STYLE: Final = (
    "body{margin:0;padding:16px 12px;overflow-wrap:break-word;background:#f6f7f5;color:#1d2b27;"
    "font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif}"
    ".sheet{max-width:34rem;margin:0 auto;padding:20px;background:#fff;border:1px solid #dde4e1;"
    "border-radius:10px}h1{margin:0 0 12px;font-size:19px;line-height:1.25}"
    "h2{margin:20px 0 4px;font-size:17px}p,ul{margin:0 0 12px}"
    "a{color:#1f5c4d}a.button{display:block;padding:12px 16px;border-radius:10px;background:#1f5c4d;"
    "color:#fff;font-weight:600;text-align:center;text-decoration:none}.foot{color:#52625d;font-size:14px}"
    "@media(prefers-color-scheme:dark){body{background:#141a18;color:#e4ebe8}"
    ".sheet{background:#1c2422;border-color:#33403c}a{color:#7cc7b0}"
    "a.button{background:#7cc7b0;color:#10211c}.foot{color:#a7b6b0}}"
)


@dataclass(frozen=True, slots=True)
class Link:
    """A button: its words and where it leads."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading ("" for none) over paragraphs and, where there are some, lines of a list."""

    heading: str = ""
    paragraphs: Sequence[str] = ()
    items: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in one language. `foot`: why it comes, and what to do so that it does not. Nothing in it is
    markup: what students and mentors wrote stays what they wrote.
    """

    language: Language
    subject: str
    sections: Sequence[Section]
    links: Sequence[Link] = ()
    foot: Sequence[str] = field(default=())

    @property
    def text(self) -> str:
        """The letter as plain text."""
        blocks = [self.subject]
        for each in self.sections:
            blocks += [each.heading] if each.heading else []
            blocks += each.paragraphs
            blocks += ["\n".join(f"- {item}" for item in each.items)] if each.items else []
        blocks += [f"{each.words}\n{each.url}" for each in self.links]
        blocks += ["-- \n" + "\n".join(self.foot)] if self.foot else []
        return "\n\n".join(blocks) + "\n"

    @property
    def html(self) -> str:
        """The same as HTML: no picture, no script, nothing that is loaded from anywhere."""
        body = "".join(_section(each) for each in self.sections)
        links = "".join(
            f'<p><a class="button" href="{escape(each.url)}">{escape(each.words)}</a></p>'
            for each in self.links
        )
        foot = "".join(f'<p class="foot">{escape(each)}</p>' for each in self.foot)
        return (
            f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width">'
            '<meta name="color-scheme" content="light dark">'
            f"<title>{escape(self.subject)}</title><style>{STYLE}</style></head>"
            f'<body><div class="sheet"><h1>{escape(self.subject)}</h1>{body}{links}{foot}</div></body></html>'
        )


def _section(each: Section) -> str:
    heading = f"<h2>{escape(each.heading)}</h2>" if each.heading else ""
    paragraphs = "".join(f"<p>{_lines(x)}</p>" for x in each.paragraphs)
    items = "".join(f"<li>{_lines(x)}</li>" for x in each.items)
    return heading + paragraphs + (f"<ul>{items}</ul>" if items else "")


def _lines(text: str) -> str:
    return "<br>".join(escape(each) for each in text.splitlines())

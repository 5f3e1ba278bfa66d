"""Texts that people could write to make a comment do what it must not, and how to tell whether it did."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

HOSTILE = (
    "https://evil.example/x @board @card [text](http://evil.example) **x** `code` <b> | # > - 1. "
    "~~ _ \\ 😀 {who}\n# Titre\n\n- point\n1. un\n===\n\u200bwww.evil.example\u202e a@evil.example &#64;board"
)
"""All at once; on one line too, where a title is wanted."""

ADDRESS = re.compile(
    r"(?:\w+:)?//[^\s\u200b]\S*|\bwww\.\w|\b[\w-]+\.(?:com|org|net|example)\b", re.IGNORECASE
)
CALL = re.compile(r"@(\w+)")

_READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def one_line(text: str = HOSTILE) -> str:
    return " ".join(text.split())


def called(text: str) -> set[str]:
    """Who is called by this comment."""
    return set(CALL.findall(text))


def linked(text: str) -> set[str]:
    """Where links of this comment lead, and what in it Trello would make an address of."""
    tokens = [child for each in _READER.parse(text) for child in each.children or ()]
    links = {str(each.attrGet("href")) for each in tokens if each.type == "link_open"}
    plain = " ".join(each.content for each in tokens if each.type == "text")
    return links | set(ADDRESS.findall(plain))


def shapes(text: str) -> set[str]:
    """What of Markdown is at work in it."""
    found = set()
    for each in _READER.parse(text):
        found.add(each.type)
        found.update(child.type for child in each.children or ())
    return found


def read(text: str) -> str:
    """What people read, without what nobody sees."""
    tokens = [child for each in _READER.parse(text) for child in each.children or ()]
    said = "".join(each.content if each.type == "text" else "\n" for each in tokens)
    return said.replace("\u200b", "")

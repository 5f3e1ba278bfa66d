"""Whatever people write, in a comment it calls nobody, links nowhere, and reads as it was written."""

from __future__ import annotations

import pytest
from hostile import HOSTILE, called, linked, one_line, read, shapes
from hypothesis import given
from hypothesis import strategies as st

from rules.markdown import Link, in_markdown

PLAIN = {"paragraph_open", "paragraph_close", "inline", "text", "softbreak"}
PARTS = (
    *("@board", "@card", "@helene", "https://evil.example", "//evil.example", "www.evil.example"),
    *(
        "[a](http://b.com)",
        "![i](x)",
        "<b>",
        "<http://b.com>",
        "**",
        "__",
        "*x*",
        "`c`",
        "```",
        "~~x~~",
    ),
    *(
        "# t",
        "> q",
        "- p",
        "+ p",
        "1. u",
        "2) d",
        "---",
        "===",
        "| a | b |",
        "|--|--|",
        "\\",
        "\\*",
        "&lt;",
    ),
    *(
        "&#64;board",
        "{who}",
        "{0}",
        "a@b.com",
        "mailto:a@b.com",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "😀",
        "👩‍💻",
    ),
    *(
        "Zoé O’Neil",
        "P2_nom_prenom",
        "14 h 30",
        "\u200b",
        "\u202e",
        "\x00",
        "\ud800",
        "م",
        "\u2028",
    ),
)
texts = st.lists(st.sampled_from(PARTS), max_size=8).map(" ".join) | st.lists(
    st.sampled_from(PARTS), max_size=8
).map("".join)


@given(texts)
def test_nothing_of_markdown_is_at_work_in_it(text: str) -> None:
    written = in_markdown(text)
    assert shapes(written) <= PLAIN
    assert called(written) == set()
    assert linked(written) == set()
    assert "{who}" not in written
    written.encode("utf-8")


@pytest.mark.parametrize(
    "text", [one_line(HOSTILE), "Zoé O’Neil – DA Python", "P2_nom_prenom.zip", "1. un", "a & b < c"]
)
def test_it_reads_as_it_was_written(text: str) -> None:
    seen = text.replace("\u200b", "").replace("\u202e", "")
    assert read(in_markdown(text)) == seen


def test_a_link_of_ours_is_followed_only_if_it_is_nothing_but_an_address() -> None:
    assert in_markdown(Link("https://trello.com/c/a_b")) == "https://trello.com/c/a_b"
    assert called(in_markdown(Link("https://trello.com/c/ab @board"))) == set()
    assert linked(in_markdown(Link("javascript:alert(1)//x.com"))) == set()

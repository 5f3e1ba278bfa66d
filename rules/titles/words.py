"""A title cut into words: what each word means to the reader, and what stands between the words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, reduce
from operator import itemgetter, or_

from rules.titles import lexicon, names
from rules.titles.names import unaccented

LONGEST = 400
"""Characters of a title that are read: more than anybody writes before naming the student."""

# What stands between two words.
SPACE = 0
GLUE = 1  # inside one written word: Jean-Baptiste, N’Diaye
DOT = 2  # after an abbreviation or an initial: Dév. web, M. Dupont
TIGHT = 3  # a sign without spaces, which may belong to the words or part them: Java/JEE
CUT = 4  # a separator
COMMA = 5  # a separator that may stand between surname and first name

# Vowel signs and accents that NFC leaves apart: Hebrew, Arabic, the scripts of India, Sinhala, Thai,
# Lao, Tibetan, Burmese, Khmer; and what joins or parts the letters of a word in them.
_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d"
    "\u0b82\u0bbe-\u0bcd\u0c00-\u0c04\u0c3e-\u0c4d\u0cbc-\u0ccd\u0d00-\u0d03\u0d3e-\u0d4d"
    "\u0a70\u0a71\u0abc-\u0acd\u0b3c-\u0b57\u0d57\u0d81-\u0d83\u0dca-\u0df3"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84\u0f90-\u0fbc"
    "\u102b-\u103e\u17b4-\u17d3\u200c\u200d"
)
_WORDS = re.compile(rf"([^\W_]+(?:[{_MARKS}]+[^\W_]*)*)")
_HIDDEN = "\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_WIDE = "\uff01-\uffee\U0001d400-\U0001d7ff"
_JOINED = (
    "\u0600-\u06ff\u0900-\u0fff\u1000-\u17ff"  # scripts where a joiner is part of the spelling
)
_INVISIBLE = re.compile(f"[{_HIDDEN}]|(?<![{_JOINED}])[\u200c\u200d]")
_COMPATIBLE = re.compile(f"[{_WIDE}]+")
_UNUSUAL = re.compile(f"[{_HIDDEN}\u200c\u200d{_WIDE}]")
_NUMBER = re.compile(
    r"\d+|p\d{1,2}|p\d{1,2}[a-z]|\d{1,2}h\d{0,2}|\d+(?:e|er|re|ere|eme|ieme|nd|nde|st|rd|th|de)"
)
_APOSTROPHES = "'’‘ʼ`´"
_HYPHENS = "-‐‑"
_ABBREVIATION = 4  # letters at most before a dot that does not end a sentence

_SHORT = 4  # letters of a word in which no accent is a slip

# What a word is only if it is spelled so. Names, and words of courses, are known in any spelling.
_SPELLED = ~(lexicon.FIRST | lexicon.SURNAME | lexicon.HINT | lexicon.SUBJECT | lexicon.NUMBER)

Meaning = tuple[str, int]
_KEY = itemgetter(0)
_FLAGS = itemgetter(1)


class Words:
    """The words of a text with, for each, its key (how it is looked up) and its meaning's flags.

    `gaps[i]` is what stands before word i, `kinds[i]` its class; `seen` holds every flag met.
    """

    __slots__ = ("flags", "gaps", "keys", "kinds", "seen", "words")

    def __init__(self, text: str) -> None:
        parts = _WORDS.split(text)
        self.words: list[str] = parts[1::2]
        self.gaps: list[str] = parts[0:-1:2]
        self.kinds: list[int] = list(map(_KINDS.__getitem__, self.gaps))
        meanings = list(map(_MEANINGS.__getitem__, self.words))
        self.keys: list[str] = list(map(_KEY, meanings))
        self.flags: list[int] = list(map(_FLAGS, meanings))
        self.seen = reduce(or_, self.flags, 0)

    def text(self, start: int, end: int) -> str:
        """Return words start to end (excluded) as written, on one line with single spaces."""
        shown = [self.words[start]]
        for at in range(start + 1, end):
            shown.append(self._shown_gap(at))
            shown.append(self.words[at])
        return "".join(shown)

    def units(self, start: int, end: int) -> list[str]:
        """Return the written words of a name: pieces joined by hyphens and apostrophes are one."""
        units = [self.words[start]]
        for at in range(start + 1, end):
            glue = self._shown_gap(at)
            if glue == " " or (self.kinds[at] == TIGHT and glue not in "–-—"):
                units.append(self.words[at])
            elif glue == ". ":
                units[-1] += "."
                units.append(self.words[at])
            else:
                units[-1] += ("-" if glue in "–—" else glue) + self.words[at]
        return units

    def _shown_gap(self, at: int) -> str:
        kind = self.kinds[at]
        if kind == SPACE:
            return " "
        if kind == GLUE:
            return _shown_glue(self.gaps[at])
        if kind == DOT:
            return self._shown_dot(at)
        return self.gaps[at] if kind == TIGHT and self.gaps[at] != "_" else " "

    def _shown_dot(self, at: int) -> str:
        if len(self.words[at - 1]) == 1 and len(self.gaps[at]) == 1 and len(self.words[at]) == 1:
            return "."
        return ". " if len(self.words[at - 1]) <= _ABBREVIATION and len(self.gaps[at]) > 1 else " "


_LINK = re.compile(r"\S*(?:://|www\.)\S*", re.IGNORECASE)


def without_links(text: str) -> str:
    """Return the text without the addresses of web pages: what they are spelled of is nobody's name."""
    return _LINK.sub(" ", text) if "://" in text or "www." in text.lower() else text


def read_words(text: str) -> Words:
    """Return the words of a title or of a line, at most `LONGEST` characters of it. Never raises."""
    text = clean(text[:LONGEST])
    if " " not in text and text.count("-") > 2:  # named like a file: marie-dupont-da-python
        text = text.replace("-", " ")
    words = Words(text)
    if DOT in words.kinds:
        _settle_dots(words)
    return words


def clean(text: str) -> str:
    """Return the text in NFC, without invisible characters, full-width forms made ordinary."""
    if text.isascii():
        return text
    if _UNUSUAL.search(text):
        text = _INVISIBLE.sub("", text)
        text = _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return unicodedata.normalize("NFC", text)


def fold(word: str) -> str:
    """Return the word as it is looked up: small letters, no accents, ligatures written out."""
    low = word.lower()
    if low.isascii():
        return low
    return unaccented(low).replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")


def keys_of(text: str) -> tuple[str, ...]:
    """Return the lookup keys of a text's words, without the small words between them."""
    keys = read_words(text).keys
    return tuple(key for at, key in enumerate(keys) if not at or key not in lexicon.FILLERS)


def _settle_dots(words: Words) -> None:
    """Make a separator of a dot after a whole word: it ends something."""
    for at, kind in enumerate(words.kinds):
        after_word = kind == DOT and at and len(words.words[at - 1]) > _ABBREVIATION
        if after_word and len(words.gaps[at]) > 1:
            words.kinds[at] = CUT


def _meaning(word: str) -> Meaning:
    low = word.lower()
    if low.isascii():
        return _MEANINGS.get(low) or _worked_out(low)
    key = fold(low)
    meaning = _MEANINGS.get(key) or _worked_out(key)
    if low in lexicon.ACCENTED:
        return meaning
    if not meaning[1] & lexicon.FIRST and _is_foreign(low):
        return low, 0
    return meaning if len(low) > _SHORT else (key, meaning[1] & ~_SPELLED)


def _is_foreign(low: str) -> bool:
    """Return whether a word has an accent that French lacks: "Pär" is not "par", nor "Dã" the "DA" of a
    course.
    """
    return any(not each.isascii() and each not in lexicon.FRENCH for each in low)


def _worked_out(key: str) -> Meaning:
    """Return the meaning of a word that is in no list."""
    if not key.isalpha() and _NUMBER.fullmatch(key):
        return key, lexicon.NUMBER
    if len(key) > 6 and key.endswith(lexicon.SUBJECT_ENDINGS):
        return key, lexicon.SUBJECT
    return key, 0


@lru_cache(maxsize=2048)
def _kind(gap: str) -> int:
    """Return the class of what stands between two words; SPACE for nothing at all."""
    core = gap.strip()
    if not core or all(unicodedata.category(each) in ("Mn", "Mc", "Cf") for each in core):
        return SPACE if core == "" else GLUE
    if gap == core:
        return _kind_when_tight(core)
    if core == ".":
        return DOT
    if len(core) == 1 and core in _APOSTROPHES:
        return SPACE
    return COMMA if "," in core else CUT


def _kind_when_tight(core: str) -> int:
    if core == ".":
        return DOT
    if core == ".-" or (len(core) == 1 and core in _APOSTROPHES + _HYPHENS):
        return GLUE
    if core in ("/", "&", "+", "_", "–", "−", "—", "·", "•"):
        return TIGHT
    return COMMA if core == "," else CUT


def _shown_glue(gap: str) -> str:
    if gap in _APOSTROPHES:
        return "’"
    return "-" if gap in _HYPHENS else gap


def _meanings() -> dict[str, Meaning]:
    flags: dict[str, int] = {}
    for flag, words in lexicon.WORDS.items():
        for word in words.split():
            flags[word] = flags.get(word, 0) | flag
    for name in names.FIRST_NAMES:
        flags[name] = flags.get(name, 0) | lexicon.FIRST
    for name in names.SURNAMES_TOO:
        flags[name] = flags.get(name, 0) | lexicon.SURNAME
    meanings = {word: (word, flag) for word, flag in flags.items()}
    for key, words in lexicon.SAME.items():
        for word in words.split():
            meanings[word] = (key, flags.get(key, 0) | flags.get(word, 0))
    return meanings


def _as_written(meanings: dict[str, Meaning]) -> dict[str, Meaning]:
    """Return the words also as they are usually written, so that most need no folding."""
    spelled = dict(meanings)
    for word in (*meanings, *lexicon.USUAL.split()):
        meaning = meanings.get(fold(word)) or _worked_out(fold(word))
        spelled[word] = spelled[word.capitalize()] = spelled[word.upper()] = meaning
    return spelled


class _Meanings(dict[str, Meaning]):
    def __missing__(self, word: str) -> Meaning:
        return _meaning(word)


class _Kinds(dict[str, int]):
    def __missing__(self, gap: str) -> int:
        return _kind(gap)


# Looked up as they are written; what is not there is worked out, and not kept: it may be a name.
_MEANINGS = _Meanings(_as_written(_meanings()))
_USUAL_GAPS = (
    "",
    " ",
    "-",
    "'",
    "’",
    ", ",
    " - ",
    " – ",
    " — ",
    " / ",
    " : ",
    " | ",
    "/",
    ": ",
    " (",
)
_KINDS = _Kinds({gap: _kind(gap) for gap in _USUAL_GAPS})

"""The student and the course where they are named outright: custom fields and description lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from rules.card import FieldValue
from rules.titles.courses import CourseIndex
from rules.titles.lexicon import ODD
from rules.titles.one_text import Draft
from rules.titles.title import read_title
from rules.titles.words import clean, fold, read_words, without_links

LONGEST_DESCRIPTION: Final = 16_384
SHORT: Final = 1024
"""Characters of a description that may be remembered."""

REMEMBERED: Final = 2048
MOST_LINES: Final = 400
MOST_PROSE: Final = 40
LONGEST_HEAD: Final = 60
LONGEST_LINE: Final = 480
LONGEST_COURSE: Final = 120


def _heads(text: str) -> frozenset[str]:
    return frozenset(" ".join(each.split()) for each in text.split(",") if each.strip())


_NAME_HEADS = _heads(
    """
    etudiant, etudiante, etudiant e, eleve, student, nom, nom prenom, nom et prenom, prenom nom,
    prenom et nom, nom de l etudiant, nom de l etudiante, nom de l eleve, nom etudiant,
    nom etudiante, student name, name, mentore, mentoree, mentore e, apprenant, apprenante,
    candidat, candidate, stagiaire, alternant, alternante, nom complet, full name, l etudiant,
    l etudiante, nom du mentore, nom de la mentoree, nom du candidat, nom et prenom de l etudiant,
    nom et prenom de l etudiante, nom prenom etudiant, prenom et nom de l etudiant
    """
)
_COURSE_HEADS = _heads(
    """
    parcours, formation, course, filiere, cursus, parcours suivi, formation suivie, path, track,
    programme, program, parcours de formation, nom du parcours, son parcours, training,
    specialite, nom de la formation, parcours formation, formation parcours,
    intitule du parcours, parcours de l etudiant, parcours de l etudiante,
    intitule de la formation
    """
)
_GIVEN_HEADS = frozenset(("prenom", "first name", "firstname", "prenoms", "given name"))
_SURNAME_HEADS = frozenset(("nom", "last name", "lastname", "surname", "nom de famille"))
_HEADS = _NAME_HEADS | _COURSE_HEADS | _GIVEN_HEADS | _SURNAME_HEADS

_WORD = re.compile(r"[^\W\d_]+")
_HEAD_END = re.compile(r"[:：=→|\t]|\s[-–—]\s")
_MARKUP = re.compile(r"[*_`#>~\\]+|\[(?=[^\]]*\]\()|\]\([^)]*\)")
_ADDRESS_SIGNS = ("://", "www.", "@")
_PLACEHOLDERS = _heads(
    """
    a completer, a definir, a preciser, a renseigner, a confirmer, inconnu, inconnue, unknown,
    non renseigne, xxx, tbd, todo, n a, na, none, nom, prenom, prenom nom, nom prenom, parcours,
    nom du parcours
    """
)


def read_fields(fields: Sequence[FieldValue], courses: CourseIndex) -> Draft:
    """Return what the custom fields of a card say: fields named like "Étudiant", "Nom", "Parcours"."""
    return _read_pairs(((field.field, field.value) for field in fields), courses)


def read_description(text: str, courses: CourseIndex) -> Draft:
    """Return what lines like "Étudiante : …" and "**Parcours** : …" of a description say. What was read
    of a short one is remembered for a while: do not change the result.
    """
    return (_remembered if len(text) <= SHORT else _read)(text, courses)


def _read(text: str, courses: CourseIndex) -> Draft:
    lines = clean(text[:LONGEST_DESCRIPTION]).splitlines()[:MOST_LINES]
    draft = _read_pairs(_pairs(lines), courses)
    if draft.course is None:
        draft.course = _mentioned(lines, courses)
        draft.known_course = draft.course is not None
    return draft


_remembered = lru_cache(maxsize=REMEMBERED)(_read)


def forget_descriptions() -> None:
    """Forget all descriptions that were read."""
    _remembered.cache_clear()


def _mentioned(lines: Sequence[str], courses: CourseIndex) -> str | None:
    """Return a course named in passing, by two words at least and not in an address: never for sure."""
    for line in lines[:MOST_PROSE]:
        plain = _without_addresses(line)
        if len(_WORD.findall(plain)) < 2:
            continue
        found = courses.find(read_words(plain).keys)
        if found and found.words > 1:
            return found.course.name
    return None


def _without_addresses(line: str) -> str:
    words = line[:LONGEST_LINE].split()
    return " ".join(word for word in words if not any(sign in word for sign in _ADDRESS_SIGNS))


def _pairs(lines: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Yield heads with what follows them, on the same line or, after a bare head, on the next one."""
    waiting = ""
    for line in lines:
        plain = _MARKUP.sub(" ", line[:LONGEST_LINE]).strip(" \t-–•+|")
        if not plain:
            continue
        end = _HEAD_END.search(plain)
        if waiting and not end:
            yield waiting, plain
        head, tail = (plain[: end.start()], plain[end.end() :]) if end else (plain, "")
        told = _WORD.search(tail) is not None
        waiting = head if not told and len(head) <= LONGEST_HEAD else ""
        if told and len(head) <= LONGEST_HEAD:
            yield head, tail


def _read_pairs(pairs: Iterable[tuple[str, str]], courses: CourseIndex) -> Draft:
    draft = Draft()
    given = surname = ""
    for raw_head, value in pairs:
        head = _plain(raw_head)
        if head not in _HEADS or _plain(value) in _PLACEHOLDERS or not _WORD.search(value):
            continue
        given = given or (value if head in _GIVEN_HEADS else "")
        surname = surname or (value if head in _SURNAME_HEADS else "")
        if head in _COURSE_HEADS:
            _take_course(value, courses, draft)
        elif head in _NAME_HEADS:
            _take_name(value, courses, draft)
    if given and (surname or not draft.name):
        draft.name_sure = False
        _take_name(f"{given.strip()} {surname.strip()}", courses, draft)
    return draft


def _take_name(value: str, courses: CourseIndex, draft: Draft) -> None:
    """Take the value of a head that announces the student; it may name the course as well."""
    if draft.name_sure:
        return
    read = read_title(f"étudiant : {value}", courses)
    name = read.name or read.guess
    if name and (read.name_sure or not draft.name):
        draft.name = name
        draft.name_sure = read.name_sure or (read.guess_sure and read.name is None)
    if read.course and not draft.course_sure:
        draft.course, draft.course_sure = read.course, read.course_sure
        draft.known_course = read.known_course


def _take_course(value: str, courses: CourseIndex, draft: Draft) -> None:
    """Take the value of a head that announces the course: a known one, or as it is written."""
    if draft.course_sure:
        return
    read = read_title(value, courses)
    if read.known_course:
        draft.course, draft.course_sure, draft.known_course = read.course, read.course_sure, True
        return
    found = courses.find(read_words(value).keys)  # in the address of its page, maybe
    if found:
        draft.course, draft.course_sure, draft.known_course = found.course.name, True, True
        return
    plain = without_links(value)
    written = " ".join(clean(plain).split())[:LONGEST_COURSE].strip(" .,;:-–—")
    if written:
        draft.course, draft.course_sure = written, not read_words(plain).seen & ODD


def _plain(text: str) -> str:
    """Return a head or a value as it is compared: folded words, single spaces, nothing else."""
    return " ".join(fold(word) for word in _WORD.findall(clean(text[:LONGEST_HEAD])))

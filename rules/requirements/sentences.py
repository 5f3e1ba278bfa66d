"""What is said of a requirement, made from its need: the rule, and what a card lacks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from rules.bilingual import Sentence, Template, either
from rules.rulebook.needs import Need
from rules.rulebook.requirements import Requirement
from rules.verdict import Language

_EMPTY: Final = Sentence("vide", "empty")
_VALUE: Final = Sentence("« {value} »", "“{value}”")
ANY_OF: Final = ("among", "labels")
"""The values of which one is enough: P6 or P7."""

_NOTHING: Final = Sentence("rien", "nothing")

_FIELD_EXPECTED: Final = {
    "filled": Sentence("une valeur", "a value"),
    "matching": Sentence("une valeur de la forme {form}", "a value of the form {form}"),
    "among": Sentence("la valeur {among}", "the value {among}"),
    "between": Sentence("un nombre de {least} à {most}", "a number from {least} to {most}"),
}


def _of_field(test: str, *, empty: bool) -> Template:
    expected = _FIELD_EXPECTED[test]
    if empty:
        message = Sentence("Le champ « {field} » est vide.", "The field “{field}” is empty.")
    else:
        message = Sentence(
            "Le champ « {field} » n'a pas la valeur attendue.",
            "The field “{field}” does not have the value that is expected.",
        )
    fix = Sentence(
        f"Ouvrez la carte et remplissez « {{field}} » : {expected.fr}.",
        f"Open the card and fill in “{{field}}”: {expected.en}.",
    )
    line = Sentence(f"champ « {{field}} », {expected.fr}", f"field “{{field}}”, {expected.en}")
    return Template(message, _EMPTY if empty else _VALUE, expected, fix, line)


_FIELDS: Final = {
    f"field-{test}-{'empty' if empty else 'other'}": _of_field(test, empty=empty)
    for test in _FIELD_EXPECTED
    for empty in (True, False)
}

_ATTACHED: Final = {
    "any": Sentence("une pièce jointe", "an attachment"),
    "file": Sentence("un fichier joint", "an attached file"),
    "link": Sentence("un lien joint", "an attached link"),
    "ending": Sentence("un fichier .{kind} joint", "an attached .{kind} file"),
    "site": Sentence("un lien vers {kind}", "a link to {kind}"),
}


_TO_ADD: Final = {
    **_ATTACHED,
    "file": Sentence("un fichier", "a file"),
    "link": Sentence("un lien", "a link"),
    "ending": Sentence("un fichier .{kind}", "a .{kind} file"),
}


def _of_attachment(what: Sentence, add: Sentence) -> Template:
    return Template(
        message=Sentence(f"Il manque {what.fr}.", f"The card lacks {what.en}."),
        read=_NOTHING,
        expected=what,
        fix=Sentence(
            f"Ouvrez « Pièce jointe » sur la carte et ajoutez {add.fr}.",
            f"Open “Attachment” on the card and add {add.en}.",
        ),
    )


_ATTACHMENTS: Final = {
    f"attachment-{kind}": _of_attachment(what, _TO_ADD[kind]) for kind, what in _ATTACHED.items()
}

TEMPLATES: Final[Mapping[str, Template]] = MappingProxyType(
    {
        **_FIELDS,
        **_ATTACHMENTS,
        "checklist-absent": Template(
            message=Sentence(
                "Il manque la liste de contrôle « {name} ».", "The checklist “{name}” is missing."
            ),
            read=_NOTHING,
            expected=Sentence("la liste « {name} »", "the checklist “{name}”"),
            fix=Sentence(
                "Ouvrez « Checklist » sur la carte et ajoutez-la sous le nom « {name} ».",
                "Open “Checklist” on the card and add it under the name “{name}”.",
            ),
        ),
        "checklist-absent-any": Template(
            message=Sentence("Il manque une liste de contrôle.", "A checklist is missing."),
            read=_NOTHING,
            expected=Sentence("une liste de contrôle", "a checklist"),
            fix=Sentence(
                "Ouvrez « Checklist » sur la carte et ajoutez-en une.",
                "Open “Checklist” on the card and add one.",
            ),
        ),
        "checklist-open": Template(
            message=Sentence(
                "La liste de contrôle « {name} » n'est pas terminée.",
                "The checklist “{name}” is not finished.",
            ),
            read=Sentence("{done} sur {total}", "{done} of {total}"),
            expected=Sentence("chaque point de « {name} » coché", "each item of “{name}” ticked"),
            fix=Sentence(
                "Cochez sur la carte les points de « {name} » qui sont faits, et finissez les autres.",
                "On the card, tick the items of “{name}” that are done, and finish the others.",
            ),
        ),
        "checklist-open-any": Template(
            message=Sentence(
                "Une liste de contrôle n'est pas terminée.", "A checklist is not finished."
            ),
            read=Sentence("{done} sur {total}", "{done} of {total}"),
            expected=Sentence("chaque point coché", "each item ticked"),
            fix=Sentence(
                "Cochez sur la carte les points qui sont faits, et finissez les autres.",
                "On the card, tick the items that are done, and finish the others.",
            ),
        ),
        "label": Template(
            message=Sentence("Il manque une étiquette.", "A label is missing."),
            read=_NOTHING,
            expected=Sentence("l'étiquette {labels}", "the label {labels}"),
            fix=Sentence(
                "Ouvrez « Étiquettes » sur la carte et choisissez {labels}.",
                "Open “Labels” on the card and choose {labels}.",
            ),
        ),
        "words": Template(
            message=Sentence("La description est trop courte.", "The description is too short."),
            read=Sentence("mots : {count}", "words: {count}"),
            expected=Sentence(
                "mots dans la description : au moins {least}",
                "words in the description: at least {least}",
            ),
            fix=Sentence(
                "Ouvrez la description de la carte et complétez-la : au moins {least} mots.",
                "Open the card's description and complete it: at least {least} words.",
            ),
        ),
        "words-under": Template(
            message=Sentence(
                "« {heading} » est trop court dans la description.",
                "“{heading}” is too short in the description.",
            ),
            read=Sentence("mots : {count}", "words: {count}"),
            expected=Sentence(
                "mots sous « {heading} » : au moins {least}",
                "words under “{heading}”: at least {least}",
            ),
            fix=Sentence(
                "Ouvrez la description de la carte et complétez « {heading} » : au moins {least} mots.",
                "Open the card's description and complete “{heading}”: at least {least} words.",
            ),
        ),
        "words-no-heading": Template(
            message=Sentence(
                "La description n'a pas de partie « {heading} ».",
                "The description has no part called “{heading}”.",
            ),
            read=_NOTHING,
            expected=Sentence(
                "une partie « {heading} », au moins {least} mots",
                "a part called “{heading}”, at least {least} words",
            ),
            fix=Sentence(
                "Ajoutez à la description une ligne « ## {heading} », et au moins {least} mots dessous.",
                "Add a line “## {heading}” to the description, and at least {least} words below it.",
            ),
        ),
        "start": Template(
            message=Sentence("Il manque la date de début.", "The start date is missing."),
            read=_NOTHING,
            expected=Sentence("une date de début", "a start date"),
            fix=Sentence(
                "Ouvrez « Dates » sur la carte et cochez « Date de début ».",
                "Open “Dates” on the card and tick “Start date”.",
            ),
        ),
        "title": Template(
            message=Sentence(
                "Le titre n'a pas la forme attendue.",
                "The title does not have the form that is expected.",
            ),
            read=Sentence("« {title} »", "“{title}”"),
            expected=Sentence("un titre de la forme {form}", "a title of the form {form}"),
            fix=Sentence(
                "Corrigez le titre de la carte : sa forme est {form}.",
                "Correct the card's title: its form is {form}.",
            ),
        ),
    }
)

_HAS: Final = Sentence("La carte porte {what}.", "The card has {what}.")
_RULES: Final = {
    "field-filled": Sentence("Le champ « {name} » est rempli.", "The field “{name}” is filled in."),
    "field-matching": Sentence(
        "Le champ « {name} » est de la forme {form}.", "The field “{name}” is of the form {form}."
    ),
    "field-among": Sentence(
        "Le champ « {name} » a la valeur {values}.", "The field “{name}” has the value {values}."
    ),
    "field-between": Sentence(
        "Le champ « {name} » est un nombre de {least} à {most}.",
        "The field “{name}” is a number from {least} to {most}.",
    ),
    "checklist": Sentence(
        "La carte porte la liste de contrôle « {name} ».", "The card has the checklist “{name}”."
    ),
    "checklist-any": Sentence("La carte porte une liste de contrôle.", "The card has a checklist."),
    "finished": Sentence(
        "La liste de contrôle « {name} » est terminée.", "The checklist “{name}” is finished."
    ),
    "finished-any": Sentence(
        "La carte porte une liste de contrôle terminée.", "The card has a finished checklist."
    ),
    "label": Sentence("La carte porte l'étiquette {values}.", "The card has the label {values}."),
    "words": Sentence(
        "La description compte au moins {count} mots.",
        "The description has at least {count} words.",
    ),
    "words-under": Sentence(
        "Sous « {name} », la description compte au moins {count} mots.",
        "Under “{name}”, the description has at least {count} words.",
    ),
    "start": Sentence("La carte a une date de début.", "The card has a start date."),
    "title": Sentence("Le titre est de la forme {form}.", "The title is of the form {form}."),
}


def rule_text(requirement: Requirement, language: Language) -> str:
    """Return what the requirement asks for, as the page of rules says it."""
    need = requirement.need
    values = {
        "name": need.name,
        "form": need.matching,
        "values": either(need.among or need.labels, language),
        "least": number_in_words(need.between[0], language) if need.between else "",
        "most": number_in_words(need.between[1], language) if need.between else "",
        "count": need.least,
    }
    if need.kind == "attachment":
        kind = need.name if need.name in _ATTACHED else "site" if "." in need.name else "ending"
        what = _ATTACHED[kind].in_(language).format(kind=need.name)
        return _HAS.in_(language).format(what=what)
    return _RULES[_which(need)].in_(language).format_map(values)


def number_in_words(value: float, language: Language) -> str:
    """Return "1500", "0,5", "0.5"."""
    text = str(int(value)) if value == int(value) else str(value)
    return text.replace(".", ",") if language == "fr" else text


def _which(need: Need) -> str:
    any_ = "" if need.name else "-any"
    if need.kind == "field":
        tests = {"matching": need.matching, "among": need.among, "between": need.between}
        return f"field-{next((test for test, value in tests.items() if value), 'filled')}"
    if need.kind == "checklist":
        return f"{'finished' if need.finished else 'checklist'}{any_}"
    if need.kind == "words":
        return "words-under" if need.name else "words"
    return need.kind

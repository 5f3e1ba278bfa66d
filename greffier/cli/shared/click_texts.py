"""Click's own words in the language of `GREFFIER_LANGUAGE`: it asks gettext, which has no French for it."""

from __future__ import annotations

import gettext
from typing import Final

import click

from greffier.cli.shared.help import spoken
from rules.bilingual import french

FRENCH: Final[dict[str, str]] = {
    "Usage:": "Emploi :",
    "Options": "Options ",
    "Commands": "Commandes ",
    "Positional arguments": "Arguments ",
    "default: {default}": "par défaut : {default}",
    "required": "obligatoire",
    "(dynamic)": "(variable)",
    "env var: {var}": "variable : {var}",
    "Aborted!": "Interrompu.",
    "Error: {message}": "Erreur : {message}",
    "Error: invalid input": "Répondez par o (oui) ou n (non).",
    "Try '{command} {option}' for help.": "« {command} {option} » explique.",
    "Missing command.": "il manque la commande.",
    "Missing argument": "Il manque l'argument",
    "Missing option": "Il manque l'option",
    "Missing parameter": "Il manque le paramètre",
    "Missing parameter: {param_name}": "Il manque le paramètre : {param_name}",
    "Missing {param_type}": "Il manque : {param_type}",
    "No such option {name!r}.": "L'option « {name} » n'existe pas.",
    "No such command {name!r}.": "La commande « {name} » n'existe pas.",
    "Did you mean {possibility}?": "Pensiez-vous à {possibility} ?",
    "(Did you mean one of: {possibilities}?)": "Pensiez-vous à l'un de ceux-ci : {possibilities} ?",
    "Invalid value: {message}": "Valeur refusée : {message}",
    "Invalid value for {param_hint}: {message}": "Valeur refusée pour {param_hint} : {message}",
    "Got unexpected extra argument ({args})": "Un mot de trop : {args}",
    "Got unexpected extra arguments ({args})": "Des mots de trop : {args}",
    "Option {name!r} does not take a value.": "L'option « {name} » ne prend pas de valeur.",
    "Option {name!r} requires an argument.": "L'option « {name} » attend une valeur.",
    "Option {name!r} requires {nargs} arguments.": "L'option « {name} » attend {nargs} valeurs.",
    "Argument {name!r} takes {nargs} values.": "L'argument « {name} » prend {nargs} valeurs.",
    "Takes {nargs} values but 1 was given.": "{nargs} valeurs sont attendues, une est donnée.",
    "Takes {nargs} values but {len} were given.": (
        "{nargs} valeurs sont attendues, {len} sont données."
    ),
    "{len_type} values are required, but {len_value} was given.": (
        "{len_type} valeurs sont attendues, {len_value} est donnée."
    ),
    "{len_type} values are required, but {len_value} were given.": (
        "{len_type} valeurs sont attendues, {len_value} sont données."
    ),
    "Choose from:\n\t{choices}": "Choisissez parmi :\n\t{choices}",
    "{value!r} is not {choice}.": "« {value} » n'est pas {choice}.",
    "{value!r} is not one of {choices}.": "« {value} » n'est pas parmi {choices}.",
    "{value!r} does not match the format {format}.": "« {value} » n'a pas la forme {format}.",
    "{value!r} does not match the formats {formats}.": (
        "« {value} » n'a aucune de ces formes : {formats}."
    ),
    "{value} is not in the range {range}.": "{value} n'est pas dans les limites {range}.",
    "{value!r} is not a valid {number_type}.": "« {value} » n'est pas un nombre ({number_type}).",
    "{value!r} is not a valid boolean. Recognized values: {states}": (
        "« {value} » n'est ni oui ni non. Valeurs connues : {states}"
    ),
    "{name} {filename!r} does not exist.": "« {filename} » n'existe pas.",
    "{name} {filename!r} is a file.": "« {filename} » est un fichier.",
    "{name} {filename!r} is a directory.": "« {filename} » est un dossier.",
    "{name} {filename!r} is not readable.": "« {filename} » n'est pas lisible.",
    "{name} {filename!r} is not writable.": "On ne peut pas écrire dans « {filename} ».",
    "{name} {filename!r} is not executable.": "« {filename} » n'est pas exécutable.",
    "Could not open file {filename!r}: {message}": "« {filename} » ne s'ouvre pas : {message}",
    "unknown error": "erreur inconnue",
    "file": "fichier",
    "directory": "dossier",
    "path": "chemin",
    "%(prog)s, version %(version)s": "%(prog)s, version %(version)s",
    "Show the version and exit.": "Dit la version.",
    "Show this message and exit.": "Montre cette aide.",
}
"""Each thing that click may say here, in French; what it says only to programmers is left in English."""

_TOLD: Final = {
    english: french(f"{each}:").removesuffix(":") if each.endswith(" ") else french(each)
    for english, each in FRENCH.items()
}
"""With French typography; what click puts a colon after has its space before it."""


def translated(message: str) -> str:
    """Return what click says, in the language of whoever reads."""
    return _TOLD.get(message, message) if spoken() == "fr" else message


def counted(one: str, many: str, count: int) -> str:
    """Return the same for what depends on a number; in French one and nothing are singular."""
    if spoken() == "fr":
        return translated(one if count < 2 else many)
    return gettext.ngettext(one, many, count)


def install() -> None:
    """Have click ask us in place of gettext. Its modules took the names when they were imported."""
    for module in (
        *(click.core, click.decorators, click.exceptions, click.formatting),
        *(click.parser, click.termui, click.types),
    ):
        for name, ours in (("_", translated), ("ngettext", counted)):
            if hasattr(module, name):
                setattr(module, name, ours)

"""The calendars of a person, on their profile: make, change and close secret addresses."""

from __future__ import annotations

from typing import Final

from mentoring.calendars.subscriptions import (
    FeedKind,
    addresses,
    feed_url,
    make_address,
    revoke_address,
)
from powerup.desk.tab import Ask, Json, Route
from powerup.http import texts as api_texts
from powerup.http.errors import Denied, bad_input
from rules.bilingual import Sentence
from rules.calendar import local_date
from rules.formatting import day
from sync.clock import now

SINCE: Final = Sentence("Adresse ouverte depuis le {day}.", "Address open since {day}.")
WORDS: Final = {
    "calendars": Sentence("Agenda", "Calendar"),
    "calendarsIntro": Sentence(
        "Une adresse secrète à laquelle votre agenda (Google, Outlook, Apple, Nextcloud…) s'abonne : il "
        "se met à jour de lui-même. Les étudiants y sont nommés par leurs initiales.",
        "A secret address to which your calendar (Google, Outlook, Apple, Nextcloud…) subscribes: it "
        "keeps itself up to date. Students are named by their initials.",
    ),
    "feedMine": Sentence("Mes soutenances et mes sessions", "My defences and sessions"),
    "feedMineHint": Sentence(
        "Les soutenances de vos étudiants, celles que vous validez, les fins de projet, et vos sessions.",
        "Defences of your students, those that you validate, ends of projects, and your sessions.",
    ),
    "feedAll": Sentence("Toutes les soutenances", "All defences"),
    "feedAllHint": Sentence(
        "Pour les responsables : toutes, avec mentor et validateur.",
        "For managers: all of them, with mentor and validator.",
    ),
    "feedNone": Sentence("Pas encore d'adresse.", "No address yet."),
    "feedMake": Sentence("Créer l'adresse", "Make the address"),
    "feedChange": Sentence("Changer l'adresse", "Change the address"),
    "feedClose": Sentence("Fermer", "Close"),
    "feedCloseAsk": Sentence("Fermer cette adresse ?", "Close this address?"),
    "feedChangeAsk": Sentence("Changer cette adresse ?", "Change this address?"),
    "feedCloseText": Sentence(
        "Les agendas qui y sont abonnés ne recevront plus rien, et gardent ce qu'ils ont reçu. Vous pourrez "
        "en créer une autre.",
        "Calendars that subscribe to it will get nothing any more, and keep what they got. You can make "
        "another one.",
    ),
    "feedChangeText": Sentence(
        "L'ancienne adresse ne répondra plus : il faudra abonner votre agenda à la nouvelle.",
        "The old address will answer no more: your calendar must subscribe to the new one.",
    ),
    "feedUrl": Sentence("Adresse à copier dans votre agenda", "Address to copy into your calendar"),
    "feedOnce": Sentence(
        "Copiez-la maintenant : elle n'est montrée qu'une fois. Qui la connaît voit cet agenda.",
        "Copy it now: it is shown only once. Whoever knows it sees this calendar.",
    ),
    "feedCopy": Sentence("Copier", "Copy"),
    "feedCopied": Sentence("L'adresse est copiée.", "The address is copied."),
    "feedClosed": Sentence("L'adresse est fermée.", "The address is closed."),
}


def _answer(ask: Ask) -> Json:
    """Which calendars the caller may have, and since when each has an address."""
    zone = ask.powerup.rulebook.timezone
    with ask.powerup.database.transaction() as session:
        made = addresses(session, ask.caller.person.id)
    kinds: list[FeedKind] = ["mine", "all"] if ask.managed() else ["mine"]
    told = {
        kind: SINCE.in_(ask.language).format(day=day(local_date(at, zone), ask.language))
        for kind, at in made.items()
    }
    return {"feeds": [{"kind": each, "since": told.get(each, "")} for each in kinds]}


def _make(ask: Ask) -> Json:
    kind = _kind(ask)
    with ask.powerup.database.transaction() as session:
        token = make_address(session, ask.caller.person.id, kind, now())
    return {**_answer(ask), "url": feed_url(ask.powerup.public_url, token)}


def _close(ask: Ask) -> Json:
    with ask.powerup.database.transaction() as session:
        revoke_address(session, ask.caller.person.id, _kind(ask))
    return _answer(ask)


def _kind(ask: Ask) -> FeedKind:
    wanted = ask.body.get("kind")
    if wanted == "mine":
        return "mine"
    if wanted != "all":
        raise bad_input("body")
    if not ask.managed():
        raise Denied(403, "managers-only", api_texts.MANAGERS_PAGE)
    return "all"


ROUTES: Final = (
    Route("GET", "feeds", _answer),
    Route("POST", "feeds", _make),
    Route("POST", "feeds/close", _close),
)

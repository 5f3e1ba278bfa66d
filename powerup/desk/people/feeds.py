"""The calendars of a person, on their profile: make, change and close secret addresses."""

from __future__ import annotations

from typing import Final

from mentoring.calendars.subscriptions import (
    FeedKind,
    addresses,
    close_links,
    feed_url,
    links_key,
    make_address,
    open_links,
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
NO_CALENDAR: Final = Sentence(
    "Créez d'abord l'adresse de votre agenda : les liens y seront.",
    "Make the address of your calendar first: the links will be in it.",
)
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
        "L'ancienne adresse ne répondra plus, et les pages des sessions se ferment : il faudra abonner votre "
        "agenda à la nouvelle, puis rouvrir ces pages.",
        "The old address will answer no more, and the sessions' pages are closed: your calendar must "
        "subscribe to the new one, then you can open these pages again.",
    ),
    "feedUrl": Sentence("Adresse à copier dans votre agenda", "Address to copy into your calendar"),
    "feedOnce": Sentence(
        "Copiez-la maintenant : elle n'est montrée qu'une fois. Qui la connaît voit cet agenda.",
        "Copy it now: it is shown only once. Whoever knows it sees this calendar.",
    ),
    "feedCopy": Sentence("Copier", "Copy"),
    "feedOpen": Sentence("Ouvrir dans mon agenda", "Open in my calendar"),
    "feedGoogle": Sentence("Google Agenda", "Google Calendar"),
    "feedOutlook": Sentence("Outlook", "Outlook"),
    "feedCopied": Sentence("L'adresse est copiée.", "The address is copied."),
    "links": Sentence(
        "Une page par session, sur votre téléphone", "A page for each session, on your phone"
    ),
    "linksHint": Sentence(
        "Chaque session de l'agenda porte alors un lien : il ouvre, sans compte, une page pour elle seule, "
        "avec des initiales, le statut à donner et un compte rendu vide. Qui a ce lien peut les remplir.",
        "Each session of the calendar then has a link: it opens, without an account, a page for it alone, "
        "with initials, the status to give and an empty report. Whoever has the link can fill them in.",
    ),
    "linksOpen": Sentence("Ouvrir ces pages", "Open these pages"),
    "linksClose": Sentence("Fermer ces pages", "Close these pages"),
    "linksOpened": Sentence(
        "Les liens viendront avec la prochaine mise à jour de votre agenda.",
        "The links will come when your calendar is next brought up to date.",
    ),
    "linksClosed": Sentence("Ces pages sont fermées.", "These pages are closed."),
    "feedClosed": Sentence("L'adresse est fermée.", "The address is closed."),
}


def _answer(ask: Ask) -> Json:
    """Return which calendars the caller may have, and since when each has an address."""
    zone = ask.powerup.rulebook.timezone
    with ask.powerup.database.transaction() as session:
        made = addresses(session, ask.caller.person.id)
        links = links_key(session, ask.caller.person.id) is not None
    kinds: list[FeedKind] = ["mine", "all"] if ask.managed() else ["mine"]
    told = {
        kind: SINCE.in_(ask.language).format(day=day(local_date(at, zone), ask.language))
        for kind, at in made.items()
    }
    return {
        "feeds": [{"kind": each, "since": told.get(each, "")} for each in kinds],
        "links": links,
    }


def _make(ask: Ask) -> Json:
    kind = _kind(ask)
    with ask.powerup.database.transaction() as session:
        token = make_address(session, ask.caller.person.id, kind, now())
    return {**_answer(ask), "url": feed_url(ask.powerup.public_url, token)}


def _close(ask: Ask) -> Json:
    with ask.powerup.database.transaction() as session:
        revoke_address(session, ask.caller.person.id, _kind(ask))
    return _answer(ask)


def _links(ask: Ask) -> Json:
    """Open or close the pages of the caller's sessions. Raises `Denied` where they have no calendar yet."""
    wanted, me = ask.body.get("open"), ask.caller.person.id
    if not isinstance(wanted, bool):
        raise bad_input("body")
    with ask.powerup.database.transaction() as session:
        if not wanted:
            close_links(session, me)
        elif not open_links(session, me, now()):
            raise Denied(409, "no-calendar", NO_CALENDAR)
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
    Route("POST", "feeds/links", _links),
)

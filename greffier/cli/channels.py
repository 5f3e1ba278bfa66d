"""`greffier channels list|test`: where messages go, and whether they arrive."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

import click

from greffier.cli.shared.assembly import OFFLINE, end, greffier
from greffier.cli.shared.text_table import show_table
from greffier.composition import Greffier
from greffier.settings import environment
from mentoring.channels.notifier import Notifier
from mentoring.channels.texts import EVENTS, TEST, TEST_TITLE
from mentoring.school.channel_tables import ChannelStateRow
from rules.bilingual import Sentence
from rules.formatting import fill, joined, moment
from rules.rulebook.channels import Channel
from sync.migrations.migrate import migrate

_HEADS: Final = Sentence(
    "Canal|Destinations|Ce qu'il reçoit|État", "Channel|Destinations|What it hears of|State"
)
_NONE: Final = Sentence(
    "Aucun canal : ajoutez [channels.<nom>] au règlement, puis greffier channels test.",
    "No channel: add [channels.<name>] to the rulebook, then greffier channels test.",
)
_UNKNOWN: Final = Sentence(
    "« {name} » : aucun canal de ce nom ; canaux connus : {known}.",
    "“{name}”: no such channel; known channels: {known}.",
)
_NEVER: Final = Sentence("rien envoyé encore", "nothing sent yet")
_SENT: Final = Sentence("dernier envoi le {at}", "last sent {at}")
_FAILING: Final = Sentence("en échec depuis le {at} : {why}", "failing since {at}: {why}")
_ARRIVED: Final = Sentence(
    "{channel} : {service} a accepté le message.", "{channel}: {service} took the message."
)
_FAILED: Final = Sentence(
    "{channel} : {why}. Vérifiez l'adresse, puis recommencez.",
    "{channel}: {why}. Check the address, then try again.",
)


@click.group()
def channels() -> None:
    """Les canaux (Slack, Teams, courriel…) où Greffier prévient."""


@channels.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def list_(form: str) -> None:
    """Montre les canaux, sans leurs adresses."""
    with greffier(OFFLINE) as parts:
        migrate(parts.database)
        known = parts.rulebook.channels if form == "json" else _known(parts)
        with parts.database.transaction() as session:
            states = {each.name: session.get(ChannelStateRow, each.name) for each in known}
        if form == "json":
            shown = [_to_json(each, states[each.name]) for each in known]
            click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
            return
        heads = _HEADS.in_(parts.settings.language).split("|")
        show_table(heads, [_row(parts, each, states[each.name]) for each in known])


def _to_json(channel: Channel, state: ChannelStateRow | None) -> dict[str, Any]:
    sent = state.sent_at if state is not None else None
    failing = state.failing_since if state is not None else None
    return {
        "id": channel.name,
        "events": list(channel.events),
        "services": [each.service for each in Notifier(environment()).places(channel)],
        "sent_at": sent.isoformat() if sent is not None else None,
        "failing_since": failing.isoformat() if failing is not None else None,
        "error": state.error if state is not None and failing is not None else "",
    }


@channels.command()
@click.argument("name", required=False)
def test(name: str | None) -> None:
    """Envoie un message d'essai à un canal, ou à tous."""
    with greffier(OFFLINE) as parts:
        chosen = [each for each in _known(parts) if name in (None, each.name)]
        if not chosen:
            _end(parts, _UNKNOWN, name=name, known=", ".join(x.name for x in _known(parts)))
        failed = [each for each in chosen if not _try(parts, each)]
    raise SystemExit(1 if failed else 0)


def _known(parts: Greffier) -> tuple[Channel, ...]:
    found = parts.rulebook.channels
    if not found:
        click.echo(_NONE.in_(parts.settings.language))
        raise SystemExit(0)
    return found


def _try(parts: Greffier, channel: Channel) -> bool:
    language = channel.language or parts.settings.language
    events = joined([EVENTS[each].in_(language) for each in channel.events], language)
    title, text = TEST_TITLE.in_(language), fill(TEST, language, {"events": events})

    def told(service: str, trouble: Sentence | None) -> None:
        why = trouble.in_(parts.settings.language) if trouble else ""
        values = {"channel": channel.name, "service": service, "why": why}
        sentence = _FAILED if trouble else _ARRIVED
        click.echo(fill(sentence, parts.settings.language, values), err=trouble is not None)

    return not Notifier(environment()).each(channel, title, text, told)


def _row(parts: Greffier, channel: Channel, state: ChannelStateRow | None) -> list[str]:
    language = parts.settings.language
    places = [each.service for each in Notifier(environment()).places(channel)]
    events = [EVENTS[each].in_(language) for each in channel.events]
    return [channel.name, ", ".join(places), ", ".join(events), _state(parts, state)]


def _state(parts: Greffier, state: ChannelStateRow | None) -> str:
    language, zone = parts.settings.language, parts.rulebook.timezone
    if state is not None and state.failing_since is not None:
        at = moment(state.failing_since, language, zone)
        return fill(_FAILING, language, {"at": at, "why": state.error})
    if state is None or state.sent_at is None:
        return _NEVER.in_(language)
    return fill(_SENT, language, {"at": moment(state.sent_at, language, zone)})


def _end(parts: Greffier, sentence: Sentence, **values: object) -> NoReturn:
    end(fill(sentence, parts.settings.language, values), 2)

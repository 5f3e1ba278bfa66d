"""The command line: one module a command, imported only when that command is used."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Final

import click

from greffier.cli.shared.arguments import take_words
from greffier.cli.shared.click_texts import install
from greffier.cli.shared.help import speak
from sync.release import release

COMMANDS: Final[dict[str, str]] = {
    "authorize": "greffier.cli.authorize:authorize",
    "backup": "greffier.cli.backup:backup",
    "board": "greffier.cli.board.command:board",
    "channels": "greffier.cli.channels:channels",
    "check": "greffier.cli.check.command:check",
    "demo": "greffier.cli.demo:demo",
    "doctor": "greffier.cli.doctor.command:doctor",
    "init": "greffier.cli.init.command:init",
    "mentor": "greffier.cli.mentor:mentor",
    "migrate": "greffier.cli.migrate:migrate",
    "mode": "greffier.cli.mode:mode",
    "move": "greffier.cli.move:move",
    "pause": "greffier.cli.pause:pause",
    "preview": "greffier.cli.preview.command:preview",
    "profiles": "greffier.cli.profiles:profiles",
    "queue": "greffier.cli.queue.command:queue",
    "receipts": "greffier.cli.receipts.command:receipts",
    "resume": "greffier.cli.resume:resume",
    "rules": "greffier.cli.rules.command:rules",
    "serve": "greffier.cli.serve:serve",
    "sessions": "greffier.cli.sessions:sessions",
    "statement": "greffier.cli.statement.command:statement",
    "student": "greffier.cli.student.command:student",
    "students": "greffier.cli.students:students",
    "sync": "greffier.cli.sync:sync",
    "undo": "greffier.cli.undo:undo",
    "webhooks": "greffier.cli.webhooks:webhooks",
    "week": "greffier.cli.week.week_command:week",
    "worker": "greffier.cli.worker:worker",
}
"""Name of each command, and where it lives: `module:attribute`."""


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for, so that each one starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, attribute = COMMANDS[cmd_name].split(":")
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]} is not a command")
        speak(command, ctx)
        take_words(command)
        return command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        speak(self, ctx)  # for the help, and for the line above a mistake
        return super().collect_usage_pieces(ctx)

    def get_help(self, ctx: click.Context) -> str:
        speak(self, ctx)
        return super().get_help(ctx)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(release(), prog_name="greffier")
def cli() -> None:
    """Greffier, le greffier des tableaux Trello : vérifie, explique, classe."""
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        click.get_current_context().color = False


install()

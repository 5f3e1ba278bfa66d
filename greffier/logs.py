"""Structured logs: readable on a terminal, JSON elsewhere. No personal data, no secrets."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import structlog

from greffier.env_file import SettingsError
from rules.bilingual import Sentence
from sync.fault_place import place_of
from sync.release import release
from sync.storage.absence import SUBORDINATE, is_any_away

if TYPE_CHECKING:  # gunicorn's first process logs too, and settings bring SQLAlchemy: 20 MB
    from greffier.settings import Settings

_KEPT: Final = ("event_id", "timestamp", "level", "platform", "release")
REPORTED: Final = ("warning", "error", "critical")
TRACEBACK: Final = "Traceback (most recent call last):"
_NO_PACKAGE: Final = Sentence(
    "SENTRY_DSN est réglé, mais le paquet qui envoie n'est pas là : pip install 'sentry-sdk', ou ôtez "
    "SENTRY_DSN.",
    "SENTRY_DSN is set, but the package that sends is not there: pip install 'sentry-sdk', or take "
    "SENTRY_DSN out.",
)


def set_up_logs(level: str = "INFO") -> None:
    """Write every line on standard error, with its time in UTC."""
    terminal = sys.stderr.isatty()
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=not os.environ.get("NO_COLOR"))
        if terminal
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        without_values,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_is_told)
    handler.addFilter(_name_errors)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("greffier").setLevel(level)


def log_uncaught() -> None:
    """Log an exception that ends a process or one of its threads as any other: one line, its type and its
    place, no values. Log Python's warnings too.
    """
    logging.captureWarnings(True)

    def told(kind: type[BaseException], error: BaseException | None, _: Any) -> None:
        if not issubclass(kind, KeyboardInterrupt | SystemExit):
            logging.getLogger("greffier").critical("not caught", exc_info=error)

    sys.excepthook = told
    threading.excepthook = lambda args: told(args.exc_type, args.exc_value, None)


def without_values(_logger: Any, _name: str, event: structlog.typing.EventDict) -> Any:
    """Tell of an exception its type, and file and line where it came from. Its text may hold a student's
    name, and a traceback the values of variables.
    """
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else sys.exc_info()[1] if info is True else info
    if isinstance(error, BaseException):
        event["error"], event["where"] = type(error).__name__, place_of(error)
        if event.get("level") in REPORTED:
            _report(error)
    return event


def report_errors(settings: Settings, **more: Any) -> None:
    """Report what goes wrong in this program to the service at SENTRY_DSN; without it nothing is sent.

    A report holds the type of the error, and file, function and line of each frame: no text of an error, no
    variable, no request, no name of a machine. Raises `SettingsError` where the package is missing.
    """
    global _report
    _report = _nowhere
    if not settings.error_reports:
        return
    try:
        import sentry_sdk
    except ImportError as error:
        raise SettingsError([_NO_PACKAGE.in_(settings.language)]) from error
    sentry_sdk.init(
        dsn=settings.error_reports,
        release=f"greffier@{release()}",
        before_send=bare,
        default_integrations=False,
        auto_enabling_integrations=False,
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        server_name="",
        **more,
    )
    _report = sentry_sdk.capture_exception


def bare(event: Any, _hint: Any) -> Any:
    """Return a report with nothing in it but what is known to name nobody: the rest is left out."""
    errors = (event.get("exception") or {}).get("values") or ()
    kept = {key: event[key] for key in _KEPT if key in event}
    return {**kept, "exception": {"values": [_bare_error(each) for each in errors]}}


def _bare_error(error: Mapping[str, Any]) -> dict[str, Any]:
    frames = (error.get("stacktrace") or {}).get("frames") or ()
    shown = ("filename", "module", "function", "lineno", "in_app")
    told = [{key: each[key] for key in shown if key in each} for each in frames]
    return {
        "type": error.get("type"),
        "module": error.get("module"),
        "stacktrace": {"frames": told},
    }


def _nowhere(_error: BaseException) -> None:
    """Send nothing."""


_report: Callable[[BaseException], object] = _nowhere


def _is_told(record: logging.LogRecord) -> bool:
    """Leave out what others find out about a database that is away: that is told already, and not ten
    times a second.
    """
    return not (record.name in SUBORDINATE and is_any_away())


def _name_errors(record: logging.LogRecord) -> bool:
    """Tell an exception that fills a place of a message by its type, too; of a traceback in the text of
    a message only its last line.
    """
    if isinstance(record.msg, str) and TRACEBACK in record.msg:
        head, _, trace = record.msg.partition(TRACEBACK)
        last = [each for each in trace.splitlines() if each[:1].isalpha()][:1] or [""]
        record.msg = head + last[0].partition(":")[0]
    if isinstance(record.args, tuple):
        record.args = tuple(
            type(each).__name__ if isinstance(each, BaseException) else each for each in record.args
        )
    record.exc_text = record.stack_info = None
    return True

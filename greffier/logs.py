"""Structured logs: readable on a terminal, JSON elsewhere. No personal data, no secrets."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog

from sync.fault_place import place_of


def set_up_logs(level: str = "INFO") -> None:
    """Write every line on standard error, with its time in UTC."""
    terminal = sys.stderr.isatty()
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer()
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


def without_values(_logger: Any, _name: str, event: structlog.typing.EventDict) -> Any:
    """Tell of an exception its type, and file and line where it came from. Its text may hold a student's
    name, and a traceback the values of variables.
    """
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else sys.exc_info()[1] if info is True else info
    if isinstance(error, BaseException):
        event["error"], event["where"] = type(error).__name__, place_of(error)
    return event


def _name_errors(record: logging.LogRecord) -> bool:
    """Tell an exception that fills a place of a message by its type, too."""
    if isinstance(record.args, tuple):
        record.args = tuple(
            type(each).__name__ if isinstance(each, BaseException) else each for each in record.args
        )
    record.exc_text = record.stack_info = None
    return True

"""Logs: one JSON object a line on standard output; what people typed never stands in them."""

import logging
from typing import Any, Final

import structlog
import structlog.tracebacks

_PLACES: Final = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)


def _where(exc_info: structlog.typing.ExcInfo) -> list[dict[str, Any]]:
    """Return which faults, and where in the code: what a fault says may be what somebody typed."""
    found = _PLACES(exc_info)
    for told in found:
        told.update(exc_value="", exc_notes=[], syntax_error=None, exceptions=[])
    return found


_FAULTS: Final = structlog.processors.ExceptionRenderer(_where)
"""Where it broke, without the values at hand: those are cookies and what people typed."""


def configure() -> None:
    """Set up structlog and the standard library's loggers for this process."""
    shared: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            *shared,
            _FAULTS,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, format="%(message)s", force=True)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(
            structlog.stdlib.ProcessorFormatter(
                foreign_pre_chain=shared,
                processors=[
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    _FAULTS,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
            )
        )

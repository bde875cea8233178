"""A test fails when something is logged from WARNING up that it did not announce.

Announce with the fixture ``expects_log``; what was announced must also come. Qt's own messages
are watched in the same way by pytest-qt (``qt_log_level_fail``), Python's warnings by
``filterwarnings``. structlog is led into ``logging`` so that one watch sees both.
"""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
import structlog

_watch_key = pytest.StashKey["Watch"]()


@dataclass(slots=True)
class Announced:
    """A record that a test says will come, and whether it came."""

    pattern: re.Pattern[str]
    level: int
    seen: bool = False

    def fits(self, record: logging.LogRecord) -> bool:
        """Tell whether this is the record that was announced."""
        return record.levelno == self.level and bool(self.pattern.search(record.getMessage()))


@dataclass(slots=True)
class Watch:
    """What one test announced, and what came that it did not announce."""

    announced: list[Announced] = field(default_factory=list)
    records: list[logging.LogRecord] = field(default_factory=list)

    def complaints(self) -> list[str]:
        """Judge the records so far against the announcements, in sentences; forget the records."""
        sentences = []
        for record in self.records:
            fitting = [one for one in self.announced if one.fits(record)]
            for one in fitting:
                one.seen = True
            if not fitting:
                sentences.append(
                    f"not announced: {record.levelname} {record.name}: {record.getMessage()}"
                )
        self.records.clear()
        return sentences

    def missing(self) -> list[str]:
        """Say what was announced and never came."""
        return [
            f"announced, never came: {one.pattern.pattern}"
            for one in self.announced
            if not one.seen
        ]


class _Keeper(logging.Handler):
    """Keeps the records for the end of the phase: raising here could be in any thread."""

    def __init__(self, watch: Watch) -> None:
        super().__init__(logging.WARNING)
        self._watch = watch

    def emit(self, record: logging.LogRecord) -> None:
        self._watch.records.append(record)


@pytest.fixture
def expects_log(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Return ``expects_log(pattern, level=logging.WARNING)``; the pattern is searched."""

    def announce(pattern: str, level: int = logging.WARNING) -> None:
        _watch(request.node).announced.append(Announced(re.compile(pattern), level))

    return announce


@pytest.fixture(autouse=True)
def _structlog_through_logging() -> Iterator[None]:
    structlog.configure(
        processors=[structlog.stdlib.render_to_log_kwargs],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    yield
    structlog.reset_defaults()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Watch the fixtures as they are made."""
    return (yield from _watched(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Watch the test itself; what it announced must have come by its end."""
    result = yield from _watched(item)
    if missing := _watch(item).missing():
        pytest.fail("\n".join(missing), pytrace=False)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Watch the fixtures as they are put away."""
    return (yield from _watched(item))


def _watched(item: pytest.Item) -> Iterator[None]:
    keeper = _Keeper(_watch(item))
    logging.getLogger().addHandler(keeper)
    try:
        result = yield
    finally:
        logging.getLogger().removeHandler(keeper)
    if complaints := _watch(item).complaints():
        pytest.fail("\n".join(complaints), pytrace=False)
    return result


def _watch(item: pytest.Item) -> Watch:
    return item.stash.setdefault(_watch_key, Watch())

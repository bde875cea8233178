"""The watch on logs, tried on small test files of its own; it is watched while it is tried."""

import logging
from collections.abc import Callable

import pytest

pytest_plugins = ["pytester"]


def outcome(pytester: pytest.Pytester, body: str) -> pytest.RunResult:
    pytester.makeconftest('pytest_plugins = ["tests.strict"]')
    pytester.makepyfile(f"import logging\nimport structlog\n\n{body}")
    return pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:xdist")


def test_a_warning_that_nobody_announced_fails_the_test(
    pytester: pytest.Pytester, expects_log: Callable[..., None]
) -> None:
    expects_log("coffee")
    result = outcome(pytester, "def test_it():\n    logging.getLogger('a.b').warning('coffee')")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*not announced: WARNING a.b: coffee*"])


def test_a_structlog_warning_fails_the_test_too(
    pytester: pytest.Pytester, expects_log: Callable[..., None]
) -> None:
    expects_log("coffee", logging.ERROR)
    result = outcome(pytester, "def test_it():\n    structlog.get_logger().error('coffee')")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*not announced: ERROR *coffee*"])


def test_a_warning_of_a_fixture_fails_the_test(
    pytester: pytest.Pytester, expects_log: Callable[..., None]
) -> None:
    expects_log("late coffee")
    body = """
import pytest

@pytest.fixture
def noisy():
    yield
    logging.warning("late coffee")

def test_it(noisy): pass
"""

    result = outcome(pytester, body)

    result.assert_outcomes(passed=1, errors=1)


def test_an_announced_warning_passes(
    pytester: pytest.Pytester, expects_log: Callable[..., None]
) -> None:
    expects_log("coffee")
    body = """
def test_it(expects_log):
    expects_log("coff.e")
    logging.warning("coffee")
"""

    result = outcome(pytester, body)

    result.assert_outcomes(passed=1)


def test_an_announced_warning_of_another_level_fails(
    pytester: pytest.Pytester, expects_log: Callable[..., None]
) -> None:
    expects_log("coffee", logging.ERROR)
    body = """
def test_it(expects_log):
    expects_log("coffee")
    logging.error("coffee")
"""

    result = outcome(pytester, body)

    result.assert_outcomes(failed=1)


def test_an_announced_warning_must_come(pytester: pytest.Pytester) -> None:
    result = outcome(pytester, "def test_it(expects_log):\n    expects_log('coffee')")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*announced, never came: coffee*"])


def test_information_is_not_a_warning(pytester: pytest.Pytester) -> None:
    body = """
def test_it(caplog):
    caplog.set_level(logging.DEBUG)
    logging.info("coffee")
"""

    result = outcome(pytester, body)

    result.assert_outcomes(passed=1)

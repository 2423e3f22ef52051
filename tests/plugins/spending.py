"""What the tests cost, by feature: printed at the end of each run, beside the budget of tests/budgets.toml.

Counted are seconds of the clock and of processors, of a test and of what it started and waited for, its fixtures
included. Seconds of processors say the same on a busy machine; budgets are in them.
"""

import os
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

BUDGETS = Path(__file__).parents[1] / "budgets.toml"
SPENT = "processor"
_spent = defaultdict(lambda: [0, 0.0, 0.0])
_before = 0.0


def feature_of(nodeid):
    """The folder of a test's file, below `tests`: `landings/grants`, `guarantees`; two levels at most."""
    return "/".join(nodeid.partition("::")[0].split("/")[1:-1][:2]) or "tests"


def processor():
    """Seconds of processors that this process used, and its children that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    """The last of a test's three reports says what all cost: it alone comes after its fixtures are taken down."""
    global _before
    if call.when == "teardown":
        now = processor()
        item.user_properties.append((SPENT, round(now - _before, 3)))
        _before = now
    return (yield)


def pytest_collection_finish():
    """What it takes to find the tests is nobody's."""
    global _before
    _before = processor()


def pytest_runtest_logreport(report):
    count = _spent[feature_of(report.nodeid)]
    count[0] += report.when == "call"
    count[1] += report.duration
    count[2] += sum(seconds for name, seconds in report.user_properties if name == SPENT)


def pytest_terminal_summary(terminalreporter):
    if len(_spent) < 2:
        return
    budgets = tomllib.loads(BUDGETS.read_text())
    terminalreporter.section("seconds by feature")
    terminalreporter.write_line(f"{'':28}{'tests':>7}{'clock':>9}{'processor':>11}{'budget':>8}")
    for feature, spent in sorted(_spent.items(), key=lambda one: -one[1][2]):
        terminalreporter.write_line(line(feature, *spent, budgets["daily"].get(feature, budgets["otherwise"])))
    count, clock, used = (sum(column) for column in zip(*_spent.values(), strict=True))
    terminalreporter.write_line(line("all", count, clock, used, budgets["all"]))


def line(feature, count, clock, used, budget):
    over = "  over" if used > budget else ""
    return f"{feature:28}{count:7}{clock:9.1f}{used:11.1f}{budget:8}{over}"

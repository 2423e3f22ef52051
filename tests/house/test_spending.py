"""What the tests cost is told by feature, beside a budget for each."""

import tomllib
from pathlib import Path

import pytest

from tests.plugins import spending

TESTS = Path(__file__).parents[1]
BUDGETS = tomllib.loads(spending.BUDGETS.read_text())


@pytest.mark.parametrize(
    ("nodeid", "feature"),
    [
        ("tests/landings/grants/test_actions.py::test_one", "landings/grants"),
        ("tests/config/demo/deeper/test_one.py::test_one[a/b::c]", "config/demo"),
        ("tests/guarantees/test_g1_order.py::test_one", "guarantees"),
        ("tests/test_one.py::test_one", "tests"),
    ],
)
def test_a_feature_is_a_folder_two_levels_deep_at_most(nodeid, feature):
    assert spending.feature_of(nodeid) == feature


def test_every_budget_is_for_tests_that_there_are_and_together_they_keep_the_whole():
    features = {spending.feature_of(f"tests/{path.relative_to(TESTS)}") for path in TESTS.rglob("test_*.py")}

    assert set(BUDGETS["daily"]) <= features
    assert sum(BUDGETS["daily"].values()) <= BUDGETS["all"]


def test_what_is_over_its_budget_is_said():
    over, within = (" ".join(spending.line("a/b", 12, 3.25, used, 40).split()) for used in (41.0, 40.0))
    assert (over, within) == ("a/b 12 3.2 41.0 40 over", "a/b 12 3.2 40.0 40")


class Report:
    def __init__(self, nodeid, when, duration, *properties):
        self.nodeid, self.when, self.duration, self.user_properties = nodeid, when, duration, properties


class Terminal:
    def __init__(self):
        self.lines = []

    def section(self, title):
        self.lines.append(title)

    write_line = section


def test_a_test_counts_once_with_the_time_of_its_fixtures(monkeypatch):
    monkeypatch.setattr(spending, "_spent", type(spending._spent)(spending._spent.default_factory))
    for nodeid in ("tests/a/b/test_one.py::test_one", "tests/c/test_two.py::test_two"):
        for when, seconds in (("setup", 1.0), ("call", 2.0)):
            spending.pytest_runtest_logreport(Report(nodeid, when, seconds))
        spending.pytest_runtest_logreport(Report(nodeid, "teardown", 0.5, ("processor", 3.0), ("other", "x")))
    terminal = Terminal()

    spending.pytest_terminal_summary(terminal)

    assert terminal.lines[0] == "seconds by feature"
    assert [row.split()[:4] for row in terminal.lines[2:]] == [
        ["a/b", "1", "3.5", "3.0"],
        ["c", "1", "3.5", "3.0"],
        ["all", "2", "7.0", "6.0"],
    ]

"""The locks hold what pyproject.toml asks for, exactly, and say nothing about where it came from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
ASKED = {
    "requirements.txt": PROJECT["dependencies"],
    "requirements-test.txt": PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"],
}


def entries(lock):
    """Name to the versions locked for it: one, or one for each kind of machine."""
    found = {}
    for line in (ROOT / lock).read_text().splitlines():
        if match := re.match(r"([A-Za-z0-9._-]+)(?:\[.*\])?==([^\s;\\]+)", line):
            found.setdefault(canonicalize_name(match[1]), set()).add(match[2])
    return found


@pytest.mark.parametrize("lock", ASKED)
def test_everything_that_is_asked_for_is_locked_at_a_version_that_will_do(lock):
    locked = entries(lock)

    for asked in map(Requirement, ASKED[lock]):
        versions = locked.get(canonicalize_name(asked.name), set())
        assert versions, f"{asked.name} is not in {lock}: run bin/kontor lock"
        assert all(asked.specifier.contains(version, prereleases=True) for version in versions), asked


@pytest.mark.parametrize("lock", ASKED)
def test_every_entry_has_hashes_and_none_has_an_address(lock):
    text = (ROOT / lock).read_text()
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text)

    assert all("--hash=sha256:" in block for block in blocks if "==" in block)
    assert "://" not in text
    assert "index" not in text


def test_what_the_tests_install_is_what_runs_and_more():
    run, test = entries("requirements.txt"), entries("requirements-test.txt")

    assert {name: test.get(name) for name in run} == run

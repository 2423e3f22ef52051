"""Each import contract is seen to fail on purpose: a contract that cannot fail keeps nothing."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from workshop.checks import LINT_IMPORTS

ROOT = Path(__file__).parents[2]
AREAS = ("config", "landings", "events", "network", "realtime", "ground")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]

OFFENCES = {
    "Areas import downwards only": ("realtime/streams/models.py", "from network.members.models import Member"),
    "Features of network": ("network/members/models.py", "from network.forums import rules"),
    "Features of events": ("events/shows/models.py", "from events.sessions import models as later"),
    "Features of landings": ("landings/programmes/models/programmes.py", "from landings.impact import queries"),
    "Packages of the ground": ("ground/words/language.py", "from ground.money import formats"),
    "Packages of realtime": ("realtime/streams/facts.py", "from realtime.jobs import queue"),
    "Rooms of a feature": ("network/members/models.py", "from network.members import forms"),
    "Doors are opened by urls and wiring alone": ("network/feed/views.py", "from network.forums.views import threads"),
    "Operations are gathered by an area's api alone": ("network/feed/views.py", "from network.forums import api"),
    "No cycles": ("realtime/streams/facts.py", "from realtime.streams import publishing"),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    copy = tmp_path_factory.mktemp("copy")
    for area in AREAS:
        shutil.copytree(ROOT / area, copy / area, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def lint(directory):
    words = [sys.executable, "-c", LINT_IMPORTS]
    return subprocess.run(words, cwd=directory, capture_output=True, text=True, check=False)


def test_every_contract_has_an_offence_here():
    assert {contract["name"] for contract in CONTRACTS} == set(OFFENCES)


@pytest.mark.parametrize("name", OFFENCES)
def test_an_offence_is_seen(copy, name):
    file, offence = OFFENCES[name]
    sound = (copy / file).read_text()

    (copy / file).write_text(f"{sound}\n{offence}\n")
    result = lint(copy)
    (copy / file).write_text(sound)

    assert result.returncode == 1
    assert f"{name} BROKEN" in result.stdout


def test_without_an_offence_all_are_kept(copy):
    result = lint(copy)

    assert result.returncode == 0, result.stdout

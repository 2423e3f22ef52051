"""docs/operating.md says what is there: its commands, units and sockets fit together and can be run."""

import configparser
import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/operating.md").read_text()
UNITS = sorted((ROOT / "docs/units").glob("*.service"))
CURRENT = "/srv/kontor/current"


class Unit(configparser.RawConfigParser):
    """Names are as they are written; of a name that comes twice the last is taken."""

    optionxform = staticmethod(str)


def unit(path):
    read = Unit(strict=False)
    read.read(path)
    return read["Service"]


def commands():
    """Each command of Kontor that the page tells one to type, with its words."""
    whole = re.sub(r"\\\n\s*", "", TEXT)
    lines = re.findall(r"^    (?:kontor|\S*python manage\.py) (\w.*)$", whole, re.MULTILINE)
    return [shlex.split(line) for line in lines]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_each_command_is_there_and_takes_its_words(words):
    name, *more = words
    command = load_command_class(get_commands()[name], name)
    command.create_parser("manage.py", name).parse_args(more)


def test_the_page_leads_through_the_first_day_an_upgrade_and_a_restore():
    told = [words[0] for words in commands()]
    assert {"prepare", "check", "first_admin", "load_programme", "drain", "new_epochs", "verify_streams"} <= set(told)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_each_unit_starts_a_module_that_is_there_and_comes_back_after_a_drain(path):
    service = unit(path)
    program, flag, module, *_more = shlex.split(service["ExecStart"])
    assert (program, flag) == (f"{CURRENT}/.venv/bin/python", "-m")
    assert module == "celery" or (ROOT / f"{module.replace('.', '/')}.py").exists()
    assert (service["WorkingDirectory"], service["User"], service["Group"]) == (CURRENT, "kontor", "kontor")
    assert (service["Restart"], service["EnvironmentFile"]) == ("always", "/etc/kontor/kontor.env")
    assert f"-m 0640 /dev/null {service['EnvironmentFile']}" in TEXT
    assert path.stem.rstrip("@") in TEXT


def test_the_proxy_asks_at_the_sockets_that_the_units_open():
    words = shlex.split(unit(ROOT / "docs/units/kontor-web@.service")["ExecStart"])
    pattern = words[words.index("--uds") + 1]
    asked = re.findall(r"server unix:(\S+) ", (ROOT / "docs/nginx.conf").read_text())
    assert asked == [pattern.replace("%i", number) for number in re.findall(r"kontor-web@(\d)", TEXT)[: len(asked)]]

"""docs/operating.md says what is there: its commands, units and sockets fit together and can be run."""

import configparser
import os
import re
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/operating.md").read_text()
WHOLE = re.sub(r"\\\n\s*", "", TEXT)
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
    lines = re.findall(r"^    (?:kontor|kontor_in \S+|\S*python manage\.py) (\w.*)$", WHOLE, re.MULTILINE)
    return [shlex.split(line) for line in lines]


def typed(beginning):
    """The lines that begin so, as they are typed."""
    return [
        line.strip() for line in re.findall(r"^    (\S.*)$", WHOLE, re.MULTILINE) if line.strip().startswith(beginning)
    ]


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
    *_program, flag, module = shlex.split(service["ExecStart"])[:4]
    assert flag == "-m"
    assert module == "celery" or (ROOT / f"{module.replace('.', '/')}.py").exists()
    assert (service["WorkingDirectory"], service["User"], service["Group"]) == (CURRENT, "kontor", "kontor")
    assert (service["Restart"], service["EnvironmentFile"]) == ("always", "/etc/kontor/kontor.env")
    assert f"-m 0640 /dev/null {service['EnvironmentFile']}" in TEXT
    assert path.stem.rstrip("@") in TEXT


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_no_unit_opens_what_members_wrote_to_others_at_the_machine(path):
    service = unit(path)
    assert "-m 0750 /var/lib/kontor " in TEXT
    assert (service["UMask"], service.get("ReadWritePaths", "")) == ("0027", "")
    assert (service["StateDirectory"], service["StateDirectoryMode"]) == ("kontor", "0750")


@pytest.fixture
def site(tmp_path):
    """Two releases, of which `current` is the first, and their settings; `sudo` only leaves out who is to do it."""
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / name / ".venv"], check=True)
        says = (
            "import os, sys; print(repr((os.getcwd(), sys.prefix, os.environ.get('SAID'), os.umask(0), sys.argv[1:])))"
        )
        (tmp_path / name / "manage.py").write_text(says)
    (tmp_path / "current").symlink_to(tmp_path / "first")
    (tmp_path / "kontor.env").write_text('SAID="Two words"\n')
    (tmp_path / "sudo").write_text('#!/bin/sh\n[ "$1" = -u ] && shift 2\nexec "$@"\n')
    (tmp_path / "sudo").chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_process_keeps_to_its_release_when_the_link_leads_to_the_next(path, site):
    words = shlex.split(unit(path)["ExecStart"].replace(CURRENT, str(site / "current")))
    program = words[: words.index("-m")]
    says = "import os, sys; input(); print(os.getcwd(), sys.prefix, *(one for one in sys.path if 'site-pack' in one))"
    with subprocess.Popen(
        [*program, "-c", says], cwd=site / "current", text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        (site / "current").unlink()
        (site / "current").symlink_to(site / "second")
        said, _errors = process.communicate("go on\n", timeout=60)
    first = (site / "first").resolve()
    where, prefix, *packages = said.split()
    assert (where, prefix) == (str(first), str(first / ".venv"))
    assert packages and all(path.startswith(str(first)) for path in packages)


def run_as_typed(site, line):
    """What a command says that is typed after the page's functions."""
    functions = "\n".join(typed("kontor_in() ") + typed("kontor() "))
    script = functions.replace(CURRENT, str(site / "current")).replace("/etc/kontor", str(site))
    environ = {**os.environ, "PATH": f"{site}:{os.environ['PATH']}"}
    return subprocess.check_output(["sh", "-c", f"{script}\n{line}"], env=environ, cwd="/", text=True)


@pytest.mark.parametrize("line, release", [("kontor", "first"), ("kontor_in {site}/second", "second")])
def test_a_command_is_run_in_its_release_with_the_settings_and_its_words_as_they_are(site, line, release):
    said = run_as_typed(site, f"{line.format(site=site)} first_admin ada@office.example --name 'Ada  \"$Site\"'")
    place = str((site / release).resolve())
    words = ["first_admin", "ada@office.example", "--name", 'Ada  "$Site"']
    assert said == f"{(place, f'{place}/.venv', 'Two words', 0o027, words)!r}\n"


def test_tables_are_made_by_the_new_release_before_the_link_leads_to_it():
    upgrade = WHOLE.partition("\n## Upgrading\n")[2].partition("\n## ")[0]
    done = [
        "git clone",
        "pip install",
        "migrate --plan",
        " prepare",
        "ln -sfn",
        "units/*",
        "daemon-reload",
        "kontor drain",
        "restart",
    ]
    places = [upgrade.index(words) for words in done]
    assert places == sorted(places)
    (release,) = re.findall(r"ln -sfn (\S+)", upgrade)
    assert f"kontor_in {release} prepare" in upgrade


def test_who_writes_a_backup_may_write_there_and_nobody_else_reads_it():
    (place,) = re.findall(r"install -d -o postgres -g postgres -m 0700 (\S+)", TEXT)
    kept = re.findall(r"/var/backups\S+", WHOLE)
    assert len(kept) > 4
    assert all(path == place or path.startswith(f"{place}/") for path in kept)


def test_the_small_sizes_backup_is_whole(tmp_path):
    (line,) = typed("python3 -c 'import sqlite3")
    (tmp_path / "var").mkdir()
    open_still = sqlite3.connect(tmp_path / "var/kontor.sqlite3")
    open_still.executescript("PRAGMA journal_mode=WAL; CREATE TABLE said (what TEXT); INSERT INTO said VALUES ('all');")
    subprocess.run(line, shell=True, cwd=tmp_path, check=True)
    kept = sqlite3.connect(tmp_path / "kontor-backup.sqlite3")
    assert kept.execute("SELECT what FROM said").fetchall() == [("all",)]
    for one in (open_still, kept):
        one.close()


def test_a_password_can_stand_inside_an_address():
    (line,) = typed("python3 -c 'import getpass")
    line = line.replace("getpass.getpass()", "input()")
    said = subprocess.check_output(line, shell=True, text=True, input="S3cr/et@w:ord#1 é\n").strip()
    assert said == "S3cr%2Fet%40w%3Aord%231%20%C3%A9"


def test_the_databases_connections_are_counted_as_they_are_taken():
    most = int(re.search(r'"max_size": (\d+)', (ROOT / "config/settings/base.py").read_text())[1])
    words = shlex.split(unit(ROOT / "docs/units/kontor-worker.service")["ExecStart"])
    workers = int(words[words.index("--concurrency") + 1])
    assert f"3 × {most} + {workers + 1} × 2 = {3 * most + (workers + 1) * 2} " in TEXT


def test_every_queue_is_served_by_a_unit():
    words = [shlex.split(unit(path)["ExecStart"]) for path in UNITS]
    served = {one[one.index("-Q") + 1] for one in words if "-Q" in one}
    assert served == {queue.name for queue in settings.CELERY_TASK_QUEUES}


def test_the_proxy_asks_at_the_sockets_that_the_units_open():
    words = shlex.split(unit(ROOT / "docs/units/kontor-web@.service")["ExecStart"])
    pattern = words[words.index("--uds") + 1]
    asked = re.findall(r"server unix:(\S+) ", (ROOT / "docs/nginx.conf").read_text())
    assert asked == [pattern.replace("%i", number) for number in re.findall(r"kontor-web@(\d)", TEXT)[: len(asked)]]

"""bin/kontor: what it makes, when it makes it anew, and what it says when it cannot."""

import ast
import os
import re
import runpy
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from workshop import checks, commands, drawing, environment, installers
from workshop.environment import RUN, TEST, prepare
from workshop.installers import Failed, Pip, explanation

from tests.sizes import BROAD

ROOT = Path(__file__).parents[2]
script = runpy.run_path(str(ROOT / "bin" / "kontor"))
CHOSEN = installers.choose(os.environ)
INSTALLERS = [Pip(), CHOSEN] if BROAD else [CHOSEN]


class Notebook:
    """An installer that writes down what it is asked to do. It can be made to fail half way."""

    def __init__(self):
        self.asked = []
        self.failing = False

    def make(self, directory, version):
        self.asked.append(f"make {version}".strip())
        (directory / "bin").mkdir()
        (directory / "bin" / "python").touch()

    def install(self, python, lock):
        self.asked.append(lock.name)
        if self.failing:
            raise Failed("the line went dead")


@pytest.fixture
def installer(monkeypatch):
    notebook = Notebook()
    monkeypatch.setattr(installers, "choose", lambda environ: notebook)
    return notebook


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "a path with spaces"
    root.mkdir()
    (root / RUN).write_text("# nothing is needed to run\n")
    (root / TEST).write_text("# nothing is needed to test\n")
    return root


def test_the_first_start_makes_the_environment_and_the_second_does_nothing(root, installer):
    first, second = prepare(RUN, root=root), prepare(RUN, root=root)

    assert first == second == root / ".venv" / "bin" / "python"
    assert installer.asked == ["make", RUN]


def test_what_the_tests_need_holds_what_running_needs(root, installer):
    prepare(TEST, root=root)
    prepare(RUN, root=root)

    assert installer.asked == ["make", TEST]


def test_a_changed_lock_is_installed_into_the_environment_that_is_there(root, installer):
    prepare(RUN, root=root)
    (root / RUN).write_text("# something is needed\n")

    prepare(RUN, root=root)
    prepare(RUN, root=root)

    assert installer.asked == ["make", RUN, RUN]


def test_after_a_start_that_broke_off_the_environment_is_made_anew(root, installer, capsys):
    installer.failing = True
    with pytest.raises(Failed):
        prepare(RUN, root=root)
    (root / ".venv" / "half-installed").touch()
    installer.failing = False

    prepare(RUN, root=root)

    assert installer.asked == ["make", RUN, "make", RUN]
    assert not (root / ".venv" / "half-installed").exists()
    assert "is not whole; making it anew" in capsys.readouterr().out


def test_an_environment_whose_python_is_gone_is_made_anew(root, installer):
    prepare(RUN, root=root)
    (root / ".venv" / "bin" / "python").unlink()

    prepare(RUN, root=root)

    assert installer.asked == ["make", RUN, "make", RUN]


def test_another_python_has_an_environment_beside_the_usual_one(root, installer):
    usual, other = prepare(TEST, root=root), prepare(TEST, python="3.13", root=root)

    assert other == root / ".venv-3.13" / "bin" / "python"
    assert usual == root / ".venv" / "bin" / "python"
    assert prepare(TEST, python="3.13", root=root) == other
    assert installer.asked == ["make", TEST, "make 3.13", TEST]


def test_tests_run_on_the_python_that_is_asked_for(monkeypatch):
    asked = []
    monkeypatch.setattr(environment, "prepare", lambda lock, **more: asked.append((lock, more)) or Path("python"))
    monkeypatch.setattr(environment, "become", lambda *words: asked.append(words) or 0)

    commands.main(["test", "--python", "3.13", "-k", "money"])

    assert asked[0] == (TEST, {"python": "3.13"})
    assert asked[1][-2:] == ("-k", "money")


@pytest.mark.parametrize("word", ["3.9", "3.10", "4.1", "three", "../3.13"])
def test_a_python_that_kontor_does_not_know_is_refused(word, capsys):
    with pytest.raises(SystemExit):
        commands.main(["test", "--python", word])
    assert f"{word} is no version of Python from 3.11 on" in capsys.readouterr().err


def test_two_first_starts_at_once_build_one_after_the_other(root, installer, capsys):
    with environment._alone(root):
        other = threading.Thread(target=prepare, args=(RUN,), kwargs={"root": root})
        other.start()
        waiting = threading.Event()
        while "waiting for another" not in capsys.readouterr().out:
            waiting.wait(0.01)
        assert installer.asked == []
    other.join()

    assert installer.asked == ["make", RUN]


@pytest.mark.parametrize("installer", INSTALLERS, ids=lambda installer: type(installer).__name__)
def test_a_real_environment_in_a_path_with_spaces(root, monkeypatch, installer):
    monkeypatch.setattr(installers, "choose", lambda environ: installer)

    python = prepare(RUN, root=root)

    said = subprocess.run([python, "-c", "import sys; print(sys.prefix)"], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == str(root / ".venv")


def test_pip_is_chosen_where_there_is_no_uv(tmp_path):
    assert isinstance(installers.choose({"PATH": str(tmp_path)}), Pip)


def test_a_failure_is_told_without_the_address_of_any_index():
    said = [
        "Looking in indexes: https://someone:secret@packages.inside.example/simple",
        "HTTPSConnectionPool(host='packages.inside.example', port=443): Max retries",
        "ERROR: hash mismatch for django from packages.inside.example:8443/simple/django",
    ]

    words = explanation("It did not work.", said, offline=False)

    assert "inside.example" not in words
    assert "secret" not in words
    assert "hash mismatch for django" in words


@pytest.mark.parametrize(
    "line",
    [
        "Failed to establish a new connection: [Errno -3] Temporary failure in name resolution",
        "error: dns error: failed to lookup address information",
        "ERROR: Could not find a version that satisfies the requirement amqp==5.4.2 (from versions: none)",
        "Caused by NewConnectionError('Connection refused')",
    ],
)
def test_a_missing_network_is_called_so(tmp_path, line):
    with pytest.raises(Failed, match="The first start needs the network"):
        installers._run([sys.executable, "-c", f"print({line!r}); raise SystemExit(1)"], failing="It did not work.")


def test_the_script_needs_nothing_but_python():
    words = [sys.executable, "-S", "-E", str(ROOT / "bin" / "kontor"), "--help"]
    helped = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (helped.returncode, helped.stderr) == (0, "")


def test_an_older_python_is_told_what_to_do():
    words = script["refusal"]((3, 9, 2), ["python3.12"])

    assert words.startswith("Kontor needs Python 3.11 or newer, and this one is 3.9.")
    assert "make PYTHON=python3.12 run" in words


def test_an_older_python_can_read_the_script_that_refuses_it():
    ast.parse((ROOT / "bin" / "kontor").read_text(), feature_version=(3, 4))


def test_each_make_target_is_one_line_around_the_script():
    recipes = re.findall(r"^([\w-]+):\s*; @\$\(PYTHON\) bin/kontor ([\w-]+)$", (ROOT / "Makefile").read_text(), re.M)

    assert [target for target, _ in recipes] == ["run", "test", "guarantees", "check", "bench", "demo-reset"]
    assert all(target == command for target, command in recipes)


COMMANDS = ["run", "test", "pythons", "guarantees", "check", "format", "bench", "demo-reset", "drawing", "lock"]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_does_its_work_when_nothing_more_is_said(command, monkeypatch):
    done = []
    name = {"demo-reset": "demo_reset", "format": "format_all", "drawing": "draw"}.get(command, command)
    monkeypatch.setattr(commands, name, lambda options, rest: done.append(rest) or 0)

    assert commands.main([command]) == 0
    assert done == [[]]


def test_there_is_no_other_command(capsys):
    with pytest.raises(SystemExit):
        commands.main(["--help"])
    assert re.findall(r"^    ([a-z-]+)", capsys.readouterr().out, re.M) == COMMANDS


def test_tests_run_on_the_usual_python_where_no_other_is_asked_for(monkeypatch):
    asked = []
    monkeypatch.setattr(environment, "prepare", lambda lock, **more: asked.append(more) or Path("python"))
    monkeypatch.setattr(environment, "become", lambda *words: 0)

    assert commands.main(["test"]) == 0
    assert asked == [{"python": ""}]


def test_words_that_mean_nothing_are_refused(capsys):
    with pytest.raises(SystemExit) as refusal:
        commands.main(["demo-reset", "--all"])

    assert refusal.value.code == 2
    assert "unknown: --all" in capsys.readouterr().err


def test_what_python_has_compiled_is_kept_for_the_next_process(monkeypatch):
    kept = []
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(environment, "prepare", lambda lock: Path("python"))
    monkeypatch.setattr(environment, "become", lambda *words: kept.append("PYTHONDONTWRITEBYTECODE" not in os.environ))

    commands.main(["run"])

    assert kept == [True]


def test_every_check_runs_and_those_that_fail_are_named(monkeypatch, capfd, tmp_path):
    three = [
        checks.Check("first", ("-c", "print('one')")),
        checks.Check("second", ("-c", "raise SystemExit(4)")),
        checks.Check("third", ("-c", "print('three')")),
    ]
    monkeypatch.setattr(checks, "checks", lambda var: three)

    failed = checks.run_all(Path(sys.executable), root=tmp_path)

    said = capfd.readouterr().out
    assert failed == 1
    assert "three" in said
    assert "1 failed: second." in said


def test_git_ignores_what_the_script_makes():
    ignored = (ROOT / ".gitignore").read_text().split()

    assert {".venv/", ".venv-*/", "var/"} <= set(ignored)


def test_the_drawing_of_the_layers_is_that_of_the_contracts(tmp_path):
    assert drawing.is_in_step()
    settings = (ROOT / "pyproject.toml").read_text()
    (tmp_path / "pyproject.toml").write_text(settings.replace('"lobby", "sessions",', '"lobby",'))
    (tmp_path / drawing.PATH).parent.mkdir(parents=True)

    assert not drawing.is_in_step(tmp_path)
    assert "sessions" in drawing.drawn() and "sessions" not in drawing.draw(tmp_path).read_text()
    assert drawing.is_in_step(tmp_path)


def test_the_drawing_names_every_package_that_a_contract_orders():
    for area, those in drawing.layers().items():
        folders = {one.parent.name for one in (ROOT / area).glob("*/__init__.py")}
        assert {name for layer in those for name in layer} <= folders, area

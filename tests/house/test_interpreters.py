"""Other Pythons are found by asking them: a name on the PATH may be a shim with no Python behind it."""

import subprocess
import sys

import pytest
from workshop import commands, interpreters
from workshop.installers import Failed, Pip

MINE = f"{sys.version_info[0]}.{sys.version_info[1]}"


@pytest.fixture
def folder(tmp_path):
    """`folder(name, **scripts)` makes a folder of programs, and says where it is."""

    def made(name, **scripts):
        place = tmp_path / name
        place.mkdir(parents=True)
        for program, lines in scripts.items():
            file = place / program.replace("_", ".")
            file.write_text(f"#!/bin/sh\n{lines}\n")
            file.chmod(0o755)
        return str(place)

    return made


def find(version, *folders, home="/nowhere/python"):
    return interpreters.find(version, {"PATH": ":".join(folders)}, home=home)


def test_a_shim_with_nothing_behind_it_is_passed_over(folder):
    shims = folder("shims", python3_19="echo 'no such version' >&2; exit 127")
    real = folder("real", python3_19="echo 3.19 /opt/real/python3.19")

    search = find("3.19", shims, real)

    assert search.python == "/opt/real/python3.19"
    assert search.refused == (f"{shims}/python3.19: no such version",)
    assert str(search) == f"Python 3.19 is /opt/real/python3.19\n  not {shims}/python3.19: no such version"


def test_a_python_of_another_version_is_none_of_this(folder):
    usual = folder("usual", python3="echo 3.11 /usr/bin/python3")

    search = find("3.19", usual, "/is/not/there")

    assert (search.python, search.refused) == ("", (f"{usual}/python3: it is 3.11",))
    assert str(search) == f"Python 3.19 is not here\n  not {usual}/python3: it is 3.11"
    assert str(find("3.19")) == "Python 3.19 is not here"


def test_a_python_that_lacks_what_kontor_needs_is_passed_over(folder):
    bare = folder("bare", python3_19="echo \"No module named '_sqlite3'\" >&2; exit 1")

    assert find("3.19", bare).refused == (f"{bare}/python3.19: No module named '_sqlite3'",)


def test_what_uv_knows_is_asked_too_and_first(folder):
    kept = folder("kept", python3_19="echo 3.19 /kept/python3.19")
    tools = folder("tools", uv=f"test \"$*\" = 'python find --no-python-downloads 3.19' && echo {kept}/python3.19")
    usual = folder("usual", python3_19="echo 3.19 /usr/bin/python3.19")

    assert find("3.19", usual, tools).python == "/kept/python3.19"


def test_a_python_beside_the_one_that_runs_is_found(folder, tmp_path):
    folder("versions/3.19.4/bin", python3_19="echo 3.19 /beside/python3.19")

    assert find("3.19", home=str(tmp_path / "versions" / "3.11.7")).python == "/beside/python3.19"


def test_the_python_that_runs_is_found_for_what_it_is():
    search = interpreters.find(MINE, {"PATH": str(sys.executable).rpartition("/")[0]})

    said = subprocess.run([search.python, "--version"], capture_output=True, text=True, check=True).stdout
    assert said.startswith(f"Python {MINE}")


def test_the_command_says_what_it_found_and_counts_what_it_did_not(monkeypatch, capsys, folder):
    monkeypatch.setenv("PATH", folder("usual", python3_12="echo 3.12 /usr/bin/python3.12"))
    monkeypatch.setattr(interpreters.find, "__kwdefaults__", {"home": "/nowhere/python"})

    assert commands.main(["pythons"]) == 2
    assert "Python 3.12 is /usr/bin/python3.12\nPython 3.13 is not here" in capsys.readouterr().out
    assert commands.main(["pythons", "3.12"]) == 0


def test_without_uv_a_python_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Failed, match=r"Python 3\.19 is not here[^$]*\nuv would bring it"):
        Pip().make(tmp_path / "place", "3.19")

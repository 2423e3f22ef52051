"""The guarantees' shards: each proof stands in one, and what passed is not run again where nothing has changed."""

import re
import subprocess
from pathlib import Path

import pytest
from workshop import commands, environment, shards
from workshop.installers import Failed

ROOT = Path(__file__).parents[2]
PROMISED = {f"G{number}" for number in (*range(1, 15), 18, 20)}
TWO = """
[first]
proves = "G1: one"
holds = ["tests/one.py"]

[second]
proves = "G2: two"
holds = ["tests/two.py", "tests/three.py"]
spread = true
"""
# A Python that writes down what it is asked to run, and fails while there is a file `fails`.
SCRIPT = '#!/bin/sh\necho "$KONTOR_TESTS $*" >> asked.log\ntest ! -e fails\n'


def test_every_proof_stands_in_one_shard_and_every_shard_holds_what_is_there():
    held = [ROOT / path for shard in shards.all_shards().values() for path in shard.holds]
    proofs = {path: held.count(path) for path in (ROOT / "tests" / "guarantees").rglob("test_*.py")}

    assert proofs
    assert {str(path): count for path, count in proofs.items() if count != 1} == {}
    assert [str(path) for path in held if not path.exists()] == []
    assert len(held) == len(set(held))


def test_every_guarantee_has_a_shard_that_names_it():
    named = {word for shard in shards.all_shards().values() for word in re.findall(r"\bG\d+\b", shard.proves)}

    assert named == PROMISED


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A repository of two shards, whose Python writes down what it is asked."""
    for name in ("DATABASE_URL", "KONTOR_VAR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "tests" / "guarantees").mkdir(parents=True)
    (tmp_path / "tests" / "guarantees" / "shards.toml").write_text(TWO)
    (tmp_path / "python").write_text(SCRIPT)
    (tmp_path / "python").chmod(0o755)
    (tmp_path / ".gitignore").write_text("var/\nasked.log\nfails\n")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    commit(tmp_path)
    return tmp_path


def git(root, *words):
    who = ["-c", "user.name=T", "-c", "user.email=t@t.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=root, check=True)


def commit(root):
    git(root, "commit", "--quiet", "--allow-empty", "--message", "one")


def run(house, *names, again=False):
    """The exit code, and what was run, in short."""
    (house / "asked.log").write_text("")
    chosen = shards.named(names, shards.all_shards(house))
    code = shards.run(house / "python", chosen, ["-n", "3"], again=again, root=house)
    return code, [line.split()[-1] for line in (house / "asked.log").read_text().splitlines()]


def test_all_shards_run_at_full_size_and_those_that_keep_time_alone(house):
    assert run(house) == (0, ["tests/one.py", "tests/three.py"])
    assert (house / "asked.log").read_text().splitlines() == [
        "full -m pytest -q -n 0 tests/one.py",
        "full -m pytest -q -n 3 tests/two.py tests/three.py",
    ]


def test_what_passed_is_not_run_again_but_when_asked(house):
    run(house, "first")

    assert run(house) == (0, ["tests/three.py"])
    assert run(house) == (0, [])
    assert run(house, "first", again=True) == (0, ["tests/one.py"])


def test_what_failed_is_run_again_and_counted(house):
    (house / "fails").touch()
    assert run(house, "first") == (1, ["tests/one.py"])
    (house / "fails").unlink()

    assert run(house, "first") == (0, ["tests/one.py"])
    assert run(house, "first") == (0, [])


def test_another_database_another_commit_and_another_content_are_asked_anew(house, monkeypatch):
    run(house, "first")

    monkeypatch.setenv("DATABASE_URL", "postgres://postgres@127.0.0.1/kontor")
    assert run(house, "first") == (0, ["tests/one.py"])
    monkeypatch.delenv("DATABASE_URL")
    (house / "new.py").write_text("1")
    assert run(house, "first") == (0, ["tests/one.py"])
    assert run(house, "first") == (0, [])
    (house / "new.py").write_text("2")
    assert run(house, "first") == (0, ["tests/one.py"])
    (house / "new.py").unlink()
    commit(house)
    assert run(house, "first") == (0, ["tests/one.py"])


def test_what_is_staged_for_the_next_commit_stays_staged(house):
    (house / "new.py").write_text("1")

    shards.state_of(house)

    said = subprocess.run(["git", "status", "--porcelain"], cwd=house, capture_output=True, text=True, check=True)
    assert said.stdout == "?? new.py\n"


def test_where_there_is_no_git_nothing_is_taken_for_proven(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert shards.state_of(tmp_path).startswith("unknown-")


def test_a_result_that_was_half_written_counts_for_nothing(house):
    run(house, "first")
    (place,) = house.glob("var/guarantees/*/sqlite/first.json")
    place.write_text('{"shard": "fir')

    assert run(house, "first") == (0, ["tests/one.py"])


def test_the_listing_says_what_each_proves_and_holds_and_what_came_of_it(house):
    (house / "fails").touch()
    run(house, "second")

    said = shards.listing(shards.named([], shards.all_shards(house)), house)

    assert re.search(r"first +G1: one\n +tests/one.py\n +never run on this database\n", said)
    assert re.search(r"second +G2: two\n +tests/two.py\n +tests/three.py\n +FAILED in \d+ s, 20\S+ at \w{12}\n", said)


def test_a_shard_that_took_longer_than_twenty_minutes_is_said_to(house):
    first = shards.all_shards(house)["first"]
    last = shards.Result("first", "abc", "2027-01-01T00:00:00+00:00", 1201.0, passed=True)
    results = shards.Results({}, house)
    results.keep(last)

    assert results.at("abc", first) == last
    assert "passed in 1201 s, longer than the 20 minutes of a shard" in shards.listing([first], house)


def test_a_name_that_no_shard_has_is_refused_with_those_there_are(house, capsys):
    with pytest.raises(Failed, match=r"no shard third\. There are: first, second"):
        shards.named(["first", "third"], shards.all_shards(house))
    assert commands.main(["guarantees", "--list", "third"]) == 1
    assert "there is no shard third. There are: streams, " in capsys.readouterr().err


def test_the_command_lists_and_runs_the_shards_named(monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(environment, "prepare", lambda lock: Path("python"))
    monkeypatch.setattr(shards, "run", lambda python, chosen, spread, *, again: asked.append((chosen, again)) or 2)

    assert commands.main(["guarantees", "--list", "money"]) == 0
    assert capsys.readouterr().out.startswith("money ")
    assert commands.main(["guarantees", "--again", "keys", "slow", "keys"]) == 2
    assert [([shard.name for shard in chosen], again) for chosen, again in asked] == [(["keys", "slow"], True)]

"""The guarantees' proofs in named shards, and what came of each, by commit and database.

A shard that passed is not run again at the same commit on the same database, so a run that broke off goes on where it
ended. Results are kept in `var/guarantees`. What was changed since the commit makes another one of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from workshop import ROOT
from workshop.installers import Failed

LONGEST = 20 * 60


@dataclass(frozen=True)
class Shard:
    """`holds` are files and folders of tests; `spread` ones run in several processes, the others keep time."""

    name: str
    proves: str
    holds: tuple[str, ...]
    spread: bool = False


@dataclass(frozen=True)
class Result:
    """What came of a shard: when it began (UTC, ISO 8601), and after how many seconds it ended."""

    shard: str
    state: str
    began: str
    seconds: float
    passed: bool


def all_shards(root: Path = ROOT) -> dict[str, Shard]:
    written = tomllib.loads((root / "tests" / "guarantees" / "shards.toml").read_text())
    return {
        name: Shard(name, entry["proves"], tuple(entry["holds"]), entry.get("spread", False))
        for name, entry in written.items()
    }


def named(words: Sequence[str], shards: Mapping[str, Shard]) -> list[Shard]:
    """The shards of these names, or all.

    Raises Failed when there is none of a name.
    """
    if unknown := [word for word in words if word not in shards]:
        raise Failed(f"there is no shard {', '.join(unknown)}. There are: {', '.join(shards)}.")
    return [shards[word] for word in dict.fromkeys(words)] or list(shards.values())


class Results:
    """What came of the shards on one database, each in a file of its own: `<state>/<database>/<shard>.json`."""

    def __init__(self, environ: Mapping[str, str], root: Path = ROOT) -> None:
        var = Path(environ.get("KONTOR_VAR", root / "var"))
        self.directory = var / "guarantees"
        self.database = database_of(environ)

    def at(self, state: str, shard: Shard) -> Result | None:
        """The result at this state of the code."""
        return _read(self.directory / state / self.database / f"{shard.name}.json")

    def last(self, shard: Shard) -> Result | None:
        """The newest result, at whatever state of the code."""
        found = [_read(path) for path in self.directory.glob(f"*/{self.database}/{shard.name}.json")]
        return max((result for result in found if result), key=lambda result: result.began, default=None)

    def keep(self, result: Result) -> None:
        place = self.directory / result.state / self.database / f"{result.shard}.json"
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_suffix(".draft")
        draft.write_text(json.dumps(asdict(result), indent=1))
        draft.replace(place)


def _read(path: Path) -> Result | None:
    try:
        return Result(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError):
        return None


def database_of(environ: Mapping[str, str]) -> str:
    return "postgresql" if environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"


def state_of(root: Path = ROOT) -> str:
    """The commit, and where something was changed since, what the files are now; the day's second, where git is not."""
    try:
        commit = _git(root, "rev-parse", "--short=12", "HEAD")
        if not _git(root, "status", "--porcelain"):
            return commit
        with tempfile.TemporaryDirectory() as place:
            index = {"GIT_INDEX_FILE": str(Path(place) / "index")}
            _git(root, "add", "--all", **index)
            return f"{commit}+{_git(root, 'write-tree', **index)[:12]}"
    except (OSError, subprocess.CalledProcessError):
        return f"unknown-{time.time():.0f}"


def _git(root: Path, *words: str, **environ: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=root, env={**os.environ, **environ}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def run(python: Path, shards: Sequence[Shard], spread: Sequence[str], *, again: bool, root: Path = ROOT) -> int:
    """Run those that have not passed here. The exit code is the number of those that failed."""
    results, state, failed = Results(os.environ, root), state_of(root), []
    for shard in shards:
        before = results.at(state, shard)
        if before and before.passed and not again:
            print(f"Kontor: {shard.name} passed here in {before.seconds:.0f} s; --again runs it again.", flush=True)
            continue
        result = _run(python, shard, state, spread, root)
        results.keep(result)
        failed += [] if result.passed else [shard.name]
    ended = f"FAILED: {', '.join(failed)}" if failed else "all passed"
    print(f"\nKontor: guarantees at {state} on {results.database}: {ended}.", flush=True)
    return len(failed)


def _run(python: Path, shard: Shard, state: str, spread: Sequence[str], root: Path) -> Result:
    print(f"\n── {shard.name}: {shard.proves}", flush=True)
    began, started = datetime.now(UTC), time.monotonic()
    words = ["-m", "pytest", "-q", *(spread if shard.spread else ["-n", "0"]), *shard.holds]
    environ = {**os.environ, "KONTOR_TESTS": "full"}
    code = subprocess.run([str(python), *words], cwd=root, env=environ, check=False).returncode
    seconds = round(time.monotonic() - started, 1)
    print(f"── {shard.name} {'passed' if code == 0 else 'FAILED'} in {seconds:.0f} s", flush=True)
    return Result(shard.name, state, began.isoformat(timespec="seconds"), seconds, passed=code == 0)


def listing(shards: Sequence[Shard], root: Path = ROOT) -> str:
    """Every shard, what it proves and holds, and what came of it last on this database."""
    results = Results(os.environ, root)
    return "\n".join(_entry(shard, results.last(shard)) for shard in shards)


def _entry(shard: Shard, last: Result | None) -> str:
    lines = [f"{shard.name:12}{shard.proves}", *(f"{'':12}{path}" for path in shard.holds)]
    if last:
        verdict = "passed" if last.passed else "FAILED"
        over = ", longer than the 20 minutes of a shard" if last.seconds > LONGEST else ""
        lines.append(f"{'':12}{verdict} in {last.seconds:.0f} s{over}, {last.began} at {last.state}")
    else:
        lines.append(f"{'':12}never run on this database")
    return "\n".join([*lines, ""])

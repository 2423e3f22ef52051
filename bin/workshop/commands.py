"""The commands of bin/kontor."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Sequence

from workshop import ROOT, checks, drawing, environment, interpreters, layout, shards
from workshop.environment import RUN, TEST, Failed

# The Pythons that the continuous integration tries; the oldest is what the locks serve, as pyproject.toml says.
SERVED = ("3.11", "3.12", "3.13")
OLDEST = SERVED[0]
# Tests run in one process a core and one more, since many wait for servers, four at most; `-n 0` in the words that
# follow runs all in one.
SPREAD = ["-n", str(min(4, (os.cpu_count() or 1) + 1)), "--dist", "worksteal"]


def main(words: Sequence[str]) -> int:
    options, rest = parser().parse_known_args(words)
    if rest and not options.takes_more:
        parser().error(f"unknown: {' '.join(rest)}")
    # Kontor is several processes, its tests hundreds: each would compile all of it anew, for a second.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        code: int = options.do(options, rest)
    except Failed as error:
        print(f"Kontor: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nKontor: stopped. The next start takes up where this one ended.", file=sys.stderr)
        return 130
    return code


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="bin/kontor", description="Sets Kontor up and runs it.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, do: object, help: str, *, takes_more: bool = False) -> argparse.ArgumentParser:
        it = commands.add_parser(name, help=help, add_help=not takes_more)
        it.set_defaults(do=do, takes_more=takes_more)
        return it

    serving = command("run", run, "install what is needed, then serve the demo")
    serving.add_argument("--host", default=os.environ.get("KONTOR_HOST", "127.0.0.1"))
    serving.add_argument("--port", type=int, default=os.environ.get("KONTOR_PORT", "8000"))
    testing = command("test", test, "run the tests; more words go to pytest", takes_more=True)
    testing.add_argument("--python", type=version, help="on another Python, such as 3.13, in .venv-3.13")
    finding = command("pythons", pythons, "where Pythons that Kontor serves are, and what was tried to find them")
    finding.add_argument(
        "versions", nargs="*", type=version, metavar="VERSION", help="such as 3.13; all if none is named"
    )
    proving = command("guarantees", guarantees, "prove the guarantees at full size, all or the shards named")
    proving.add_argument("shards", nargs="*", metavar="SHARD", help="one of those that --list shows")
    proving.add_argument("--list", action="store_true", help="the shards, what they hold, and what came of each last")
    proving.add_argument("--again", action="store_true", help="also what passed at this commit on this database")
    command("check", check, "style, types, import contracts, templates, migrations, production settings")
    command("format", format_all, "lay out Python, templates, style sheets; say what must be broken by hand")
    command("bench", bench, "run the benchmarks; more words go to them", takes_more=True)
    command("demo-reset", demo_reset, "throw the demo's data away and make it anew")
    drawn = command("drawing", draw, "draw the layers of docs/architecture.md from the import contracts")
    drawn.add_argument("--check", action="store_true", help="only say whether the drawing is in step with them")
    command("lock", lock, "choose the newest versions that pyproject.toml allows, and write them down (needs uv)")
    return whole


def version(word: str) -> str:
    """A version of Python that Kontor knows, such as 3.13."""
    if not re.fullmatch(r"3\.\d\d", word) or word < OLDEST:
        raise argparse.ArgumentTypeError(f"{word} is no version of Python from {OLDEST} on")
    return word


def run(options: argparse.Namespace, rest: list[str]) -> int:
    python = environment.prepare(RUN)
    return environment.become(
        python, "manage.py", "serve", "--prepare", "--host", options.host, "--port", str(options.port)
    )


def test(options: argparse.Namespace, rest: list[str]) -> int:
    return environment.become(environment.prepare(TEST, python=options.python or ""), "-m", "pytest", *SPREAD, *rest)


def pythons(options: argparse.Namespace, rest: list[str]) -> int:
    """How many were not found."""
    searches = [interpreters.find(one, os.environ) for one in options.versions or SERVED]
    print(*searches, sep="\n")
    return sum(not search.python for search in searches)


def guarantees(options: argparse.Namespace, rest: list[str]) -> int:
    chosen = shards.named(options.shards, shards.all_shards())
    if options.list:
        print(shards.listing(chosen))
        return 0
    return shards.run(environment.prepare(TEST), chosen, SPREAD, again=options.again)


def check(options: argparse.Namespace, rest: list[str]) -> int:
    return checks.run_all(environment.prepare(TEST))


def format_all(options: argparse.Namespace, rest: list[str]) -> int:
    python = environment.prepare(TEST)
    environment.run(python, "-m", "ruff", "format", ".", "bin/kontor")
    faults = environment.run(python, "-m", "ruff", "check", "--fix", ".", "bin/kontor")
    return max(faults, layout.rewrite())


def bench(options: argparse.Namespace, rest: list[str]) -> int:
    return environment.become(environment.prepare(TEST), "-m", "tests.bench", *rest)


def demo_reset(options: argparse.Namespace, rest: list[str]) -> int:
    return environment.become(environment.prepare(RUN), "manage.py", "demo_reset")


def draw(options: argparse.Namespace, rest: list[str]) -> int:
    if not options.check:
        print(drawing.draw())
    elif not drawing.is_in_step():
        raise Failed("the drawing of the layers is not that of the contracts: run bin/kontor drawing")
    return 0


def lock(options: argparse.Namespace, rest: list[str]) -> int:
    words = f"uv pip compile pyproject.toml --quiet --upgrade --universal --python-version {OLDEST}".split()
    words += ["--generate-hashes", "--no-emit-index-url", "--custom-compile-command", "bin/kontor lock"]
    try:
        for more in (["--output-file", RUN], ["--extra", "test", "--constraint", RUN, "--output-file", TEST]):
            subprocess.run([*words, *more], cwd=ROOT, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Failed("uv could not choose the versions. It must be on the PATH, and needs the network.") from error
    return 0

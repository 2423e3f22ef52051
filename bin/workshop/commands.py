"""The commands of bin/kontor."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence

from workshop import ROOT, checks, environment
from workshop.environment import RUN, TEST, Failed

# The oldest Python that the locks serve, as pyproject.toml says.
OLDEST = "3.11"
# Tests run in one process a core and one more, since many wait for servers, four at most; `-n 0` in the words that
# follow runs all in one.
SPREAD = ["-n", str(min(4, (os.cpu_count() or 1) + 1)), "--dist", "worksteal"]
# What asks much, and what must keep time and therefore has the machine to itself.
ASKING = [
    "tests/guarantees/test_g12_matrix.py",
    "tests/guarantees/test_g12_commands.py",
    "tests/browser/test_everybody.py",
]
TIMED = ["tests/guarantees", "-n", "0", *(f"--ignore={path}" for path in ASKING[:2])]


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
    command("test", test, "run the tests; more words go to pytest", takes_more=True)
    command("guarantees", guarantees, "prove the guarantees at full size; more words go to pytest", takes_more=True)
    command("check", check, "style, types, import contracts, templates, migrations, production settings")
    command("bench", bench, "run the benchmarks; more words go to them", takes_more=True)
    command("demo-reset", demo_reset, "throw the demo's data away and make it anew")
    command("lock", lock, "choose the newest versions that pyproject.toml allows, and write them down (needs uv)")
    return whole


def run(options: argparse.Namespace, rest: list[str]) -> int:
    python = environment.prepare(RUN)
    return environment.become(
        python, "manage.py", "serve", "--prepare", "--host", options.host, "--port", str(options.port)
    )


def test(options: argparse.Namespace, rest: list[str]) -> int:
    return environment.become(environment.prepare(TEST), "-m", "pytest", *SPREAD, *rest)


def guarantees(options: argparse.Namespace, rest: list[str]) -> int:
    os.environ["KONTOR_TESTS"] = "full"
    python = environment.prepare(TEST)
    parts = [rest] if rest else [TIMED, ASKING]
    return max(environment.run(python, "-m", "pytest", *SPREAD, *words) for words in parts)


def check(options: argparse.Namespace, rest: list[str]) -> int:
    return checks.run_all(environment.prepare(TEST))


def bench(options: argparse.Namespace, rest: list[str]) -> int:
    return environment.become(environment.prepare(TEST), "-m", "tests.bench", *rest)


def demo_reset(options: argparse.Namespace, rest: list[str]) -> int:
    return environment.become(environment.prepare(RUN), "manage.py", "demo_reset")


def lock(options: argparse.Namespace, rest: list[str]) -> int:
    words = f"uv pip compile pyproject.toml --quiet --upgrade --universal --python-version {OLDEST}".split()
    words += ["--generate-hashes", "--no-emit-index-url", "--custom-compile-command", "bin/kontor lock"]
    try:
        for more in (["--output-file", RUN], ["--extra", "test", "--constraint", RUN, "--output-file", TEST]):
            subprocess.run([*words, *more], cwd=ROOT, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Failed("uv could not choose the versions. It must be on the PATH, and needs the network.") from error
    return 0

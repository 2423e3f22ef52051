"""`python -m tests.bench [PART…]`: runs the parts, prints a table, writes JSON."""

import argparse
import json
from pathlib import Path

from tests.bench import churn, desks, latency, live, machine, network, pages, posts, slow_work, spread, storm

PARTS = {
    part.__name__.rpartition(".")[2]: part.run
    for part in (live, storm, latency, spread, churn, posts, pages, desks, network, slow_work)
}


def main():
    parser = argparse.ArgumentParser(prog="bin/kontor bench", description="Measures; it passes or fails nothing.")
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="all of them, if none is named")
    parser.add_argument("--sockets", nargs="+", type=int, default=[100, 1000, 4000], help="sizes of the room")
    parser.add_argument("--events", type=int, default=400, help="said in each room")
    parser.add_argument("--storm", type=int, default=1000, help="sockets that come at once")
    parser.add_argument("--crowd", type=int, default=1000, help="sockets whose latency is measured")
    parser.add_argument("--said", type=int, default=20, help="events whose latency is measured")
    parser.add_argument("--posts", type=int, default=500, help="written by each way")
    parser.add_argument("--members", type=int, default=100_000, help="of the network, with twenty connections each")
    parser.add_argument("--talk", type=int, default=60, help="messages while clients come and go")
    parser.add_argument("--rounds", type=int, default=1, help="of all servers; the median of each is told")
    parser.add_argument("--peers", action="store_true", help="pretalx's pages beside ours; it is installed once")
    parser.add_argument("--json", type=Path, default=Path("var/bench.json"), help="where the figures are kept")
    options = parser.parse_args()
    print(machine.said(), flush=True)
    found = {"machine": machine.figures()}
    for name in options.parts or PARTS:
        print(f"\n── {name}", flush=True)
        found[name] = PARTS[name](options)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(found, indent=1))
    print(f"\nThe figures are in {options.json}.")


if __name__ == "__main__":
    main()

"""One room over one, two and four processes, on one Redis and one database: what more processes cost, and how late
their members hear. All share the server's core, so this is what a process costs, not what a larger machine gains.
"""

import os
import time

from tests.bench import machine, servers
from tests.bench.latency import spread
from tests.bench.live import ROOM, crowd_of, heard, spoken, warm

PROCESSES = (1, 2, 4)


def run(options):
    machine.pin(servers.LOAD)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    found = []
    for name in ("SQLite", *(["PostgreSQL"] if os.environ.get("KONTOR_BENCH_POSTGRES") else [])):
        rows = [measured(processes, name, options) for processes in PROCESSES]
        print(f"{options.crowd:,} sockets in one room on {name}; ratio to one process")
        print(f"  {'processes':<12}{'ratio':>8}{'a second':>12}{'p50 ms':>10}{'p99 ms':>10}{'connect':>10}")
        for row in rows:
            row |= {"database": name, "ratio": row["rate"] / rows[0]["rate"]}
            late = f"{row['p50']:>10.1f}{row['p99']:>10.1f}{row['connect']:>8.2f} s"
            print(f"  {row['processes']:<12}{row['ratio']:>8.2f}{row['rate']:>12,.0f}{late}")
        found += rows
    return found


def measured(processes, name, options):
    database = servers.postgres() if name == "PostgreSQL" else ""
    with servers.kontor(processes=processes, database=database) as house:
        crowd = crowd_of(house, 1)
        connect = crowd.gather(options.crowd)
        warm(crowd, lambda: house.tell(f"say 1 {ROOM} 0 1"))
        house.answer()
        row = spoken(house, crowd, max(20, options.events // 4))
        time.sleep(1)
        warm(crowd, lambda: house.tell(f"say 1 {ROOM} 0 1"))
        house.answer()
        crowd.expect(options.said, clocked=True)
        house.tell(f"say {options.said} {ROOM} 1 1")
        late = spread(crowd, heard(house, crowd)["committed"])
        crowd.leave()
    return {**row, **late, "processes": processes, "connect": connect}

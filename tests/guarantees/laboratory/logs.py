"""The judge: what clients wrote down against what is stored. It knows nothing of the code that it judges."""

from dataclasses import dataclass, field


@dataclass
class Log:
    """What clients saw. `said` is by key: when it was begun, when it was acknowledged (or None) and how often tried.

    `heard` is by client: the stream's numbers in the order in which they were taken in, each with when.
    """

    said: dict = field(default_factory=dict)
    heard: dict = field(default_factory=dict)


def faults(log, stored, numbers):
    """What broke a promise, in words; nothing where all were kept.

    `stored` are the keys that are kept, in the stream's order, one for each event that one wrote; `numbers` are the
    stream's own.
    """
    found = []
    if numbers != list(range(1, len(numbers) + 1)):
        found.append(f"the stream is not 1, 2, 3…: {_first_wrong(numbers)}")
    found += [f"{key} is stored {stored.count(key)} times" for key in sorted(set(stored)) if stored.count(key) > 1]
    found += [
        f"{key} was acknowledged and is not stored" for key, one in log.said.items() if one.acked and key not in stored
    ]
    found += _disorder(log, stored)
    for client, heard in log.heard.items():
        told = [number for number, _at in heard]
        if told != numbers:
            found.append(f"{client} heard {_difference(told, numbers)}")
    return found


@dataclass
class Said:
    began: float
    acked: float | None = None
    tries: int = 0


def _disorder(log, stored):
    """What was acknowledged before another was begun stands before it."""
    place = {key: at for at, key in enumerate(stored)}
    known = [(one, place[key], key) for key, one in log.said.items() if one.acked and key in place]
    found, latest = [], None
    by_end = sorted(known, key=lambda row: row[0].acked)
    for one, at, key in sorted(known, key=lambda row: row[0].began):
        while by_end and by_end[0][0].acked < one.began:
            earlier = by_end.pop(0)
            latest = max(latest or earlier, earlier, key=lambda row: row[1])
        if latest and latest[1] > at:
            found.append(f"{latest[2]} was acknowledged before {key} was begun, and stands after it")
    return found


def _first_wrong(numbers):
    return next(((at, number) for at, number in enumerate(numbers, 1) if at != number), None)


def _difference(told, numbers):
    twice = sorted({number for number in told if told.count(number) > 1})
    missing = sorted(set(numbers) - set(told))
    if twice or missing:
        return f"twice {twice}, never {missing}"
    return "all of it, in another order"

"""Chapter: who knows whom. Most know people near them, so that two often have some in common; a few know very many."""

from datetime import timedelta
from random import Random
from typing import Final

from config.demo.large.tale import SEED, Tale
from network.connections.models import STANDS_FOR, MemberConnection, Met

NEAR: Final = 40
"""Most of whom one knows joined a little before or after."""
FAR: Final = 0.2
WAITING: Final = 0.002
REASONS: Final = (
    "We sell to the same buyers.",
    "You answered my question in the forum.",
    "We stood beside each other at the show.",
    "A colleague of yours named you to me.",
)
MET: Final = (Met.FORUM, Met.SHOW, Met.INTRODUCTION, Met.NOT_YET)


def tell(tale: Tale) -> None:
    """No facts are told of them: what they tell of is long past, and a circle begins when its member first looks."""
    # The dice are this chapter's own: what the others throw stays as it is.
    rng, members = Random(SEED + 1), sorted(tale.members)
    base = max(members) + 1
    # The story's own people know each other already.
    seen = {low * base + high for low, high in MemberConnection.objects.values_list("low_id", "high_id")}
    # Fewer pairs than are asked for, where there are hardly any members.
    for _ in range(tale.size.connections):
        low, high = _pair(rng, members)
        pair = low * base + high
        if low != high and pair not in seen:
            seen.add(pair)
            _connect(tale, rng, low, high)


def _pair(rng: Random, members: list[int]) -> tuple[int, int]:
    at = int(len(members) * rng.random())
    if rng.random() < FAR:
        other = int(len(members) * rng.random() ** 3)
    else:
        other = (at + 1 + int(NEAR * rng.random())) % len(members)
    one, two = members[at], members[other]
    return (one, two) if one < two else (two, one)


def _connect(tale: Tale, rng: Random, low: int, high: int) -> None:
    waits, number = rng.random() < WAITING, (low + high) % len(REASONS)
    asked_at = tale.ago(rng.uniform(0.1, 20)) if waits else tale.ago(rng.uniform(1, 900))
    by, to = (low, high) if rng.random() < 0.5 else (high, low)
    tale.writer.put(
        MemberConnection,
        low_id=low,
        high_id=high,
        asked_by_id=by,
        asked_id=to,
        reason=REASONS[number],
        met=MET[number],
        asked_at=asked_at,
        lapses_at=asked_at + STANDS_FOR,
        connected_at=None if waits else min(asked_at + timedelta(hours=20), tale.now),
    )

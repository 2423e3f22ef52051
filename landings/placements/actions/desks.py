"""Which desks a stay gets. Pure: the caller holds the offer's lock and knows what is taken."""

from collections.abc import Collection, Sequence
from datetime import date


def pick(desks: int, taken: Collection[tuple[int, date]], days: Sequence[date], wanted: int) -> list[tuple[int, date]]:
    """(desk, day) for each day and each desk wanted; empty when any day has too few free.

    A stay keeps one desk where one is free throughout; else it moves, so that no place is lost.
    """
    occupied = set(taken)
    chosen: list[tuple[int, date]] = []
    for _seat in range(wanted):
        seat = _one(desks, occupied, days)
        if not seat:
            return []
        chosen += seat
        occupied.update(seat)
    return chosen


def _one(desks: int, occupied: set[tuple[int, date]], days: Sequence[date]) -> list[tuple[int, date]]:
    for desk in range(1, desks + 1):
        whole = [(desk, day) for day in days]
        if occupied.isdisjoint(whole):
            return whole
    moving = [next(((desk, day) for desk in range(1, desks + 1) if (desk, day) not in occupied), None) for day in days]
    return [] if None in moving else [place for place in moving if place]

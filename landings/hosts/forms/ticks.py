"""Boxes that are ticked, and the list that they stand for."""


def in_held_order(said: list[str], held: list[str] | None) -> list[str]:
    """The same ticks are the same list, in whichever order they are drawn."""
    return list(held or []) if set(said) == set(held or []) else said

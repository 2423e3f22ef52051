"""How much of everything there is."""

from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class Size:
    """Counts of the large demo; what is not named here follows from them."""

    members: int
    posts: int
    landings: int

    @property
    def organisations(self) -> int:
        return max(20, self.members // 4)

    @property
    def connections(self) -> int:
        return self.members * 20

    @property
    def hosts(self) -> int:
        return max(self.programmes, self.organisations * 3 // 100, 2)

    @property
    def programmes(self) -> int:
        return max(1, self.landings // 400)

    @property
    def boards(self) -> int:
        return 6 + self.posts // 8_000

    @property
    def longest_thread(self) -> int:
        return max(40, self.posts // 200)

    @property
    def sentences(self) -> int:
        return min(20_000, max(200, self.posts // 4))

    def times(self, scale: float) -> "Size":
        parts = {name: round(getattr(self, name) * scale) for name in ("members", "posts", "landings")}
        return replace(self, **parts)


LARGE: Final = Size(members=100_000, posts=1_000_000, landings=10_000)
SMALLEST: Final = Size(members=100, posts=100, landings=4)
"""Fewer would leave states and lists empty."""

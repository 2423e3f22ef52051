"""A token bucket: so many at once, so many a second."""

from dataclasses import dataclass


@dataclass(slots=True)
class Bucket:
    """`size` tokens at most, `rate` new ones each second. Times are monotonic seconds."""

    size: float
    rate: float
    tokens: float
    at: float

    @classmethod
    def full(cls, *, size: float, rate: float, now: float) -> "Bucket":
        return cls(size, rate, size, now)

    def take(self, now: float) -> bool:
        self.tokens = min(self.size, self.tokens + (now - self.at) * self.rate)
        self.at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True

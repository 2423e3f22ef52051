"""An invented user of the engine that is neither a meeting nor a stay: barters at a market."""

from datetime import date, timedelta

from network.dealings import kinds
from network.dealings.kinds import DealingKind, Happened, Speech
from network.dealings.models import Party

DAY = date(2026, 5, 4)


class Barters:
    """What the rows of the invented area would say: key → who with whom."""

    def __init__(self):
        self.done = {}

    def add(self, subject, one, other, on=DAY):
        self.done[subject] = (one, other, on)

    def read(self, subject):
        if subject not in self.done:
            return None
        one, other, on = self.done[subject]
        return Happened((Party(**one), Party(**other)), on)

    def kind(self):
        return DealingKind(
            name="barter",
            label="A barter",
            allows=frozenset({Speech.RATING}),
            open_for=timedelta(days=30),
            read=self.read,
            subjects=lambda: list(self.done),
        )


def use(monkeypatch):
    barters = Barters()
    monkeypatch.setattr(kinds, "_kinds", {"barter": barters.kind()})
    return barters

"""An invented user of the engine that is no application: cheeses, tasted by judges, with a table of its own."""

from django.db import models
from django.test.utils import isolate_apps

from network.members.models import Member
from network.reviews import kinds
from network.reviews.kinds import ReviewKind, RubricLine
from network.reviews.models import Reviewing

RUBRICS = {1: [RubricLine("smell", "Smell", 1), RubricLine("taste", "Taste", 3)], 2: [RubricLine("rind", "Rind", 1)]}

with isolate_apps("network"):

    class Tasting(Reviewing):
        cheese = models.PositiveIntegerField()

        class Meta:
            app_label = "network"


class Fair:
    """Judges, who made which cheese, and which version of the rubric holds for it."""

    def __init__(self, judges):
        self.judges, self.makers, self.version, self.scores = judges, {}, {}, []

    def kind(self, wanted=2):
        return ReviewKind(
            name="cheese",
            reviews=lambda cheese: Tasting.objects.filter(cheese=cheese),
            pool=lambda cheese: Tasting.objects.all(),
            reviewers=lambda cheese: Member.objects.filter(pk__in=[judge.pk for judge in self.judges]),
            wanted=lambda cheese: wanted,
            has_conflict=lambda member, cheese: self.makers.get(cheese) == member,
            rubric=lambda cheese: RUBRICS[self.version.get(cheese, 1)],
            ask=lambda cheese, judge, now: Tasting.objects.create(cheese=cheese, reviewer=judge, assigned_at=now),
            score=lambda tasting, line, points, words: self.scores.append((line.key, points, words)),
        )


def use(monkeypatch, judges):
    monkeypatch.setattr(kinds, "_kinds", {})
    return Fair(judges)

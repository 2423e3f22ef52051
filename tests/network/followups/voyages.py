"""An invented user of the engine that is no letter: ferries ask what came of a voyage, one and six months after it.

Its tables stand in a registry of their own, for they belong to no area: `tables` makes them for a module of tests.
"""

from dataclasses import dataclass

from django.apps.registry import Apps
from django.db import models

from network.followups import kinds
from network.followups.kinds import COUNT, Facts, Given, Mailed, Question, Service
from network.followups.models import FollowUp, FollowUpQuerySet, Link
from network.members.models import Member
from realtime.streams import Living, Stream
from realtime.streams.facts import fact

SHIPYARD = Apps()
SHIPYARD.all_models["realtime"]["stream"] = Stream


class Voyage(Living):
    over_on = models.DateField()
    captain = models.BigIntegerField()
    owner = models.BigIntegerField()

    class Meta:
        app_label = "invented"
        apps = SHIPYARD


class Logbook(FollowUp):
    voyage = models.ForeignKey(Voyage, on_delete=models.CASCADE, related_name="logbooks")

    objects = FollowUpQuerySet.as_manager()

    class Meta(FollowUp.Meta):
        app_label = "invented"
        apps = SHIPYARD
        constraints = [
            models.UniqueConstraint(fields=["voyage", "wave"], name="invented_logbook_once"),
            *FollowUp.Meta.constraints,
        ]

    @property
    def given(self):
        return self.voyage


class Pass(Link):
    purpose = "logbook"

    logbook = models.ForeignKey(Logbook, on_delete=models.CASCADE, related_name="links")

    class Meta:
        app_label = "invented"
        apps = SHIPYARD


MODELS = (Voyage, Logbook, Pass)


@fact("logbook.due")
@dataclass(frozen=True, slots=True, kw_only=True)
class LogbookDue:
    logbook_id: int


@fact("logbook.mailed")
@dataclass(frozen=True, slots=True, kw_only=True)
class LogbookMailed:
    logbook_id: int
    pass_id: int
    number: int
    asked: bool


@fact("logbook.declined")
@dataclass(frozen=True, slots=True, kw_only=True)
class LogbookDeclined:
    logbook_id: int


def _given(now):
    for voyage in Voyage.objects.filter(over_on__lte=now.date()).order_by("over_on", "pk"):
        raised = set(voyage.logbooks.values_list("wave", flat=True))
        yield Given(key=voyage.pk, over_on=voyage.over_on, waves=[1, 6], raised=raised)


VOYAGES = Service(
    name="logbook",
    model=Logbook,
    of="voyage",
    given=_given,
    hold=lambda key: Voyage.objects.select_for_update().select_related("stream").get(pk=key),
    loads=(),
    facts=Facts(
        due=lambda key: LogbookDue(logbook_id=key),
        declined=lambda key: LogbookDeclined(logbook_id=key),
        mailed=lambda key, link, number, asked: LogbookMailed(
            logbook_id=key, pass_id=link.pk, number=number, asked=asked
        ),
    ),
    asks=lambda logbook: [Question("fish", COUNT, "What was caught?", unit="barrels")],
    may_ask=lambda member, logbook: member.pk == logbook.voyage.captain,
    answers=lambda logbook, asker: Member.objects.get(pk=asker or logbook.voyage.captain),
    staff=lambda logbook: [],
    called=lambda logbook: [logbook.voyage.owner],
    told=lambda logbook: [logbook.voyage.owner],
    answered="closed",
    words=lambda logbook: {"wave": str(logbook.wave)},
    path=lambda logbook: f"/logbooks/{logbook.pk}/",
    written_at=lambda logbook: f"/logbooks/{logbook.pk}/write/",
    mail=lambda logbook, link, reader: Mailed(
        subject="How was it?", text=f"{reader.name}: {link.token}", html=f"<p>{link.token}</p>"
    ),
)


def use(monkeypatch):
    monkeypatch.setattr(kinds, "_services", {})
    return kinds.register(VOYAGES)

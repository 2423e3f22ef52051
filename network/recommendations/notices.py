"""Who is told: who is asked, whom it is about, and who wrote what is shown now."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.members.models import Member
from network.recommendations.facts import (
    ChangeAsked,
    RecommendationAsked,
    RecommendationKept,
    RecommendationShown,
    RecommendationWithdrawn,
    RecommendationWritten,
    RequestDeclined,
)
from network.recommendations.tellings import ASKED, CHANGE, SHOWN, WRITTEN
from realtime.jobs.handlers import on
from realtime.notices import NoticeKind, declare_question, notify
from realtime.streams import Event

declare_question(
    NoticeKind(ASKED, label=_("Somebody asks me for a recommendation")),
    until=dict.fromkeys((RecommendationWritten, RequestDeclined, RecommendationWithdrawn), ""),
)
declare_question(
    NoticeKind(WRITTEN, label=_("Somebody recommends me")),
    until=dict.fromkeys((RecommendationShown, RecommendationKept, ChangeAsked, RecommendationWithdrawn), ""),
)
declare_question(
    NoticeKind(CHANGE, label=_("Somebody asks me for other words in a recommendation")),
    until=dict.fromkeys((RecommendationWritten, RecommendationWithdrawn), ""),
)
declare_question(
    NoticeKind(SHOWN, label=_("Somebody shows my recommendation")),
    until=dict.fromkeys((RecommendationKept, RecommendationWritten, RecommendationWithdrawn), ""),
)


@on(RecommendationAsked)
def tell_who_is_asked(event: Event) -> None:
    _tell(event, event.told.writer_id, ASKED)


@on(RecommendationWritten)
def tell_whom_it_is_about(event: Event) -> None:
    _tell(event, event.told.about_id, WRITTEN)


@on(ChangeAsked)
def tell_who_wrote(event: Event) -> None:
    _tell(event, event.told.writer_id, CHANGE)


@on(RecommendationShown)
def tell_who_is_quoted(event: Event) -> None:
    _tell(event, event.told.writer_id, SHOWN)


def _tell(event: Event, member_id: int, kind: str) -> None:
    params = {"who": str(Member.objects.get(pk=event.actor))} if event.actor else {}
    path = reverse("network:recommendation", args=[event.told.recommendation_id])
    notify([member_id], kind=kind, event=event, params=params, path=path)

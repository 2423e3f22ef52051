"""What moves of an introduction, and its private conversation with the meeting times beside it."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ground.web.policies import OWN, only
from network.conversations.models import Conversation
from network.conversations.rules import Panel
from network.introductions.facts import (
    IntroductionAgreed,
    IntroductionAnswered,
    IntroductionClosed,
    IntroductionExpired,
    IntroductionProposed,
    IntroductionWithdrawn,
    SideReminded,
    TimeAccepted,
    TimeSuggested,
)
from network.introductions.models import Introduction
from network.messages.live import register_private
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import StreamKind, register
from realtime.streams import Event


def _may_read(member_id: int | None, stream_id: int) -> bool:
    """The whole history holds each side's answer: it is the office's alone."""
    office = Introduction.objects.filter(agency__memberships__member_id=member_id or 0)
    return office.filter(stream_id=stream_id).exists()


def _meeting_times(conversation: Conversation) -> Sequence[Panel]:
    made = Introduction.objects.filter(conversation=conversation).values_list("pk", flat=True).first()
    if made is None:
        return ()
    path = reverse("network:meeting-times", args=[made])
    return (Panel(f"meeting-times-{made}", path, _("Meeting times"), "calendar"),)


register(StreamKind("introduction", may_read=_may_read, who=only(commissioner=OWN)))
register_private("introduction", beside=_meeting_times)


@pieces.shows(
    IntroductionProposed,
    IntroductionAnswered,
    SideReminded,
    IntroductionAgreed,
    IntroductionExpired,
    IntroductionWithdrawn,
    TimeSuggested,
    TimeAccepted,
    IntroductionClosed,
    in_="introduction",
)
def office_view(event: Event) -> list[pieces.Piece]:
    return [pieces.refresh(f"introduction-{event.told.introduction_id}")]


@pieces.shows(IntroductionAgreed, TimeSuggested, TimeAccepted, IntroductionClosed, in_="conversation")
def meeting_panel(event: Event) -> list[pieces.Piece]:
    return [pieces.refresh(f"meeting-times-{event.told.introduction_id}")]

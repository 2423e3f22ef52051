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
from realtime import live
from realtime.access import OWN, only
from realtime.streams import Event


def _may_read(member_id: int | None, stream_id: int) -> bool:
    """The whole history holds each side's answer: it is the office's alone."""
    office = Introduction.objects.filter(agency__memberships__member_id=member_id or 0)
    return office.filter(stream_id=stream_id).exists()


live.register(live.StreamKind("introduction", may_read=_may_read, who=only(commissioner=OWN)))


@live.shows(
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
def office_view(event: Event) -> list[live.Piece]:
    return [live.refresh(f"introduction-{event.told.introduction_id}")]


@live.shows(IntroductionAgreed, TimeSuggested, TimeAccepted, IntroductionClosed, in_="conversation")
def meeting_panel(event: Event) -> list[live.Piece]:
    return [live.refresh(f"meeting-times-{event.told.introduction_id}")]

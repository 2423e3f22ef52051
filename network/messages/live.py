from collections.abc import Collection

from django.template.loader import render_to_string
from django.utils import timezone

from network.members.models import Member
from network.messages import actions
from network.messages.facts import Said, Unsaid
from network.messages.models import Conversation, Line, Participant
from realtime import live
from realtime.access import OWN, only
from realtime.streams import Event


def _may_read(member_id: int | None, stream_id: int) -> bool:
    here = Conversation.objects.filter(stream_id=stream_id)
    return here.filter(participants__member_id=member_id or 0, participants__left_at=None).exists()


def _hold(pairs: Collection[live.Pair]) -> set[live.Pair]:
    streams = {stream for _member, stream in pairs}
    here = Participant.objects.filter(left_at=None, conversation__stream__in=streams)
    return set(pairs) & set(here.values_list("member_id", "conversation__stream_id"))


def _seen(member_id: int, stream_id: int, seq: int) -> None:
    """The member has the conversation open, and has seen it up to this event."""
    found, member = Conversation.objects.get(stream=stream_id), Member.objects.get(pk=member_id)
    actions.read_to(found, by=member, seq=seq, now=timezone.now())


live.register(
    live.StreamKind(
        "conversation",
        may_read=_may_read,
        hold=_hold,
        who=only(member=OWN),
        presence=True,
        typing=True,
        seen=_seen,
    )
)


def line_piece(line: Line) -> str:
    """One line as every participant sees it."""
    return render_to_string("network/messages/_line.html", {"line": line})


@live.shows(Said, in_="conversation")
def said(event: Event) -> list[live.Piece]:
    line = Line.objects.select_related("author").get(pk=event.told.line_id)
    return [live.append(f"lines-{line.conversation_id}", f"line-{line.pk}", line_piece(line))]


@live.shows(Unsaid, in_="conversation")
def unsaid(event: Event) -> list[live.Piece]:
    line = Line.objects.select_related("author").get(pk=event.told.line_id)
    return [live.replace(f"line-{line.pk}", line_piece(line))]

"""What moves: the landing's page, for firm, host, programme and commissioner."""

from typing import Final

from django.template.loader import render_to_string

from ground.web.policies import OWN, only
from landings.placements import tellings
from landings.placements.models import Landing
from landings.placements.registry import facts_of_steps
from network.members.models import Member
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import StreamKind, register
from realtime.streams import Event
from realtime.streams.facts import type_named
from realtime.tellings import facts_on

LIST: Final = "landing-timeline"


def _may_read(member_id: int | None, stream_id: int) -> bool:
    member = Member.objects.filter(pk=member_id or 0, is_active=True).first()
    return member is not None and Landing.objects.visible_to(member).filter(stream_id=stream_id).exists()


register(
    StreamKind(
        "landing",
        may_read=_may_read,
        who=only(founder=OWN, host=OWN, officer=OWN, finance=OWN, commissioner=OWN),
        presence=True,
    )
)


def follow() -> None:
    """Show what the timeline tells, and what does a step. Call it when the features above have told theirs."""
    for name in sorted({*facts_on(tellings.HISTORY), *facts_of_steps()}):
        pieces.shows(type_named(name), in_="landing")(arrived)


def arrived(event: Event) -> list[pieces.Piece]:
    """The new row of the timeline; and the page's head and next steps, which differ by viewer."""
    landing_id = Landing.objects.filter(stream=event.stream_id).values_list("pk", flat=True).first()
    rows = [
        pieces.append(LIST, row.id, render_to_string("ui/_timeline_row.html", {"row": row}))
        for row in tellings.rows([event])
    ]
    return [*rows, pieces.refresh(f"landing-top-{landing_id}")]

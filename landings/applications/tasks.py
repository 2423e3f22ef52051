"""What follows for applications when somebody no longer works for a programme."""

from landings.applications import actions
from landings.programmes.facts import OfficerDismissed
from landings.programmes.models import Officer, Programme
from realtime.jobs.handlers import on
from realtime.streams import Event


@on(OfficerDismissed)
def hand_reviews_back(event: Event) -> None:
    """Unless they were appointed anew meanwhile."""
    programme, member_id = Programme.objects.get(stream=event.stream_id), event.told.member_id
    if not Officer.objects.filter(programme=programme, member=member_id, role=Officer.Role.REVIEWER).exists():
        actions.hand_back(member_id, programme_id=programme.pk, now=event.at)

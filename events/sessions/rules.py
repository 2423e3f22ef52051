"""Who may do what with a session."""

from events.booths.models import BoothStaff
from events.sessions.models import Session
from events.shows import rules as shows
from events.shows.models import Show
from network.members.models import Viewer


def may_schedule(viewer: Viewer, show: Show) -> bool:
    return shows.is_organiser(viewer, show)


def may_plan(viewer: Viewer, show: Show) -> bool:
    """Registered visitors, exhibitors of the show and its organisers keep a schedule."""
    return shows.is_registered(viewer, show) or _works_at(viewer, show) or shows.is_organiser(viewer, show)


def is_host(viewer: Viewer, session: Session) -> bool:
    return viewer.is_authenticated and session.speakers.filter(member_id=viewer.pk).exists()


def _works_at(viewer: Viewer, show: Show) -> bool:
    staff = BoothStaff.objects.filter(booth__show=show, booth__withdrawn_at=None)
    return viewer.is_authenticated and staff.filter(member_id=viewer.pk).exists()

"""Who may do what at a booth."""

from events.booths.models import Booth, BoothStaff
from events.shows import rules as shows
from network.members.models import Viewer
from network.organisations import rules as organisations


def is_exhibitor(viewer: Viewer, booth: Booth) -> bool:
    return viewer.is_authenticated and BoothStaff.objects.filter(booth=booth, member_id=viewer.pk).exists()


def may_dress(viewer: Viewer, booth: Booth) -> bool:
    """The booth's staff, and whoever manages its firm."""
    return is_exhibitor(viewer, booth) or (viewer.is_authenticated and organisations.may_manage(viewer, booth.firm))


def may_place(viewer: Viewer, booth: Booth) -> bool:
    """The organiser says where a booth stands."""
    return shows.is_organiser(viewer, booth.show)


def sees_exhibitors_view(viewer: Viewer, booth: Booth) -> bool:
    """Who works at any booth of the show sees the visitors who chose to be seen by exhibitors."""
    return (
        viewer.is_authenticated
        and BoothStaff.objects.filter(booth__show=booth.show_id, booth__withdrawn_at=None, member_id=viewer.pk).exists()
    )

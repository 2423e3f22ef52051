"""Who may do what at a booth."""

from django.db.models import Q, QuerySet

from events.booths.models import Booth, BoothStaff
from events.shows import rules as shows
from network.members.models import Viewer
from network.organisations import rules as organisations
from network.organisations.models import Membership


def is_exhibitor(viewer: Viewer, booth: Booth) -> bool:
    return viewer.is_authenticated and BoothStaff.objects.filter(booth=booth, member_id=viewer.pk).exists()


def may_dress(viewer: Viewer, booth: Booth) -> bool:
    """The booth's staff, and whoever manages its firm."""
    return is_exhibitor(viewer, booth) or (viewer.is_authenticated and organisations.may_manage(viewer, booth.firm))


def dressed_by(member_id: int) -> QuerySet[Booth]:
    """The booths that a member may dress, as above, of shows that are not over."""
    staffed = BoothStaff.objects.filter(member_id=member_id).values("booth_id")
    managed = Membership.objects.filter(member_id=member_id, role__in=organisations.MANAGING)
    mine = Q(pk__in=staffed) | Q(firm_id__in=managed.values("organisation_id"))
    return Booth.objects.going().filter(mine)


def may_place(viewer: Viewer, booth: Booth) -> bool:
    """The organiser says where a booth stands."""
    return shows.is_organiser(viewer, booth.show)


def sees_exhibitors_view(viewer: Viewer, booth: Booth) -> bool:
    """Who works at any booth of the show sees the visitors who chose to be seen by exhibitors."""
    return (
        viewer.is_authenticated
        and BoothStaff.objects.filter(booth__show=booth.show_id, booth__withdrawn_at=None, member_id=viewer.pk).exists()
    )

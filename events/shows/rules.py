"""Who may do what at a show."""

from events.shows.models import Registration, Show
from network.members.models import Member, Viewer
from network.organisations import rules as organisations
from network.organisations.models import Organisation


def may_hold_shows_for(member: Member, organisation: Organisation) -> bool:
    """Owners and managers of any organisation may hold a show in its name."""
    return organisations.may_manage(member, organisation)


def is_organiser(viewer: Viewer, show: Show) -> bool:
    """Anyone on staff of the organisation that holds the show."""
    return viewer.is_authenticated and organisations.is_staff(viewer, show.organiser)


def is_registered(viewer: Viewer, show: Show) -> bool:
    return viewer.is_authenticated and Registration.objects.filter(show=show, member_id=viewer.pk).exists()


def takes_registrations(show: Show) -> bool:
    return show.state in (Show.State.ANNOUNCED, Show.State.OPEN)


def is_over(show: Show) -> bool:
    return show.state is Show.State.CLOSED

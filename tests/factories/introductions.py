"""Introductions, proposed through the same action as on the page."""

from django.utils import timezone

from network.introductions import actions
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation


def make_introduction(commissioner=None, agency=None, founder=None, contact=None, now=None):
    agency = agency or make_organisation("agency")
    commissioner = commissioner or make_member()
    if not agency.memberships.filter(member=commissioner).exists():
        join(agency, commissioner)
    founder = founder or make_member()
    firm = founder.organisations.filter(kind="firm").first() or make_organisation("firm", staff=[founder])
    return actions.propose(
        by=commissioner,
        agency=agency,
        firm=firm,
        founder=founder,
        contact=contact or make_member(),
        blurb="They sell what you look for.",
        now=now or timezone.now(),
    )


def sides_of(introduction):
    """The founder's side and the contact's."""
    return list(introduction.sides.select_related("member").order_by("id"))


def make_agreed_introduction(**parties):
    introduction = make_introduction(**parties)
    for side in sides_of(introduction):
        actions.answer(side.pk, answer="yes", now=timezone.now())
    introduction.refresh_from_db()
    return introduction

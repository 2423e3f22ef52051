"""Shows that are made, announced and open, with halls, booths, staff and sessions."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from django.utils import timezone

from events.booths import actions as booths
from events.booths.models import BoothStaff
from events.sessions import actions as sessions
from events.shows import actions as shows
from events.shows.models import Registration
from network.conversations import actions as conversations
from network.conversations.models import Conversation
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation, make_staff_of

_number = count(1)
MADE = datetime(2026, 5, 1, 12, tzinfo=UTC)
# A Wednesday; the show is in Toronto, at UTC-4, open from 13:00 to 21:00 UTC.
NOW = datetime(2026, 6, 10, 15, tzinfo=UTC)


def plan(**changes):
    values = {
        "name": f"Harbour Days {next(_number)}",
        "headline": "Services that travel",
        "about": "Three days for small exporters of services.",
        "time_zone": "America/Toronto",
        "first_on": date(2026, 6, 9),
        "last_on": date(2026, 6, 11),
        "opens": time(9),
        "closes": time(17),
        "capacity": None,
        "sectors": ["software"],
        "languages": ["en", "fr"],
    }
    return shows.Plan(**{**values, **changes})


def make_draft(organiser=None, now=MADE, **changes):
    """A draft, made by `organiser`, who owns the organisation that holds it."""
    organiser = organiser or make_staff_of("partner")
    owned = organiser.memberships.order_by("pk").first() or _own("partner", organiser)
    return shows.make_show(plan(**changes), organiser_id=owned.organisation_id, by=organiser, key="", now=now)


def _own(kind, member):
    make_organisation(kind, staff=[member])
    return member.memberships.get()


def organiser_of(show):
    return show.organiser.memberships.order_by("pk").first().member


def make_show(organiser=None, now=MADE, **changes):
    """An announced show."""
    show = make_draft(organiser, now, **changes)
    return shows.announce(show.pk, by=organiser_of(show), now=now)


def make_open_show(organiser=None, now=MADE, **changes):
    show = make_show(organiser, now, **changes)
    return shows.open_doors(show.pk, by=organiser_of(show), now=now)


def make_show_of_today(**changes):
    """A show that is open around the clock, from yesterday to tomorrow, by the real clock."""
    today = timezone.now().date()
    dates = {"first_on": today - timedelta(days=1), "last_on": today + timedelta(days=1)}
    return make_open_show(**{**dates, "opens": time(0), "closes": time(0), "time_zone": "UTC", **changes})


def close(show):
    return shows.close(show.pk, by=organiser_of(show), now=NOW)


def make_hall(show, name="", about="", now=MADE):
    name = name or f"Hall {next(_number)}"
    return shows.add_hall(show.pk, name=name, about=about, by=organiser_of(show), now=now)


def visit(show, member=None, door="visible", now=MADE):
    """A registered visitor."""
    member = member or make_member()
    return shows.register(show.pk, door=door, by=member, now=now).member


def leave(show, member, now=NOW):
    shows.unregister(show.pk, by=member, now=now)


def make_booth(hall=None, exhibitor=None, place="", now=MADE, **firm):
    """A booth whose firm is owned by `exhibitor`, who is its first staff."""
    hall = hall or make_hall(make_open_show())
    exhibitor = exhibitor or make_member()
    owner = make_organisation("firm", staff=[exhibitor], sector="software", **firm)
    place = place or f"A{next(_number)}"
    return booths.assign(hall.pk, firm_id=owner.pk, place=place, by=organiser_of(hall.show), now=now)


def exhibitor_of(booth):
    return BoothStaff.objects.filter(booth=booth).order_by("pk").first().member


def give_duty(booth, member=None, starts_at=NOW - timedelta(hours=1), hours=2, now=MADE):
    by = exhibitor_of(booth)
    member_id = (member or by).pk
    ends_at = starts_at + timedelta(hours=hours)
    return booths.give_duty(booth.pk, member_id=member_id, starts_at=starts_at, ends_at=ends_at, by=by, now=now)


def put_on_duty(booth):
    """Gives the exhibitor duty in this hour of the real clock and the next, and gives the exhibitor."""
    start = timezone.now().replace(minute=0, second=0, microsecond=0)
    return give_duty(booth, starts_at=start, hours=2, now=timezone.now()).member


def outline(hall, **changes):
    values = {
        "hall_id": hall.pk,
        "kind": "talk",
        "title": f"Session {next(_number)}",
        "about": "What nobody tells you.",
        "starts_at": NOW,
        "ends_at": NOW + timedelta(minutes=45),
        "capacity": None,
        "speakers": [sessions.Voice(name="Ada Okafor", headline="Founder")],
    }
    return sessions.Outline(**{**values, **changes})


def make_session(hall=None, now=MADE, **changes):
    hall = hall or make_hall(make_open_show())
    by = organiser_of(hall.show)
    return sessions.schedule(hall.show_id, outline(hall, **changes), by=by, key="", now=now)


def say(room, by, body="Hello", key="", now=NOW):
    talk = Conversation.objects.get(stream=room.stream_id)
    return conversations.say(talk.pk, body=body, by=by, key=key, now=now)


def door_of(show, member):
    return Registration.objects.get(show=show, member=member).door


def close_day_before_midnight(show):
    """Tomorrow ends at 18:00, so that an hour can be outside."""
    shows.set_hours(show.pk, on=show.last_on, opens=time(8), closes=time(18), by=organiser_of(show), now=MADE)

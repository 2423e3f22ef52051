from django.core.files.uploadedfile import SimpleUploadedFile

from events.booths import actions as booths
from network.calendar import actions as calendar
from tests.factories import events as made
from tests.factories.organisations import join, make_organisation
from tests.guarantees.worlds import World, joins, stream_world, world

NOWHERE = 999_999_999


@joins("organiser")
def hold_shows(cast, member):
    join(cast.once("fairs", lambda: make_organisation("partner")), member, role="owner")


def our_show(cast):
    """The organiser's open show, which the founder visits."""

    def make():
        show = made.make_open_show(cast.member("organiser"))
        made.visit(show, cast.member("founder"))
        return show

    return cast.once("show", make)


def our_hall(cast):
    return cast.once("hall", lambda: made.make_hall(our_show(cast)))


def our_booth(cast):
    """The exhibitor's booth in the organiser's show."""
    return cast.once("booth", lambda: made.make_booth(our_hall(cast), cast.member("exhibitor")))


def our_session(cast):
    return cast.once("session", lambda: made.make_session(our_hall(cast)))


def hidden_hall():
    return made.make_hall(made.make_draft())


def of(key, ours, other, closed, roles=("exhibitor", "organiser"), **more):
    """A world of things that all members see, but that only these roles act on."""
    return World(
        own={role: {key: ours} for role in roles},
        other={key: other},
        absent={key: NOWHERE},
        closed={key: closed},
        hidden=False,
        **more,
    )


@world("show")
def show(cast):
    other, draft = made.make_open_show(), made.make_draft()
    own = {"organiser": {"show": our_show(cast).slug}}
    data = {"door": "private", "state": "closed"}
    absent = {"show": "no-such-show"}
    return World(
        own=own, other={"show": other.slug}, absent=absent, closed={"show": draft.slug}, hidden=False, data=data
    )


@world("day_id")
def day(cast):
    days = [one.days.first().pk for one in (our_show(cast), made.make_show(), made.make_draft())]
    return of("day_id", *days, roles=("organiser",))


@world("hall_id")
def hall(cast):
    halls = [one.pk for one in (our_hall(cast), made.make_hall(made.make_show()), hidden_hall())]
    return of("hall_id", *halls, roles=("organiser",))


@world("booth_id")
def booth(cast):
    found = [one.pk for one in (our_booth(cast), made.make_booth(), made.make_booth(hidden_hall()))]
    return of("booth_id", *found, data={"place": "Z1"})


@world("session_id")
def session(cast):
    found = [one.pk for one in (our_session(cast), made.make_session(), made.make_session(hidden_hall()))]
    return of("session_id", *found, roles=("organiser",))


def sheet_at(booth):
    by, file = made.exhibitor_of(booth), SimpleUploadedFile("sheet.pdf", b"%PDF-1.4 %%EOF")
    return booths.add_sheet(booth.pk, title="Sheet", text="", file=file, by=by, key="", now=made.NOW).pk


@world("sheet_id")
def sheet(cast):
    found = [sheet_at(one) for one in (our_booth(cast), made.make_booth(), made.make_booth(hidden_hall()))]
    return of("sheet_id", *found, roles=("exhibitor",))


@world("duty_id")
def duty(cast):
    found = [made.give_duty(one).pk for one in (our_booth(cast), made.make_booth(), made.make_booth(hidden_hall()))]
    return of("duty_id", *found, roles=("exhibitor",))


def lines(cast, by=None):
    ours = made.say(our_booth(cast), by or cast.member("founder"))
    other, hidden = made.make_booth(), made.make_booth(hidden_hall())
    return [ours.pk, *(made.say(one, made.organiser_of(one.show)).pk for one in (other, hidden))]


@world(route="events:line")
def line(cast):
    return of("message_id", *lines(cast))


@world(route="events:take-back")
def own_line(cast):
    return of("message_id", *lines(cast), roles=("founder",))


for name in ("hide", "show-again"):

    @world(route=f"events:{name}")
    def hosted_line(cast):
        return of("message_id", *lines(cast))


@world(route="events:say")
def room(cast):
    rooms = [one.stream_id for one in (our_booth(cast), made.make_booth(), made.make_booth(hidden_hall()))]
    return of("stream_id", *rooms, roles=("founder", "exhibitor", "organiser"), data={"body": "Hello", "key": "k"})


@world(route="network:calendar-feed")
def feed(cast):
    secret = calendar.renew(by=made.make_member(), now=made.NOW)
    return World(own={"visitor": {"token": secret}}, absent={"token": "nothing"})


def streams(ours, other, closed, *roles):
    own = {role: {"stream_id": ours.stream_id} for role in roles}
    hidden, absent = {"stream_id": closed.stream_id}, {"stream_id": NOWHERE}
    return World(own=own, other={"stream_id": other.stream_id}, absent=absent, closed=hidden)


@stream_world("show")
def show_stream(cast):
    return streams(our_show(cast), made.make_show(), made.make_draft(), "organiser")


@stream_world("hall")
def hall_stream(cast):
    return streams(our_hall(cast), made.make_hall(made.make_show()), hidden_hall(), "organiser")


@stream_world("booth")
def booth_stream(cast):
    return streams(our_booth(cast), made.make_booth(), made.make_booth(hidden_hall()), "exhibitor", "organiser")


@stream_world("session")
def session_stream(cast):
    return streams(our_session(cast), made.make_session(), made.make_session(hidden_hall()), "organiser")

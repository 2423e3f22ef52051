"""Chapter: a trade show that is open now, round the clock because its visitors live in every zone, and one to come."""

from datetime import UTC, datetime, time, timedelta

from config.demo.story import Story
from events.booths.actions.duty import give_duty
from events.booths.actions.placing import assign
from events.booths.actions.sheets import add_sheet
from events.booths.actions.staff import dress
from events.booths.models import Booth
from events.sessions.actions.planning import plan as plan_session
from events.sessions.actions.scheduling import Outline, Voice, schedule
from events.shows.actions.halls import add_hall
from events.shows.actions.planning import Plan, make_show
from events.shows.actions.states import announce, open_doors
from events.shows.actions.visits import register
from events.shows.models import Hall, Show
from network.conversations.actions import say
from network.conversations.models import Conversation
from network.members.models import Member

HALLS = [
    ("Harbour Hall", "Software, data and digital media."),
    ("Chart Room", "Consulting, engineering and research."),
    ("Lantern Gallery", "Health, learning and the creative trades."),
]
FLOORS = {
    "software": 0,
    "digital-media": 0,
    "fintech": 0,
    "consulting": 1,
    "engineering": 1,
    "research": 1,
    "cleantech": 1,
}
SESSIONS = [
    (0, -1, "talk", "Selling software by the seat in a market that buys by the year", 60),
    (1, 1, "panel", "What a first contract abroad should say about liability", 60),
    (0, 3, "workshop", "Your page in an hour: services that buyers can find", 90),
    (2, 4, "pitch", "Six firms, six minutes each: health and learning", 45),
    (1, 20, "talk", "Short stays and permanent establishment: where the line runs", 60),
    (0, 22, "panel", "Two founders and a host on their first landing", 60),
    (2, 23, "workshop", "Pricing a pilot without giving it away", 90),
    (1, 26, "talk", "Energy audits by meter data, in three languages", 45),
]
CHAT = [
    "Hello from Winnipeg. Do you serve buoy data by the hour or by the day?",
    "By the hour, with a day’s grace if the satellite sulks. A sample set is on the sheet here.",
    "Is there a French version of the documentation?",
    "Oui, since spring. The support hours are 8 to 18 Eastern for now.",
    "We look for a partner for two ports on the Rhine. May I write to you after the show?",
    "Please do, or stay a moment: a colleague who knows the Rhine comes on duty in an hour.",
]


def tell(story: Story) -> None:
    organiser = story.cast["commissioner"]
    today = story.now.date()
    show = _show(
        story, "Northern Services Week", -1, 12, "Fourteen days, three halls, and firms that sell what they know."
    )
    halls = [add_hall(show.pk, name=name, about=about, by=organiser, now=story.ago(40)) for name, about in HALLS]
    booths = [_booth(story, halls, number) for number in range(1, 19)]
    announce(show.pk, by=organiser, now=story.ago(30))
    visitors = [story.cast[role] for role in ("founder", "host", "officer", "exhibitor")]
    visitors += [founder for _firm, founder in story.firms[20:50]]
    for member in visitors:
        register(show.pk, door="visible", by=member, now=story.ago(20))
    open_doors(show.pk, by=organiser, now=story.ago(1))
    _agenda(story, show, halls, visitors)
    for booth in booths:
        _duty(story, booth, booth.firm.memberships.get(role="owner").member)
    _talk(story, booths[0], visitors)
    coming = _show(story, "Ports and Data Days", 44, 46, "Two days on what ports buy that is not a crane.")
    hall = add_hall(
        coming.pk, name="Quay", about="Everything that floats, and what it sends.", by=organiser, now=story.ago(4)
    )
    announce(coming.pk, by=organiser, now=story.ago(3))
    # Nobody has dressed it yet: it waits on the exhibitor's desk.
    assign(hall.pk, firm_id=story.firms[1][0].pk, place="1", by=organiser, now=story.ago(2))
    _show(story, "Winter Forum", 96, 97, "Two evenings for firms that have just landed.")
    assert show.first_on <= today


def _show(story: Story, name: str, first: int, last: int, headline: str) -> Show:
    today = story.now.date()
    plan = Plan(
        name=name,
        headline=headline,
        about=f"{headline} A fictional show, held online, with real rooms to talk in.",
        time_zone="America/Toronto",
        first_on=today + timedelta(days=first),
        last_on=today + timedelta(days=last),
        opens=time(0),
        closes=time(0),
        capacity=400,
        sectors=["software", "consulting", "health"],
        languages=["en", "fr"],
    )
    organiser = story.cast["commissioner"]
    return make_show(plan, organiser_id=story.agencies[0].pk, by=organiser, key=name, now=story.ago(45))


def _booth(story: Story, halls: list[Hall], number: int) -> Booth:
    firm, founder = story.firms[number]
    hall = halls[FLOORS.get(firm.sector, 2)]
    now = story.ago(25)
    booth = assign(hall.pk, firm_id=firm.pk, place=f"{number}", by=story.cast["commissioner"], now=now)
    dress(booth.pk, headline=firm.headline, about=firm.about, sector=firm.sector, by=founder, now=now)
    service = firm.services.first()
    if service is not None:
        text = f"{service.description}\n\nLanguages: English and French. Delivered from {firm.city}."
        add_sheet(booth.pk, title=service.title, text=text, file=None, by=founder, key="sheet", now=now)
    booth.firm = firm
    return booth


def _duty(story: Story, booth: Booth, member: Member) -> None:
    """Eight hours a day for three days; every other booth is on duty as the demo is loaded."""
    hour = story.now.replace(minute=0, second=0, microsecond=0)
    begins = hour - timedelta(hours=1 if booth.pk % 2 else 12)
    for day in range(3):
        start = begins + timedelta(days=day)
        hours = {"starts_at": start, "ends_at": start + timedelta(hours=8)}
        give_duty(booth.pk, member_id=member.pk, by=member, now=story.ago(2), **hours)


def _agenda(story: Story, show: Show, halls: list[Hall], visitors: list[Member]) -> None:
    hour = story.now.replace(minute=0, second=0, microsecond=0)
    for number, (hall, offset, kind, title, minutes) in enumerate(SESSIONS):
        _firm, speaker = story.firms[number + 30]
        start: datetime = (hour + timedelta(hours=offset)).astimezone(UTC)
        outline = Outline(
            hall_id=halls[hall].pk,
            kind=kind,
            title=title,
            about="An hour with people who have done it, and time for questions.",
            starts_at=start,
            ends_at=start + timedelta(minutes=minutes + (60 if offset < 0 else 0)),
            capacity=120,
            speakers=[Voice(name=speaker.name, headline=speaker.headline, member_id=speaker.pk)],
        )
        organiser = story.cast["commissioner"]
        session = schedule(show.pk, outline, by=organiser, key=f"session-{number}", now=story.ago(10))
        for member in visitors[number : number + 4] if offset > 0 else []:
            plan_session(session.pk, by=member, now=story.ago(4))


def _talk(story: Story, booth: Booth, visitors: list[Member]) -> None:
    talk = Conversation.objects.get(stream=booth.stream_id)
    for number, body in enumerate(CHAT):
        by = story.cast["exhibitor"] if number % 2 else visitors[4 + number // 2]
        say(talk.pk, body=body, by=by, key=f"demo-{number}", now=story.ago(hours=2 - number * 0.3))

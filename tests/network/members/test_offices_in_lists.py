"""Wherever people are listed, the sign of an office stands beside the name, costs no query a row, and is never text."""

import json
import re
from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone
from django.utils.html import escape

from events.booths import actions as booths
from events.sessions.actions import Voice
from landings.programmes.models import Officer
from network.conversations import actions as conversations
from network.conversations.models import Participant
from network.forums.actions import report
from network.members.live import people as present
from realtime.jobs.queue import run_all
from tests.events.presences import here
from tests.factories import events as made
from tests.factories import forums
from tests.factories.introductions import make_agreed_introduction, make_introduction, sides_of
from tests.factories.landings_applications import make_application, make_review
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation

pytestmark = pytest.mark.django_db
__all__ = ["here"]
PLACES = {}
_number = count(1)


def place(listing):
    """`listing(see, people, here)` puts these people into a list; `see(reader, address)` reads it."""
    PLACES[listing.__name__] = listing
    return listing


@place
def moderators(see, people, here):
    board = forums.make_board(moderators=people)
    return see(make_member(), board.get_absolute_url())


@place
def threads(see, people, here):
    board = forums.make_board()
    for one in people:
        forums.make_thread(board, by=one)
    return see(make_member(), board.get_absolute_url())


@place
def posts_found(see, people, here):
    for one in people:
        forums.make_thread(by=one, body="The demurrage is due.")
    run_all()
    return see(make_member(), "/forums/search/?q=demurrage")


@place
def reported_posts(see, people, here):
    moderator = make_member()
    board = forums.make_board(moderators=[moderator])
    for one in people:
        post = forums.first_post(forums.make_thread(board, by=one))
        report(post.pk, by=make_member(), reason="spam", now=timezone.now())
    return see(moderator, "/forums/reports/")


@place
def picked_in_a_mention(see, people, here):
    board = forums.make_board()
    for one in people:
        forums.make_thread(board, by=one)
    answer = see(make_member(), f"/forums/boards/{board.slug}/people/?q=listed")
    # The browser writes the name as text and the signs after it.
    return lambda: "".join(escape(row["name"]) + row["signs"] for row in json.loads(answer())["people"])


@place
def in_a_conversation(see, people, here):
    conversation = make_agreed_introduction(founder=people[0]).conversation
    for one in people[1:]:
        Participant.objects.create(conversation=conversation, member=one, joined_at=timezone.now())
    reader = sides_of(conversation.introduction)[1].member
    return see(reader, f"/messages/{conversation.pk}/")


@place
def lines_found(see, people, here):
    reader = make_member()
    for one in people:
        conversation = make_agreed_introduction(founder=one, contact=reader).conversation
        conversations.say(conversation.pk, by=one, body="The demurrage is due.", key="k", now=timezone.now())
    run_all()
    return see(reader, "/messages/?q=demurrage")


@place
def found_anywhere(see, people, here):
    run_all()
    return see(make_member(), "/search/?q=listed")


@place
def people_of_an_organisation(see, people, here):
    return see(make_member(), make_organisation("firm", staff=people).get_absolute_url())


@place
def staff_of_an_organisation(see, people, here):
    reader = make_member()
    firm = make_organisation("firm", staff=[reader, *people])
    return see(reader, f"{firm.get_absolute_url()}staff/")


@place
def introduced_by_the_office(see, people, here):
    reader = make_member()
    agency = make_organisation("agency", staff=[reader])
    for one in people:
        make_introduction(reader, agency, founder=one)
    return see(reader, "/introductions/")


@place
def both_sides_of_an_introduction(see, people, here):
    reader = make_member()
    made_one = make_introduction(reader, make_organisation("agency", staff=[reader]), founder=people[0])
    return see(reader, f"/introductions/{made_one.pk}/")


@place
def the_other_side(see, people, here):
    reader = make_member()
    return see(reader, f"/introductions/{make_introduction(founder=people[0], contact=reader).pk}/")


@place
def who_asks(see, people, here):
    """A commissioner who asks is named so; a member who only calls themselves one never is."""
    reader = make_member()
    for one in people:
        holds_it, agency = bool(one.offices), make_organisation("agency", staff=[one])
        make_introduction(one, agency, contact=reader)
        if not holds_it:
            agency.memberships.all().delete()
    return see(reader, "/introductions/")


@place
def speakers_of_a_session(see, people, here):
    session = _session_of(people)
    return see(made.visit(session.show), session.get_absolute_url())


@place
def speakers_on_the_agenda(see, people, here):
    session = _session_of(people)
    return see(made.visit(session.show), f"/shows/{session.show.slug}/agenda/")


@place
def speakers_on_stage(see, people, here):
    session = _session_of(people)
    return see(made.visit(session.show), f"/halls/{session.hall_id}/")


@place
def newest_visitors(see, people, here):
    show = made.make_show_of_today()
    for one in people:
        made.visit(show, one)
    return see(made.organiser_of(show), f"/shows/{show.slug}/desk/")


@place
def staff_at_a_booth(see, people, here):
    booth = _staffed(people)
    here(booth, *people)
    return see(made.visit(booth.show), f"/booths/{booth.pk}/")


@place
def expected_at_a_booth(see, people, here):
    booth = _staffed(people)
    return see(made.visit(booth.show), f"/booths/{booth.pk}/")


@place
def visitors_at_a_booth(see, people, here):
    booth = made.make_booth(made.make_hall(made.make_show_of_today()))
    for one in people:
        made.visit(booth.show, one)
    here(booth, *people)
    return see(made.visit(booth.show), f"/booths/{booth.pk}/company/")


@place
def on_the_floor(see, people, here):
    hall = made.make_hall(made.make_show_of_today())
    for one in people:
        here(_staffed([one], hall), one)
    return see(made.visit(hall.show), f"/halls/{hall.pk}/")


@place
def on_the_rota(see, people, here):
    booth = _staffed(people)
    return see(made.exhibitor_of(booth), f"/booths/{booth.pk}/desk/")


@place
def staff_and_duty(see, people, here):
    booth = _staffed(people)
    return see(made.exhibitor_of(booth), f"/booths/{booth.pk}/staff/")


@place
def in_the_room(see, people, here):
    return lambda: "".join(person.html for person in present([one.pk for one in people]))


@place
def who_works_for_a_programme(see, people, here):
    programme = make_programme()
    reader = make_officer(programme)
    for one in people:
        Officer.objects.create(programme=programme, member=one, role="finance")
    return see(reader, f"/landings/programmes/{programme.slug}/people/")


@place
def people_of_a_landing(see, people, here):
    landing = make_landing()
    for one in people:
        join(landing.firm, one)
    return see(landing.firm.memberships.get(role="owner").member, f"/landings/{landing.pk}/")


@place
def reviewers(see, people, here):
    application = make_application()
    for one in people:
        make_review(application, one)
    return see(make_officer(application.programme), f"/landings/applications/{application.pk}/")


def _session_of(people):
    hall = made.make_hall(made.make_show_of_today())
    now = timezone.now()
    voices = [Voice(name=one.name, headline="", member_id=one.pk) for one in people]
    return made.make_session(
        hall, starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(hours=1), speakers=voices
    )


def _staffed(people, hall=None):
    booth = made.make_booth(hall or made.make_hall(made.make_show_of_today()))
    start = timezone.now().replace(minute=0, second=0, microsecond=0)
    for one in people:
        join(booth.firm, one)
        booths.add_staff(booth.pk, member_id=one.pk, by=made.exhibitor_of(booth), now=timezone.now())
        made.give_duty(booth, one, starts_at=start, hours=2, now=timezone.now())
    return booth


@pytest.fixture
def see(log_in):
    def reading(reader, address):
        client = log_in(reader)
        return lambda: client.get(address).text

    return reading


def commissioners(number):
    found = [make_member(f"Listed Okafor {next(_number)}") for _ in range(number)]
    for one in found:
        join(make_organisation("agency"), one)
    return found


def bears_the_sign(page, member):
    between = r"(\s|</?(b|bdi|a|span|h1|h2)\b[^>]*>)*?"
    sign = r'<span class="office" title="Trade commissioner">\s*<svg'
    return re.search(re.escape(escape(member.name)) + between + sign, page) is not None


@pytest.mark.parametrize("listing", PLACES.values(), ids=PLACES)
def test_the_sign_stands_beside_the_name(listing, see, here):
    people = commissioners(1)

    assert bears_the_sign(listing(see, people, here)(), people[0])


@pytest.mark.parametrize("listing", PLACES.values(), ids=PLACES)
def test_no_words_of_a_member_draw_it(listing, see, here):
    drawn = '<span class="office" title="Trade commissioner"><svg></svg></span>'
    liar = make_member(f"Listed {drawn}", headline=f"Trade commissioner {drawn}")

    page = listing(see, [liar], here)()

    assert escape(liar.name) in page
    assert not bears_the_sign(page, liar)
    assert drawn not in page


@pytest.mark.parametrize("listing", PLACES.values(), ids=PLACES)
def test_it_costs_no_query_a_row(listing, see, here, count_queries):
    one = count_queries(listing(see, commissioners(1), here))

    assert count_queries(listing(see, commissioners(3), here)) == one

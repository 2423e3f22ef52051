import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone

from network.introductions import actions
from network.introductions.models import STANDS_FOR, Side
from realtime.jobs.mail import Mail, send_due
from realtime.jobs.queue import run_all
from realtime.notices import Notice
from tests.factories.introductions import make_agreed_introduction, make_introduction, sides_of
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


def kinds_of(member):
    return list(Notice.objects.filter(recipient=member.pk).order_by("id").values_list("kind", flat=True))


def test_each_is_asked_in_private_by_tray_and_mail():
    introduction = make_introduction()
    run_all()
    for side in sides_of(introduction):
        other = next(s for s in sides_of(introduction) if s != side)
        assert kinds_of(side.member) == ["introduction.asked"]
        mail = Mail.objects.get(to=side.member.email)
        assert side.token in mail.text
        assert other.token not in mail.text


def test_the_mail_is_answered_without_log_in():
    introduction = make_introduction()
    run_all()
    for side in sides_of(introduction):
        mail = Mail.objects.get(to=side.member.email)
        address = re.search(r"/introductions/answer/\w+/", mail.text)[0]
        visitor = Client()
        assert introduction.blurb in visitor.get(address).content.decode()
        assert visitor.post(address, {"answer": "yes"}).status_code == 302
    introduction.refresh_from_db()
    assert introduction.state == "agreed"


def test_a_no_looks_like_silence_to_the_other():
    """Two introductions, one refused and one left in silence: everything the other side sees is the same."""
    seen = []
    for answer in ("no", None):
        introduction = make_introduction()
        waiting, other = sides_of(introduction)
        actions.answer(waiting.pk, answer="yes", now=timezone.now())
        if answer:
            actions.answer(other.pk, answer=answer, now=timezone.now())
        run_all()
        page = page_of(waiting, introduction)
        later = timezone.now() + STANDS_FOR + timedelta(hours=1)
        actions.expire_due(now=later)
        run_all(now=later)
        seen.append((page, page_of(waiting, introduction), kinds_of(waiting.member)))
    assert seen[0] == seen[1]
    assert seen[0][2] == ["introduction.asked", "introduction.expired"]


def page_of(side, introduction):
    client = Client()
    client.force_login(side.member, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/introductions/{introduction.pk}/").content.decode()
    for name in (str(side.member), *(str(s.member) for s in sides_of(introduction)), str(introduction.commissioner)):
        page = page.replace(name, "NAME")
    page = page.replace(introduction.firm.name, "FIRM").replace(introduction.agency.name, "AGENCY")
    page = re.sub(r'epoch="[^"]*"|<time .*?</time>', "", page)
    return re.sub(r'\d+|"[\w-]{20,}"', "", page)


def test_agreement_is_told_to_all_three_once():
    introduction = make_agreed_introduction()
    run_all()
    for member in (introduction.commissioner, *(side.member for side in sides_of(introduction))):
        assert kinds_of(member).count("introduction.agreed") == 1


def test_the_commissioner_learns_each_answer():
    introduction = make_introduction()
    actions.answer(sides_of(introduction)[1].pk, answer="no", now=timezone.now())
    run_all()
    assert kinds_of(introduction.commissioner) == ["introduction.answered"]


def test_no_token_is_stored():
    make_introduction()
    for side in Side.objects.all():
        stored = [str(getattr(side, field.name)) for field in Side._meta.concrete_fields]
        assert side.token not in stored


def waiting(side):
    run_all()
    return list(Notice.objects.of(side.member_id).unread().values_list("kind", flat=True))


def test_who_has_answered_by_mail_is_asked_no_more_and_the_other_still_is():
    founder, contact = sides_of(make_introduction())
    assert (waiting(founder), waiting(contact)) == (["introduction.asked"], ["introduction.asked"])
    actions.answer(founder.pk, answer="yes", now=timezone.now())
    assert (waiting(founder), waiting(contact)) == ([], ["introduction.asked"])


def test_an_introduction_that_was_withdrawn_asks_nobody():
    introduction = make_introduction()
    side, _other = sides_of(introduction)
    assert waiting(side) == ["introduction.asked"]
    actions.withdraw(introduction.pk, by=introduction.commissioner, now=timezone.now())
    assert waiting(side) == []


def test_a_meeting_time_is_told_in_the_readers_own_clock_with_the_others_beside():
    founder, contact = (
        make_member(name="Ada", time_zone="Europe/Amsterdam"),
        make_member(name="Bo", time_zone="Asia/Tokyo"),
    )
    introduction = make_agreed_introduction(founder=founder, contact=contact)
    at = datetime(2027, 3, 1, 8, 30, tzinfo=UTC)
    time = actions.suggest_time(introduction.pk, by=founder, starts_at=at, minutes=30, now=timezone.now())
    actions.accept_time(time.pk, by=contact, now=timezone.now())
    run_all()
    send_due(now=timezone.now() + timedelta(hours=1))
    bodies = {letter.to[0]: letter.body.replace("\u202f", " ") for letter in django_mail.outbox}
    of_contact, of_founder = bodies[contact.email], bodies[founder.email]
    day = "Monday, March 1, 2027"
    assert f"Ada suggests {day}, 5:30 PM – 6:00 PM JST (there: 9:30 AM – 10:00 AM CET)" in of_contact
    assert f"Bo accepted: you meet on {day}, 9:30 AM – 10:00 AM CET (there: 5:30 PM – 6:00 PM JST)" in of_founder

"""Who is told: one mail for each link in its reader's name, and a call after the third silence."""

from datetime import UTC, date, datetime, timedelta

import pytest

from network.followups import notices
from network.followups.actions import raise_due, send_due
from network.followups.models import SENDS
from realtime import notices as told
from realtime.jobs.mail import Mail
from realtime.notices import Notice, NoticeKind
from realtime.notices import kinds as notice_kinds
from realtime.streams import Event, open_stream
from tests.factories.members import make_member
from tests.network.followups.voyages import Logbook, Voyage

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def captain(service, monkeypatch):
    monkeypatch.setattr(notice_kinds, "_kinds", dict(notice_kinds._kinds))
    for name in ("due", "silent", "closed"):
        told.declare(NoticeKind(f"logbook.{name}", label=name, mail=False))
    captain, owner = make_member(), make_member()
    over_on = date(2026, 2, 1)
    Voyage.objects.create(stream=open_stream("voyage"), over_on=over_on, captain=captain.pk, owner=owner.pk)
    raise_due(service, now=NOON)
    return captain


def react(service):
    """As the area's reactions do, to each mailing on the logbook's own stream."""
    logbook = Logbook.objects.select_related("voyage", "stream").get()
    for event in Event.objects.filter(fact="logbook.mailed", stream=logbook.stream_id).order_by("seq"):
        link = logbook.links.get(pk=event.told.pass_id)
        notices.mail_link(service, logbook, link, event)
        notices.change_channel(service, logbook, event, number=event.told.number, asked=event.told.asked)


def test_each_link_is_mailed_once_though_the_reaction_runs_twice(service, captain):
    send_due(service, now=NOON)
    react(service)
    react(service)

    link = Logbook.objects.get().links.get()
    assert [(mail.to, link.token in mail.text) for mail in Mail.objects.all()] == [(captain.email, True)]
    assert Notice.objects.filter(recipient=captain.pk, kind="logbook.due").count() == 1


def test_after_the_third_silence_somebody_is_asked_to_call(service, captain):
    calls = []
    for week in range(SENDS):
        send_due(service, now=NOON + timedelta(weeks=week))
        react(service)
        calls.append(Notice.objects.filter(kind="logbook.silent").exclude(recipient=captain.pk).count())
    assert calls == [0, 0, 0, 1]


def test_whoever_waits_for_the_answer_is_told_of_it(service, captain):
    logbook = Logbook.objects.select_related("voyage", "stream").get()
    notices.tell_answered(service, logbook, Event.objects.get(stream=logbook.stream_id))

    told = Notice.objects.get(kind="logbook.closed")
    assert (told.recipient, told.path) == (logbook.voyage.owner, f"/logbooks/{logbook.pk}/")

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.db import transaction
from django.utils import timezone

from realtime import notices
from realtime.jobs.mail import KIND, Mail, send_due
from realtime.jobs.outside.kinds import kind_named
from realtime.jobs.outside.models import OutsideJob
from realtime.notices import Muted, Notice, NoticeKind, mark_read, notify, tray_of, unread_count
from realtime.notices.envelopes import WAIT
from realtime.streams import open_stream, publish
from realtime.tellings import tells_too
from tests.factories.members import make_member
from tests.realtime.facts_for_tests import Happened

if "test.notice" not in {kind.name for kind in notices.all_kinds()}:
    notices.declare(NoticeKind("test.notice", label="Test"))
    tells_too(Happened, to={"test.notice": "%(who)s did it"})

LEASE = kind_named(KIND).lease


def told(*members, by=None):
    with transaction.atomic():
        event = publish(Happened(what="x"), to=open_stream("test"), by=by, at=timezone.now())[0]
        for _ in range(2):
            notify([m.pk for m in members], kind="test.notice", event=event, params={"who": "Ada"}, path="/x/")
    return event


@pytest.mark.django_db
def test_each_recipient_is_told_once_but_not_the_actor():
    actor, other = make_member(), make_member()
    told(actor, other, by=actor.pk)
    assert [(n.recipient, n.sentence) for n in Notice.objects.all()] == [(other.pk, "Ada did it")]
    assert tray_of(other.pk).stream.last_seq == 1


@pytest.mark.django_db
def test_a_notice_is_mailed_once_with_a_stable_id():
    member = make_member(email="ada@kontor.example")
    told(member)
    now = timezone.now()
    assert send_due(now=now + WAIT - timedelta(seconds=1)) == 0
    assert send_due(now=now + WAIT) == 1
    assert send_due(now=now + WAIT) == 0
    sent = django_mail.outbox[0]
    assert sent.to == ["ada@kontor.example"]
    assert sent.extra_headers["Message-ID"] == Mail.objects.get().message_id
    assert sent.body
    assert Mail.objects.get().text == ""


@pytest.mark.django_db
def test_a_mail_whose_lease_ran_out_while_others_were_sent_is_left_to_whoever_has_it(monkeypatch):
    told(make_member(), make_member())
    now, plain = timezone.now() + WAIT, django_mail.EmailMultiAlternatives.send

    def slow(message):
        """Another sweep comes when the lease of the rest has run out."""
        monkeypatch.setattr("realtime.jobs.mail.EmailMultiAlternatives.send", plain)
        assert send_due(now=now + LEASE) == 1
        return plain(message)

    monkeypatch.setattr("realtime.jobs.mail.EmailMultiAlternatives.send", slow)
    assert send_due(now=now) == 1
    assert len({tuple(one.to) for one in django_mail.outbox}) == len(django_mail.outbox) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("days", [-400, 0, 400])
def test_nobody_else_sends_what_is_being_sent_whatever_the_clock_of_the_senders_says(days, monkeypatch):
    told(make_member())
    now, plain = timezone.now() + timedelta(days=days), django_mail.EmailMultiAlternatives.send
    OutsideJob.objects.update(due_at=now)

    def slow(message):
        assert send_due(now=now + LEASE / 2) == 0
        return plain(message)

    monkeypatch.setattr("realtime.jobs.mail.EmailMultiAlternatives.send", slow)
    assert send_due(now=now) == 1
    assert len(django_mail.outbox) == 1


@pytest.mark.django_db
def test_a_mail_that_cannot_be_put_into_words_holds_up_no_other(monkeypatch, caplog):
    told(make_member(email="odd@kontor.example"), make_member(email="well@kontor.example"))
    now, plain = timezone.now() + WAIT, django_mail.EmailMultiAlternatives.send

    def stumble(message):
        if message.to == ["odd@kontor.example"]:
            raise ValueError("no such address can be written")
        return plain(message)

    monkeypatch.setattr("realtime.jobs.mail.EmailMultiAlternatives.send", stumble)
    assert send_due(now=now) == 1
    assert [one.to for one in django_mail.outbox] == [["well@kontor.example"]]
    odd = Mail.objects.get(to="odd@kontor.example")
    assert (odd.job.attempts, odd.job.due_at > now) == (1, True)
    assert "ValueError" in caplog.text


@pytest.mark.django_db
def test_a_mail_that_could_not_be_sent_waits_by_the_clock_of_its_sender(monkeypatch):
    told(make_member())
    now = timezone.now() + timedelta(days=400)

    def refuse(message):
        raise OSError

    monkeypatch.setattr("realtime.jobs.mail.EmailMultiAlternatives.send", refuse)
    assert send_due(now=now) == 0
    wait = Mail.objects.get().job.due_at - now
    assert timedelta(seconds=10) <= wait < timedelta(seconds=20)


@pytest.mark.django_db
def test_what_is_muted_is_not_told():
    by_tray, by_mail = make_member(), make_member()
    Muted.objects.create(member=by_tray.pk, kind="test.notice", medium="tray")
    Muted.objects.create(member=by_mail.pk, kind="test.notice", medium="mail")
    told(by_tray, by_mail)
    assert [n.recipient for n in Notice.objects.all()] == [by_mail.pk]
    assert Mail.objects.count() == 0


@pytest.mark.django_db
def test_reading_clears_the_badge_and_tells_other_tabs():
    member = make_member()
    told(member)
    assert unread_count(member.pk) == 1
    with transaction.atomic():
        mark_read(member.pk, path="/elsewhere/", now=timezone.now())
        assert unread_count(member.pk) == 1
        mark_read(member.pk, path="/x/", now=timezone.now())
    assert unread_count(member.pk) == 0
    assert tray_of(member.pk).stream.last_seq == 2

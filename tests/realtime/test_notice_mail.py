"""The mail of notices: it waits, it is one for each thread and hour, and says only what is still unread."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail as django_mail
from django.db import transaction

from realtime import notices
from realtime.jobs.mail import Mail, send_due
from realtime.notices import MailHours, Muted, Notice, NoticeKind, mark_read, notify, reconsider, unread_count
from realtime.notices.envelopes import APART, WAIT
from realtime.streams import open_stream, publish
from realtime.tellings import tells_too
from tests.factories.members import make_member
from tests.realtime.facts_for_tests import Happened

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
gone = set()

if "test.word" not in {kind.name for kind in notices.all_kinds()}:
    notices.declare(
        NoticeKind(
            "test.word",
            label="Test",
            says=lambda those: {one.pk: one.params["words"] for one in those if one.params["words"] not in gone},
        )
    )
    tells_too(Happened, to={"test.word": "%(who)s wrote"})


@pytest.fixture(autouse=True)
def nothing_gone():
    gone.clear()


@pytest.fixture
def ada():
    return make_member(name="Ada", email="ada@kontor.example", language="en", time_zone="UTC")


def say(member, words="Hello", *, at=NOON, about="thread-1", who="Bo"):
    with transaction.atomic():
        event = publish(Happened(what=words), to=open_stream("test"), by=None, at=at)[0]
        params = {"who": who, "words": words}
        return notify([member.pk], kind="test.word", event=event, params=params, path=f"/at/{event.pk}/", about=about)[
            0
        ]


def mails():
    return [(sent.subject, sent.body) for sent in django_mail.outbox]


def test_a_mail_quotes_the_words_and_leads_to_the_exact_place(ada):
    notice = say(ada, "The tide turns at six.")
    assert send_due(now=NOON + WAIT - MINUTE) == 0
    assert send_due(now=NOON + WAIT) == 1
    ((subject, body),) = mails()
    assert subject == "Bo wrote"
    assert "The tide turns at six." in body
    assert f"http://localhost:8000{notice.path}" in body


def test_words_of_others_are_only_words_in_a_mail(ada):
    say(ada, "<script>alert(1)</script> & {{ secret }}")
    send_due(now=NOON + WAIT)
    html = django_mail.outbox[0].alternatives[0][0]
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ secret }}" in html


def test_what_is_seen_meanwhile_is_not_mailed(ada):
    notice = say(ada)
    with transaction.atomic():
        mark_read(ada.pk, path=notice.path, now=NOON + MINUTE)
    assert send_due(now=NOON + WAIT) == 0
    assert not Mail.objects.exists()


def test_a_lively_thread_is_one_mail_with_all_that_was_said(ada):
    for number in range(4):
        say(ada, f"Number {number}", at=NOON + number * MINUTE)
    assert send_due(now=NOON + WAIT) == 1
    ((subject, body),) = mails()
    assert subject == "Bo wrote, and 3 more"
    assert [f"Number {number}" in body for number in range(4)] == [True] * 4


def test_twenty_one_replies_in_twenty_seven_minutes_are_two_mails_within_two_hours(ada):
    moments = [NOON + timedelta(minutes=27 * number / 20) for number in range(21)]
    for minute in range(121):
        now = NOON + minute * MINUTE
        for at in [one for one in moments if now <= one < now + MINUTE]:
            say(ada, f"at {at:%H:%M:%S}", at=at)
        send_due(now=now)
    assert [subject for subject, _body in mails()] == ["Bo wrote, and 4 more", "Bo wrote, and 15 more"]
    assert "and 6 more" in mails()[1][1]
    assert Mail.objects.count() == 2


def test_one_thread_is_mailed_once_an_hour_and_another_at_its_own_time(ada):
    say(ada, "first")
    send_due(now=NOON + WAIT)
    say(ada, "second", at=NOON + 10 * MINUTE)
    say(ada, "elsewhere", at=NOON + 10 * MINUTE, about="thread-2")
    assert send_due(now=NOON + 10 * MINUTE + WAIT) == 1
    assert "elsewhere" in mails()[1][1]
    assert send_due(now=NOON + WAIT + APART - MINUTE) == 0
    assert send_due(now=NOON + WAIT + APART + MINUTE) == 1
    assert "second" in mails()[2][1]
    assert "first" not in mails()[2][1]


def test_what_loses_its_cause_is_gone_from_count_and_mail_and_comes_back_with_it(ada):
    say(ada, "kept", about="thread-1"), say(ada, "hidden", about="thread-2")
    assert unread_count(ada.pk) == 2
    gone.add("hidden")
    with transaction.atomic():
        reconsider(Notice.objects.all(), now=NOON + MINUTE)
    assert unread_count(ada.pk) == 1
    assert send_due(now=NOON + WAIT) == 1
    assert "kept" in mails()[0][1]
    gone.clear()
    with transaction.atomic():
        reconsider(Notice.objects.all(), now=NOON + MINUTE)
    assert unread_count(ada.pk) == 2


def test_words_that_go_before_anybody_noticed_are_not_mailed(ada):
    say(ada, "first"), say(ada, "second", at=NOON + MINUTE)
    gone.add("second")
    assert send_due(now=NOON + WAIT) == 1
    assert mails()[0][0] == "Bo wrote"
    assert "second" not in mails()[0][1]


def test_a_mail_that_could_not_be_sent_is_written_anew_under_its_name(ada, monkeypatch):
    say(ada, "first"), say(ada, "second", at=NOON + MINUTE)

    def refuse(message):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("realtime.jobs.mail.EmailMultiAlternatives.send", refuse)
        assert send_due(now=NOON + WAIT) == 0
    name = Mail.objects.get().message_id
    gone.add("second")
    say(ada, "third", at=NOON + WAIT + MINUTE)
    assert send_due(now=NOON + WAIT + 2 * MINUTE) == 1
    assert django_mail.outbox[0].extra_headers["Message-ID"] == name
    assert [word in mails()[0][1] for word in ("first", "second", "third")] == [True, False, False]
    assert send_due(now=NOON + WAIT + APART + 2 * MINUTE) == 1
    assert "third" in mails()[1][1]


def test_a_writer_that_fails_holds_up_no_other_mail(ada, caplog):
    broken = say(ada, "broken", about="thread-1")
    say(ada, "well", about="thread-2")
    Notice.objects.filter(pk=broken.pk).update(params={})
    assert send_due(now=NOON + WAIT) == 1
    assert "well" in mails()[0][1]
    assert "KeyError" in caplog.text


@pytest.mark.parametrize("medium", ["tray", "mail", "now"])
def test_who_chose_otherwise_meanwhile_is_not_mailed(ada, medium):
    say(ada)
    Muted.objects.create(member=ada.pk, kind="test.word", medium=medium)
    assert send_due(now=NOON + WAIT) == 0


def test_who_left_is_not_mailed(ada):
    say(ada)
    ada.is_active = False
    ada.save()
    assert send_due(now=NOON + WAIT) == 0


def test_quiet_hours_hold_mail_back_even_when_chosen_meanwhile(ada):
    say(ada, "before")
    MailHours.objects.create(member=ada.pk, quiet_from=time(12), quiet_until=time(14))
    say(ada, "after", about="thread-2")
    assert send_due(now=NOON + WAIT) == 0
    say(ada, "joins", at=NOON + 2 * WAIT)
    assert send_due(now=NOON + timedelta(hours=2)) == 2
    assert sorted(subject for subject, _body in mails()) == ["Bo wrote", "Bo wrote, and 1 more"]


def test_a_day_is_one_mail_with_a_link_to_each_place(ada):
    Muted.objects.create(member=ada.pk, kind="test.word", medium="now")
    first = say(ada, "first", about="thread-1")
    say(ada, "second", about="thread-1", at=NOON + MINUTE)
    other = say(ada, "other", about="thread-2")
    seen = say(ada, "seen", about="thread-3")
    with transaction.atomic():
        mark_read(ada.pk, path=seen.path, now=NOON + MINUTE)
    assert send_due(now=NOON + timedelta(hours=19, minutes=59)) == 0
    assert send_due(now=NOON + timedelta(hours=20)) == 1
    ((subject, body),) = mails()
    assert subject == "3 things on Kontor since yesterday"
    assert [body.count(f"http://localhost:8000{one.path}\n") for one in (first, other, seen)] == [1, 1, 0]
    assert [word in body for word in ("first", "second", "other", "seen")] == [False, True, True, False]
    say(ada, "next day", at=NOON + timedelta(hours=21))
    assert send_due(now=NOON + timedelta(hours=43)) == 0
    assert send_due(now=NOON + timedelta(hours=44)) == 1


def test_a_day_on_which_all_was_seen_has_no_mail(ada):
    Muted.objects.create(member=ada.pk, kind="test.word", medium="now")
    say(ada)
    with transaction.atomic():
        mark_read(ada.pk, now=NOON + MINUTE)
    assert send_due(now=NOON + timedelta(days=1)) == 0
    assert not Mail.objects.exists()


def test_a_mail_is_in_the_readers_language(ada):
    ada.language = "fr"
    ada.save()
    say(ada)
    send_due(now=NOON + WAIT)
    assert '<html lang="fr">' in django_mail.outbox[0].alternatives[0][0]

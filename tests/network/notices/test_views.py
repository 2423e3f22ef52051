import re
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.core import mail as django_mail
from django.db import transaction
from django.utils import timezone

from network.notices import queries
from realtime.jobs.mail import send_due
from realtime.notices import (
    MailHours,
    Muted,
    Notice,
    all_kinds,
    notify,
    tray_of,
    unread_count,
    unsubscribe_token,
)
from realtime.notices.envelopes import WAIT
from realtime.streams import open_stream, publish
from tests.factories.members import make_member
from tests.factories.notices import make_notice
from tests.realtime.facts_for_tests import Happened

pytestmark = pytest.mark.django_db
KIND = "organisations.left"
DAY = timedelta(days=1)


@pytest.fixture
def me():
    return make_member(name="Me", time_zone="Asia/Tokyo")


@pytest.fixture
def client(log_in, me):
    return log_in(me)


def test_notices_stand_under_their_day_in_the_members_zone(client, me):
    make_notice(me, organisation="Early", now=datetime(2026, 3, 1, 14, 30, tzinfo=UTC))
    make_notice(me, organisation="Late", now=datetime(2026, 3, 1, 15, 30, tzinfo=UTC))
    days = client.get("/notices/").context["days"]
    assert [(str(day), [row.notice.params["organisation"] for row in rows]) for day, rows in days] == [
        ("2026-03-02", ["Late"]),
        ("2026-03-01", ["Early"]),
    ]


def test_who_is_told_late_finds_it_under_its_day_which_stands_once(client, me):
    for name, hour in (("Early", 8), ("Late", 16), ("Told late", 9)):
        make_notice(me, organisation=name, now=datetime(2026, 3, 1, hour, tzinfo=UTC))
    days = client.get("/notices/").context["days"]
    assert [(day.day, [row.notice.params["organisation"] for row in rows]) for day, rows in days] == [
        (2, ["Late"]),
        (1, ["Told late", "Early"]),
    ]


def test_an_empty_tray_teaches(client):
    assert "Quiet so far" in client.get("/notices/").content.decode()
    assert "All read" in client.get("/notices/?show=unread").content.decode()


def test_going_reads_what_leads_to_the_same_place_and_no_more(client, me):
    first, same, other = make_notice(me, path="/x/"), make_notice(me, path="/x/"), make_notice(me, path="/y/")
    for _ in range(2):
        assert client.post(f"/notices/{first.pk}/go/")["Location"] == "/x/"
    assert list(Notice.objects.filter(read_at=None)) == [other]
    assert Notice.objects.get(pk=same.pk).read_at
    assert client.get(f"/notices/{first.pk}/go/").status_code == 405


def test_anothers_notice_is_absent_and_stays_unread(client, me):
    theirs = make_notice(make_member(), path="/secret/")
    answer = client.post(f"/notices/{theirs.pk}/go/")
    assert answer.status_code == 404
    assert b"secret" not in answer.content
    assert Notice.objects.get().read_at is None


def test_all_are_read_at_once_and_twice(client, me):
    make_notice(me), make_notice(me)
    theirs = make_notice(make_member())
    for _ in range(2):
        assert client.post("/notices/read/").status_code == 302
    assert unread_count(me.pk) == 0
    assert Notice.objects.get(read_at=None) == theirs
    assert tray_of(me.pk).stream.last_seq == 3


def test_seeing_the_place_clears_its_notices_and_the_badge_on_it(client, me):
    make_notice(me, path="/me/"), make_notice(me, path="/me/#photo"), make_notice(me, path="/me/settings/")
    assert 'data-badge="3"' in client.get("/notices/badge/").content.decode()
    client.get("/me/", headers={"Sec-Fetch-Dest": "empty"})
    client.head("/me/")
    assert unread_count(me.pk) == 3
    assert 'data-badge="1"' in client.get("/me/").content.decode()
    assert Notice.objects.get(read_at=None).path == "/me/settings/"


def test_news_says_how_many_have_come_since(client, me):
    page = client.get("/notices/").content.decode()
    source = re.search(r'data-piece-src="(/notices/news/[^"]*)"', page).group(1)
    assert "new:" not in client.get(source).content.decode()
    make_notice(me), make_notice(me), make_notice(make_member())
    assert "2 new: show them" in client.get(source).content.decode()
    for wrong in ("x", "-1", "9" * 40, "\u0663"):
        assert client.get("/notices/news/", {"after": wrong}).status_code == 200


def test_pages_by_key_hold_each_notice_once(client, me, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    made = [make_notice(me).pk for _ in range(5)]
    seen, address = [], "/notices/"
    while True:
        context = client.get(address).context
        seen += [row.notice.pk for _day, rows in context["days"] for row in rows]
        if not context["next_key"]:
            break
        address = f"/notices/?before={context['next_key']}"
    assert seen == made[::-1]


def test_the_tray_takes_the_same_queries_at_one_and_three(client, me, count_queries):
    make_notice(me)
    one = count_queries(partial(client.get, "/notices/"))
    make_notice(me), make_notice(me)
    assert count_queries(partial(client.get, "/notices/")) == one


def checked(page):
    return set(re.findall(r'<input\s+type="radio"\s+name="([\w.]+)"\s+value="(\w+)"\s+checked', page))


def test_every_kind_has_one_way_and_what_is_chosen_is_kept_and_obeyed(client, me):
    page = client.get("/notices/preferences/").content.decode()
    assert {name for name, _way in checked(page)} == {kind.name for kind in all_kinds()}
    assert (KIND, "mail") in checked(page)
    for way in ("digest", "tray", "none", "mail"):
        answer = client.post(
            "/notices/preferences/", {KIND: way, "no.such": "none", "quiet_from": "", "quiet_until": ""}
        )
        assert answer.status_code == 302
        assert (KIND, way) in checked(client.get("/notices/preferences/").content.decode())
    assert not Muted.objects.exists()


@pytest.mark.parametrize(
    ("way", "noticed", "mailed"), [("mail", 1, WAIT), ("digest", 1, DAY), ("tray", 1, None), ("none", 0, None)]
)
def test_one_is_told_in_the_way_one_chose(client, me, way, noticed, mailed):
    client.post("/notices/preferences/", {KIND: way})
    with transaction.atomic():
        event = publish(Happened(what="x"), to=open_stream("test"), by=None, at=timezone.now())[0]
        notify([me.pk], kind=KIND, event=event, params={"organisation": "x"}, path="/x/")
    assert unread_count(me.pk) == noticed
    now = timezone.now()
    soon, later = send_due(now=now + WAIT), send_due(now=now + DAY)
    assert (soon, later) == (int(mailed == WAIT), int(mailed == DAY))


@pytest.mark.parametrize(
    ("begins", "ends", "wrong"),
    [
        ("22:00", "", "quiet_until"),
        ("", "07:00", "quiet_from"),
        ("22:00", "22:00", "quiet_until"),
        ("25:00", "07:00", "quiet_from"),
    ],
)
def test_quiet_hours_that_cannot_be_are_refused_and_what_was_chosen_stays(client, me, begins, ends, wrong):
    answer = client.post("/notices/preferences/", {KIND: "tray", "quiet_from": begins, "quiet_until": ends})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [wrong]
    assert (KIND, "tray") in checked(answer.content.decode())
    assert not Muted.objects.exists()


def test_quiet_hours_are_kept_and_taken_back(client, me):
    client.post("/notices/preferences/", {"quiet_from": "22:00", "quiet_until": "07:00"})
    page = client.get("/notices/preferences/").content.decode()
    assert 'value="22:00"' in page
    assert [(str(h.quiet_from), str(h.quiet_until)) for h in MailHours.objects.all()] == [("22:00:00", "07:00:00")]
    client.post("/notices/preferences/", {"quiet_from": "", "quiet_until": ""})
    assert not MailHours.objects.exists()


def test_the_page_says_of_each_kind_whether_it_may_be_mailed(client, me):
    page = client.get("/notices/preferences/").content.decode()
    for kind in all_kinds():
        ways = set(re.findall(rf'name="{re.escape(kind.name)}"\s+value="(\w+)"', page))
        assert ways == ({"mail", "digest", "tray", "none"} if kind.mail else {"tray", "none"})


def test_a_mail_says_how_to_stop_it_and_one_click_does(client, me):
    make_notice(me)
    send_due(now=timezone.now() + WAIT)
    sent = django_mail.outbox[0]
    address = sent.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in sent.body
    assert address in sent.alternatives[0][0]
    program = type(client)(enforce_csrf_checks=True)
    assert "Stop these mails?" in program.get(address).content.decode()
    assert Muted.objects.count() == 0
    for _ in range(2):
        answer = program.post(address, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert [(m.member, m.kind, m.medium) for m in Muted.objects.all()] == [(me.pk, KIND, "mail")]
    make_notice(me)
    assert send_due(now=timezone.now() + WAIT) == 0


def test_the_link_in_a_daily_mail_stops_the_daily_mail_and_no_other(client, me):
    client.post("/notices/preferences/", {KIND: "digest"})
    make_notice(me)
    assert send_due(now=timezone.now() + DAY) == 1
    stop = django_mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    program = type(client)(enforce_csrf_checks=True)
    assert "The daily mail" in program.get(stop).content.decode()
    program.post(stop, {"List-Unsubscribe": "One-Click"})
    chosen = checked(client.get("/notices/preferences/").content.decode())
    assert (KIND, "tray") in chosen
    assert ("organisations.joined", "mail") in chosen


def test_what_is_about_one_thing_is_one_line_with_a_count_the_newest_words_and_what_else_there_is(client, me):
    first = make_notice(me, path="/x/", about="thread-1", organisation="First")
    make_notice(me, kind="organisations.joined", path="/y/", about="thread-1", who="Ada")
    last = make_notice(me, path="/z/", about="thread-1", organisation="Last")
    alone = make_notice(me, path="/alone/")
    ((_day, rows),) = client.get("/notices/").context["days"]
    assert [(row.notice.pk, row.unread, row.go) for row in rows] == [(alone.pk, 1, alone.pk), (last.pk, 3, first.pk)]
    assert rows[1].besides == ["Ada joined Tidewrack"]
    assert unread_count(me.pk) == 2
    assert client.post(f"/notices/{first.pk}/go/")["Location"] == "/x/"
    ((_day, rows),) = client.get("/notices/").context["days"]
    assert [row.unread for row in rows] == [1, 2]


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: t + "x", lambda t: "x" * 2000, lambda t: "a:b:c"])
def test_a_spoilt_link_stops_nothing(client, me, spoil):
    answer = client.post(f"/notices/unsubscribe/{spoil(unsubscribe_token(me.pk, KIND))}/")
    assert answer.status_code == 404
    assert Muted.objects.count() == 0


def test_a_link_to_a_kind_that_is_gone_is_gone(client, me):
    assert client.get(f"/notices/unsubscribe/{unsubscribe_token(me.pk, 'gone.kind')}/").status_code == 404


def test_old_notices_of_a_gone_kind_still_show(client, me):
    notice = make_notice(me)
    Notice.objects.filter(pk=notice.pk).update(kind="gone.kind", at=timezone.now() - timedelta(days=400))
    assert client.get("/notices/").status_code == 200


def test_an_address_longer_than_any_place_is_no_page(client, me):
    make_notice(me, organisation="Early", now=timezone.now())
    assert client.get(f"/forums/{'a' * 51_000}/").status_code == 404
    assert unread_count(me.pk) == 1

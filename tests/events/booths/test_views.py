from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from events.booths.models import Booth, Duty, Sheet
from tests.events.pages import assert_hidden, text_of
from tests.factories import events as made
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation
from tests.factories.typed import sent_from

pytestmark = pytest.mark.django_db


def at(route, thing):
    return reverse(f"events:{route}", args=[thing.pk])


@pytest.fixture
def booth():
    return made.make_booth(made.make_hall(made.make_show_of_today()), name="Boreal Maps", place="A1")


@pytest.fixture
def exhibitor(booth, log_in):
    return log_in(made.exhibitor_of(booth))


def test_a_visitor_sees_the_booth_who_is_there_and_where_to_register(booth, log_in, here):
    here(booth, made.put_on_duty(booth), made.visit(booth.show, made.make_member(name="Seen Visitor")))
    page = text_of(log_in(make_member()).get(booth.get_absolute_url()))
    for words in ("Boreal Maps", "On duty, here now", "Seen Visitor", "Register for the show"):
        assert words in page
    piece = text_of(log_in(make_member()).get(at("booth-company", booth)))
    assert "Seen Visitor" in piece
    assert "<html" not in piece


def test_who_is_private_is_nowhere_on_the_page(booth, log_in, here):
    hidden = made.visit(booth.show, made.make_member(name="Hidden Visitor"), door="private")
    shy = made.visit(booth.show, made.make_member(name="Shy Visitor"), door="exhibitors")
    here(booth, hidden, shy)
    page = text_of(log_in(made.visit(booth.show)).get(booth.get_absolute_url()))
    assert "Hidden Visitor" not in page
    assert "Shy Visitor" not in page
    assert "2 visitors who are only counted" in page
    desk = text_of(log_in(made.exhibitor_of(booth)).get(at("booth-desk", booth)))
    assert "Shy Visitor" in desk
    assert "Hidden Visitor" not in desk


def test_hidden_and_withdrawn_booths_answer_like_absent_ones(booth, log_in):
    draft = made.make_booth(made.make_hall(made.make_draft()))
    made.booths.withdraw(booth.pk, by=made.organiser_of(booth.show), now=made.NOW)
    for hidden in (draft, booth):
        assert_hidden(log_in(make_member()), hidden.get_absolute_url(), "/booths/9/")


def test_a_visitor_can_not_come_behind_the_counter(booth, log_in):
    client = log_in(made.visit(booth.show))
    for route in ("booth-desk", "edit-booth", "booth-staff", "add-sheet", "move-booth"):
        assert client.get(at(route, booth)).status_code == 403


def test_the_booth_is_dressed_and_says_so_at_once(booth, exhibitor):
    sent = {"headline": "Charts 🗺️", "about": "كل البحار", "sector": "ocean"}
    assert "Visitors see it now" in text_of(exhibitor.post(at("edit-booth", booth), sent, follow=True))
    page = text_of(exhibitor.get(booth.get_absolute_url()))
    assert "Charts 🗺️" in page
    assert "كل البحار" in page
    long = text_of(exhibitor.post(at("edit-booth", booth), {**sent, "headline": "x" * 300}), 422)
    assert "at most 160 characters" in long
    assert "كل البحار" in long


def test_a_sheet_is_laid_out_downloaded_and_taken_away(booth, exhibitor):
    file = SimpleUploadedFile("Карта é.pdf", b"%PDF-1.4 charts %%EOF")
    sent = {"title": "Charts", "text": "All", "key": "k", "file": file}
    exhibitor.post(at("add-sheet", booth), sent)
    sheet = Sheet.objects.get()
    answer = exhibitor.get(at("sheet-file", sheet))
    assert answer.content == b"%PDF-1.4 charts %%EOF"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    exhibitor.post(at("edit-sheet", sheet), {"title": "New charts", "text": ""})
    assert "New charts" in text_of(exhibitor.get(booth.get_absolute_url()))
    assert exhibitor.post(at("remove-sheet", sheet)).status_code == 302
    assert exhibitor.post(at("remove-sheet", sheet)).status_code == 404
    assert exhibitor.get(at("sheet-file", sheet)).status_code == 404


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [("virus.exe", 10, "This kind of file"), ("big.pdf", 5 * 1024 * 1024 + 1, "at most 5 MB"), ("a.pdf", 0, "empty")],
)
def test_files_of_the_wrong_kind_or_size_are_refused_in_words(booth, exhibitor, name, size, words):
    file = SimpleUploadedFile(name, b"x" * size)
    page = text_of(exhibitor.post(at("add-sheet", booth), {"title": "Kept words", "file": file}), 422)
    assert words in page
    assert "Kept words" in page
    assert Sheet.objects.count() == 0


def test_a_key_with_other_words_is_told_and_a_double_click_is_not(booth, exhibitor):
    for _ in range(2):
        assert exhibitor.post(at("add-sheet", booth), {"title": "One", "key": "k"}).status_code == 302
    page = text_of(exhibitor.post(at("add-sheet", booth), {"title": "Two", "key": "k"}), 422)
    assert "sent before with other words" in page
    assert [sheet.title for sheet in Sheet.objects.all()] == ["One"]


def test_a_key_makes_no_sheet_anew_that_was_taken_away(booth, exhibitor):
    exhibitor.post(at("add-sheet", booth), {"title": "One", "key": "k"})
    Sheet.objects.get().delete()
    assert exhibitor.post(at("add-sheet", booth), {"title": "One", "key": "k"}).status_code == 422
    assert not Sheet.objects.exists()


def duty(member, starts="10:00", ends="12:00", on=None, **changes):
    on = on or timezone.now().date() + timedelta(days=1)
    return {"do": "duty", "member": member.pk, "on": on.isoformat(), "starts": starts, "ends": ends, **changes}


def test_duty_is_given_by_the_clock_of_the_show_and_cancelled(booth, exhibitor):
    me = made.exhibitor_of(booth)
    for _ in range(2):
        exhibitor.post(at("booth-staff", booth), duty(me))
    [given] = Duty.objects.all()
    assert given.starts_at.astimezone(booth.show.zone).hour == 10
    assert "10:00" in text_of(exhibitor.get(at("booth-staff", booth)))
    for _ in range(2):
        assert exhibitor.post(at("cancel-duty", given)).status_code == 302
    given.refresh_from_db()
    assert given.cancelled_at is not None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts": "10:07"}, "on a quarter of an hour"),
        ({"starts": "10:00", "ends": "10:00"}, "not open in all"),
        ({"member": 0}, "Select a valid choice"),
        ({"on": "2020-01-01"}, "Select a valid choice"),
        ({"starts": ""}, "This field is required"),
        ({"starts": "late"}, "Enter a valid time"),
    ],
)
def test_wrong_hours_are_told_at_their_field(booth, exhibitor, changes, words):
    assert words in text_of(
        exhibitor.post(at("booth-staff", booth), {**duty(made.exhibitor_of(booth)), **changes}), 422
    )
    assert Duty.objects.count() == 0


def test_who_is_on_duty_elsewhere_is_told_where(booth, exhibitor, log_in):
    other = made.make_booth(booth.hall, name="Kestrel Games")
    me = made.exhibitor_of(booth)
    join(other.firm, me)
    rival = log_in(made.exhibitor_of(other))
    rival.post(at("booth-staff", other), {"do": "join", "member": me.pk})
    rival.post(at("booth-staff", other), duty(me, "11:00", "13:00"))
    page = text_of(exhibitor.post(at("booth-staff", booth), duty(me)), 422)
    assert "is on duty at Kestrel Games in some of these hours" in page


def test_colleagues_join_and_leave_the_staff(booth, exhibitor):
    colleague, stranger = make_member(name="New Colleague"), make_member()
    join(booth.firm, colleague)
    assert exhibitor.post(at("booth-staff", booth), {"do": "join", "member": stranger.pk}).status_code == 422
    joined = exhibitor.post(at("booth-staff", booth), {"do": "join", "member": colleague.pk}, follow=True)
    assert "New Colleague is on the staff" in text_of(joined)
    for member in (str(colleague.pk), str(colleague.pk), "nobody", ""):
        assert exhibitor.post(at("leave-staff", booth), {"member": member}).status_code == 302
    assert booth.staff.count() == 1


def test_the_organiser_gives_a_firm_a_booth_by_its_name(booth, log_in):
    client = log_in(made.organiser_of(booth.show))
    for name in ("Harbour Robotics", "Harbour Robots"):
        make_organisation("firm", staff=[make_member()], name=name)
    assign = at("assign-booth", booth.hall)
    assert "Which one do you mean" in text_of(client.post(assign, {"firm": "harbour rob", "place": "C1"}), 422)
    assert "No organisation here" in text_of(client.post(assign, {"firm": "Nobody", "place": "C1"}), 422)
    taken = text_of(client.post(assign, {"firm": "harbour robots", "place": "A1"}), 422)
    assert "Boreal Maps stands at A1 already." in taken
    for _ in range(2):
        client.post(assign, {"firm": "harbour ROBOTS", "place": "C1"})
    assert Booth.objects.get(place="C1").firm.name == "Harbour Robots"


def test_the_organiser_moves_a_booth_and_takes_it_away(booth, log_in):
    client, hall = log_in(made.organiser_of(booth.show)), made.make_hall(booth.show)
    client.post(at("move-booth", booth), {"hall": hall.pk, "place": "B7"})
    booth.refresh_from_db()
    assert (booth.hall, booth.place) == (hall, "B7")
    elsewhere = made.make_hall(made.make_show())
    assert client.post(at("move-booth", booth), {"hall": elsewhere.pk, "place": "B8"}).status_code == 422
    assert client.post(at("withdraw-booth", booth)).status_code == 302
    assert client.post(at("withdraw-booth", booth)).status_code == 404


def test_the_desk_says_what_is_missing_and_the_list_where_one_stands(booth, exhibitor):
    desk = text_of(exhibitor.get(at("booth-desk", booth)))
    assert "Lay out a sheet to take home" in desk
    assert "<html" not in text_of(exhibitor.get(at("booth-desk", booth), {"piece": 1}))
    assert "Boreal Maps" in text_of(exhibitor.get(reverse("events:exhibiting")))


def test_after_closing_everything_stays_to_read_and_nothing_changes(booth, exhibitor):
    made.close(booth.show)
    assert "What was said stays here to read" in text_of(exhibitor.get(booth.get_absolute_url()))
    for route, sent in (("edit-booth", {"headline": "Late"}), ("add-sheet", {"title": "Late"})):
        assert "the booth stays as it was" in text_of(exhibitor.post(at(route, booth), sent), 422)


def test_pages_ask_as_often_for_three_as_for_one(booth, exhibitor, count_queries, here):
    pages = [booth.get_absolute_url(), at("booth-desk", booth), at("booth-staff", booth), reverse("events:exhibiting")]
    me = made.exhibitor_of(booth)
    visitors = [made.visit(booth.show) for _ in range(3)]

    def fill(n):
        made.say(booth, visitors[n])
        here(booth, *visitors[: n + 1])
        exhibitor.post(at("booth-staff", booth), duty(me, f"{10 + n}:00", f"{11 + n}:00"))
        exhibitor.post(at("add-sheet", booth), {"title": f"Sheet {n}"})
        made.make_booth(booth.hall)
        made.make_booth(made.make_hall(made.make_show()), me)

    fill(0)
    one = [count_queries(lambda page=page: exhibitor.get(page)) for page in pages]
    fill(1), fill(2)
    assert [count_queries(lambda page=page: exhibitor.get(page)) for page in pages] == one


def test_two_firms_of_one_name_are_a_question_and_the_one_that_is_meant_gets_the_booth(log_in):
    hall = made.make_hall(made.make_show())
    client, assign = log_in(made.organiser_of(hall.show)), at("assign-booth", hall)
    named = {"Lima": "Zephyr Systems", "Oslo": "ZÉPHYR systems"}
    firms = [make_organisation("firm", name=name, city=city) for city, name in named.items()]
    asked = text_of(client.post(assign, {"firm": "zephyr  systems", "place": "C1"}), 422)
    assert "Several organisations go by this name. Choose which one you mean." in asked
    assert "Lima" in asked
    assert "Oslo" in asked
    typed = sent_from(asked, having="firm")
    assert (typed["firm"], typed["firm_which"]) == ("zephyr  systems", "")
    assert hall.booths.count() == 0
    assert client.post(assign, {**typed, "firm_which": str(firms[1].pk)}).status_code == 302
    assert hall.booths.get().firm == firms[1]


def test_the_last_part_of_a_pages_address_names_one_of_two(log_in):
    hall = made.make_hall(made.make_show())
    firms = [make_organisation("firm", name="Zephyr Systems") for _ in range(2)]
    client = log_in(made.organiser_of(hall.show))
    assert client.post(at("assign-booth", hall), {"firm": firms[1].slug, "place": "C1"}).status_code == 302
    assert hall.booths.get().firm == firms[1]


def test_duty_at_a_clock_that_never_comes_is_refused_with_the_nearest_quarters(log_in):
    days = {"first_on": date(2027, 3, 27), "last_on": date(2027, 3, 28), "time_zone": "Europe/Amsterdam"}
    booth = made.make_booth(made.make_hall(made.make_open_show(opens=time(0), closes=time(0), **days)))
    me = made.exhibitor_of(booth)
    night = {"do": "duty", "member": me.pk, "on": "2027-03-28", "starts": "02:30", "ends": "04:00"}
    page = text_of(log_in(me).post(at("booth-staff", booth), night), 422).replace("\u202f", " ")
    assert "The nearest are 1:45 AM and 3:00 AM." in page
    assert 'value="02:30"' in page
    assert booth.duties.count() == 0


def test_duty_in_an_hour_that_comes_twice_is_asked_for(log_in):
    days = {"first_on": date(2027, 10, 30), "last_on": date(2027, 10, 31), "time_zone": "Europe/Amsterdam"}
    booth = made.make_booth(made.make_hall(made.make_open_show(opens=time(0), closes=time(0), **days)))
    me = made.exhibitor_of(booth)
    client, address = log_in(me), at("booth-staff", booth)
    night = {"do": "duty", "member": me.pk, "on": "2027-10-31", "starts": "02:00", "ends": "02:45"}
    typed = sent_from(text_of(client.post(address, night), 422), having="starts")
    assert (typed["starts_which"], typed["on"]) == ("", "2027-10-31")
    assert client.post(address, {**typed, "starts_which": "0", "ends_which": "1"}).status_code == 302
    duty = booth.duties.get()
    assert (duty.starts_at, duty.ends_at - duty.starts_at) == (
        datetime(2027, 10, 31, tzinfo=UTC),
        timedelta(minutes=105),
    )
    assert duty.held.count() == 7
    page = text_of(client.get(address)).replace("\u202f", " ")
    assert "2:00 AM CEST" in page
    assert "2:45 AM CET" in page

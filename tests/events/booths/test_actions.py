from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from events.booths import actions, facts
from events.booths.models import Booth, BoothStaff, DutyCell, Sheet
from realtime.streams import timeline
from tests.events.refusals import refused
from tests.factories import events as made
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation, make_staff_of

pytestmark = pytest.mark.django_db
NOW = made.NOW
HOUR = timedelta(hours=1)


def told(thing):
    return [event.told for event in reversed(timeline(thing.stream))]


def duty(booth, member, starts_at, hours=2, by=None, now=NOW):
    by = by or made.exhibitor_of(booth)
    ends_at = starts_at + hours * HOUR
    return actions.give_duty(booth.pk, member_id=member.pk, starts_at=starts_at, ends_at=ends_at, by=by, now=now)


def colleague(booth):
    member = make_member()
    join(booth.firm, member)
    actions.add_staff(booth.pk, member_id=member.pk, by=made.exhibitor_of(booth), now=NOW)
    return member


def test_a_firm_gets_a_booth_and_its_keepers_stand_there():
    owner, clerk = make_member(), make_member()
    firm = make_organisation("firm", staff=[owner], headline="Maps from above", sector="space")
    join(firm, clerk, role="staff")
    hall = made.make_hall(made.make_show())
    by = made.organiser_of(hall.show)
    booth, same = (actions.assign(hall.pk, firm_id=firm.pk, place="A1", by=by, now=NOW) for _ in range(2))
    assert booth == same
    assert (booth.headline, booth.sector) == ("Maps from above", "space")
    assert [row.member for row in booth.staff.all()] == [owner]
    assert told(booth) == [facts.BoothAssigned(booth_id=booth.pk)] == told(hall)


def test_a_firm_has_one_booth_and_a_place_one_firm():
    booth = made.make_booth(place="A1")
    by, other = made.organiser_of(booth.show), make_organisation("firm")
    assert refused("taken", actions.assign, booth.hall_id, firm_id=booth.firm_id, place="A2", by=by, now=NOW) == "firm"
    assert refused("taken", actions.assign, booth.hall_id, firm_id=other.pk, place="A1", by=by, now=NOW) == "place"


def test_a_booth_moves_within_its_show():
    booth = made.make_booth(place="A1")
    by, taken = made.organiser_of(booth.show), made.make_booth(booth.hall, place="A2")
    other = made.make_hall(booth.show)
    refused("taken", actions.move, booth.pk, hall_id=booth.hall_id, place=taken.place, by=by, now=NOW)
    moved = actions.move(booth.pk, hall_id=other.pk, place="B1", by=by, now=NOW)
    assert (moved.hall, moved.place) == (other, "B1")
    assert told(other) == [facts.BoothMoved(booth_id=booth.pk, hall_id=other.pk, place="B1")]


def test_a_withdrawn_booth_is_gone_and_its_staff_free():
    booth = made.make_booth(place="A1")
    exhibitor, by = made.exhibitor_of(booth), made.organiser_of(booth.show)
    made.give_duty(booth)
    actions.withdraw(booth.pk, by=by, now=NOW)
    assert list(Booth.objects.visible_to(by)) == []
    assert DutyCell.objects.count() == 0
    again = actions.assign(booth.hall_id, firm_id=booth.firm_id, place="A1", by=by, now=NOW)
    assert duty(again, exhibitor, NOW).member == exhibitor


def test_only_the_organiser_places_and_only_the_booth_dresses():
    booth, other = made.make_booth(), made.make_booth()
    organiser, exhibitor = made.organiser_of(booth.show), made.exhibitor_of(booth)
    rival, sheet = made.exhibitor_of(other), add_sheet(booth)
    for by in (rival, exhibitor, make_staff_of("partner")):
        for act in (
            lambda by=by: actions.assign(booth.hall_id, firm_id=other.firm_id, place="Z9", by=by, now=NOW),
            lambda by=by: actions.move(booth.pk, hall_id=booth.hall_id, place="Z9", by=by, now=NOW),
            lambda by=by: actions.withdraw(booth.pk, by=by, now=NOW),
        ):
            with pytest.raises(PermissionDenied):
                act()
    for by in (rival, organiser, make_member()):
        for act in (
            lambda by=by: actions.dress(booth.pk, headline="Mine", about="", sector="", by=by, now=NOW),
            lambda by=by: actions.add_staff(booth.pk, member_id=by.pk, by=by, now=NOW),
            lambda by=by: actions.remove_staff(booth.pk, member_id=exhibitor.pk, by=by, now=NOW),
            lambda by=by: duty(booth, exhibitor, NOW, by=by),
            lambda by=by: add_sheet(booth, by=by),
            lambda by=by: actions.change_sheet(sheet.pk, title="x", text="", file=None, by=by, now=NOW),
            lambda by=by: actions.remove_sheet(booth.pk, sheet_id=sheet.pk, by=by, now=NOW),
        ):
            with pytest.raises(PermissionDenied):
                act()


def add_sheet(booth, by=None, key="", title="Sea charts", file=None):
    by = by or made.exhibitor_of(booth)
    return actions.add_sheet(booth.pk, title=title, text="Every reef.", file=file, by=by, key=key, now=NOW)


def test_whoever_manages_the_firm_dresses_the_booth_too():
    booth, manager = made.make_booth(), make_member()
    join(booth.firm, manager, role="manager")
    assert actions.dress(booth.pk, headline="Ours", about="", sector="", by=manager, now=NOW).headline == "Ours"


def test_dressing_the_same_way_is_no_news():
    booth = made.make_booth()
    by = made.exhibitor_of(booth)
    for _ in range(2):
        actions.dress(booth.pk, headline="Charts", about="All seas", sector="ocean", by=by, now=NOW)
    assert told(booth)[1:] == [facts.BoothDressed(booth_id=booth.pk)]


def test_a_sheet_is_laid_out_once_changed_and_taken_away_with_its_file():
    booth = made.make_booth()
    by = made.exhibitor_of(booth)
    sheet = add_sheet(booth, key="k", file=SimpleUploadedFile("charts.pdf", b"%PDF-1.4 charts"))
    assert add_sheet(booth, key="k", file=SimpleUploadedFile("charts.pdf", b"%PDF-1.4 charts")) == sheet
    changed = actions.change_sheet(sheet.pk, title="Charts", text="New", file=None, by=by, now=NOW)
    with changed.file.open() as kept:
        assert (changed.file_name, kept.read()) == ("charts.pdf", b"%PDF-1.4 charts")
    actions.remove_sheet(booth.pk, sheet_id=sheet.pk, by=by, now=NOW)
    actions.remove_sheet(booth.pk, sheet_id=sheet.pk, by=by, now=NOW)
    assert Sheet.objects.count() == 0
    assert [type(fact) for fact in told(booth)[1:]] == [facts.SheetAdded, facts.SheetChanged, facts.SheetRemoved]


def test_staff_are_members_of_the_firm():
    booth = made.make_booth()
    by, stranger, member = made.exhibitor_of(booth), make_member(), colleague(booth)
    refused("stranger", actions.add_staff, booth.pk, member_id=stranger.pk, by=by, now=NOW)
    actions.add_staff(booth.pk, member_id=member.pk, by=by, now=NOW)
    assert {row.member for row in BoothStaff.objects.filter(booth=booth)} == {by, member}
    assert told(booth)[1:] == [facts.StaffJoined(booth_id=booth.pk, member_id=member.pk)]


def test_who_leaves_the_staff_leaves_the_duty_to_come():
    booth = made.make_booth()
    by, member = made.exhibitor_of(booth), colleague(booth)
    past, coming = duty(booth, member, NOW - 2 * HOUR, 1, now=made.MADE), duty(booth, member, NOW + HOUR)
    actions.remove_staff(booth.pk, member_id=member.pk, by=by, now=NOW)
    past.refresh_from_db(), coming.refresh_from_db()
    assert (past.cancelled_at, coming.cancelled_at) == (None, NOW)
    assert not DutyCell.objects.filter(duty=coming).exists()


def test_duty_is_kept_in_quarters_of_an_hour():
    booth = made.make_booth()
    by = made.exhibitor_of(booth)
    one, same = duty(booth, by, NOW, 0.75), duty(booth, by, NOW, 0.75)
    assert one == same
    starts = list(DutyCell.objects.order_by("starts_at").values_list("starts_at", flat=True))
    assert starts == [NOW, NOW + timedelta(minutes=15), NOW + timedelta(minutes=30)]


def test_nobody_is_on_duty_in_two_places():
    here, there = made.make_booth(), made.make_booth()
    member = made.exhibitor_of(here)
    join(there.firm, member)
    actions.add_staff(there.pk, member_id=member.pk, by=made.exhibitor_of(there), now=NOW)
    duty(here, member, NOW, 2)
    for hours_later in (-1, 0, 1):
        refused("taken", duty, there, member, NOW + hours_later * HOUR)
    refused("taken", duty, here, member, NOW + HOUR)
    assert duty(there, member, NOW + 2 * HOUR).starts_at == NOW + 2 * HOUR
    assert DutyCell.objects.count() == 16


def test_cancelled_hours_are_free_again():
    booth = made.make_booth()
    by = made.exhibitor_of(booth)
    first = duty(booth, by, NOW)
    for _ in range(2):
        actions.cancel_duty(first.pk, by=by, now=NOW)
    assert duty(booth, by, NOW) != first
    assert told(booth).count(facts.DutyCancelled(duty_id=first.pk, booth_id=booth.pk)) == 1


@pytest.mark.parametrize(
    ("starts", "hours", "code"),
    [
        (timedelta(0), -1, "order"),
        (timedelta(0), 0, "order"),
        (timedelta(minutes=7), 1, "quarter"),
        (timedelta(hours=5), 2, "closed"),
        (timedelta(hours=-3), 1, "past"),
        (timedelta(days=40), 1, "closed"),
    ],
)
def test_duty_keeps_to_the_hours_of_the_show(starts, hours, code):
    booth = made.make_booth()
    refused(code, duty, booth, made.exhibitor_of(booth), NOW + starts, hours)


def test_duty_is_for_staff():
    booth, manager = made.make_booth(), make_member()
    join(booth.firm, manager, role="manager")
    refused("stranger", duty, booth, manager, NOW)


def test_after_closing_the_booth_stays_as_it_was():
    booth = made.make_booth()
    by, organiser = made.exhibitor_of(booth), made.organiser_of(booth.show)
    made.close(booth.show)
    refused("state", actions.dress, booth.pk, headline="Late", about="", sector="", by=by, now=NOW)
    refused("state", add_sheet, booth)
    refused("state", duty, booth, by, NOW)
    refused("state", actions.withdraw, booth.pk, by=organiser, now=NOW)

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from landings.hosts import actions as hosts
from landings.matching.actions import propose
from landings.matching.facts import MatchConfirmed, MatchFull, MatchPlaced, MatchWithdrawn
from landings.placements import actions
from landings.placements.facts import (
    CommissionerNamed,
    LandingCancelled,
    LandingPlaced,
    LandingReturned,
    LandingStarted,
)
from landings.placements.models import DeskDay, Landing
from realtime.streams import events_after
from tests.factories.landings_applications import make_application
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.landings_matching import NOW, make_match
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member
from tests.factories.organisations import join, make_staff_of

pytestmark = pytest.mark.django_db


def facts_of(thing):
    return [event.told for event in events_after(thing.stream_id, 0)]


def manager_of(match):
    host = make_member()
    join(match.offer.site.host, host, role="manager")
    return host


def confirm_both(match, now=NOW):
    actions.confirm(match.pk, by=match.application.applicant, now=now)
    return actions.confirm(match.pk, by=manager_of(match), now=now)


def test_the_second_yes_books_the_desk_and_begins_the_landing():
    match = make_match()
    first = actions.confirm(match.pk, by=match.application.applicant, now=NOW)
    assert (first.state, Landing.objects.count()) == ("proposed", 0)
    placed = actions.confirm(match.pk, by=manager_of(match), now=NOW)
    landing = Landing.objects.get()
    assert placed.state == "placed"
    assert (landing.firm, landing.site, landing.stay_days) == (match.application.firm, match.offer.site, 10)
    assert [row.day for row in landing.desk_days.all()] == [date(2026, 5, 4) + timedelta(days=n) for n in range(10)]
    assert facts_of(landing) == [LandingPlaced(landing_id=landing.pk)]
    assert facts_of(match) == [
        MatchConfirmed(match_id=match.pk, side="firm"),
        MatchConfirmed(match_id=match.pk, side="host"),
        MatchPlaced(match_id=match.pk, landing_id=landing.pk),
    ]


def test_confirming_twice_is_harmless():
    match = make_match()
    firm = match.application.applicant
    for _ in range(2):
        actions.confirm(match.pk, by=firm, now=NOW)
    confirm_both(match)
    assert actions.confirm(match.pk, by=firm, now=NOW).state == "placed"
    assert Landing.objects.count() == 1


def test_who_is_neither_side_may_not_confirm():
    match = make_match()
    for member in (make_member(), make_officer(match.application.programme), make_staff_of("host")):
        with pytest.raises(PermissionDenied):
            actions.confirm(match.pk, by=member, now=NOW)


def test_the_last_desk_goes_once_and_the_other_is_told():
    offer = make_offer(desks=1)
    won, lost = make_match(offer=offer), make_match(offer=offer)
    confirm_both(won)
    ended = confirm_both(lost)
    assert ended.state == "full"
    assert facts_of(lost)[-1] == MatchFull(match_id=lost.pk)
    assert Landing.objects.count() == 1
    assert actions.confirm(lost.pk, by=manager_of(lost), now=NOW).state == "full"


def test_a_stay_on_other_days_gets_the_same_desk():
    offer = make_offer(desks=1)
    confirm_both(make_match(offer=offer))
    later = make_match(offer=offer, starts_on=date(2026, 5, 14), ends_on=date(2026, 5, 20))
    assert confirm_both(later).state == "placed"


def test_three_travellers_get_three_desks_or_none():
    offer = make_offer(desks=3)
    team = make_match(make_application(state="accepted", travellers=3), offer)
    assert confirm_both(team).state == "placed"
    assert DeskDay.objects.count() == 30
    assert confirm_both(make_match(offer=offer)).state == "full"


def test_what_else_was_proposed_is_let_go():
    application = make_application(state="accepted")
    chosen, other = make_match(application), make_match(application)
    confirm_both(chosen)
    other.refresh_from_db()
    assert other.state == "withdrawn"
    assert facts_of(other) == [MatchWithdrawn(match_id=other.pk)]


def test_a_declined_expired_or_withdrawn_match_is_not_confirmed():
    for ended in ("declined_at", "expired_at", "withdrawn_at"):
        match = make_match(**{ended: NOW})
        with pytest.raises(ValidationError) as refused:
            actions.confirm(match.pk, by=match.application.applicant, now=NOW)
        assert refused.value.code == "not_now"


def test_a_desk_day_cannot_be_stored_twice():
    landing = make_landing()
    row = landing.desk_days.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        DeskDay.objects.create(offer=row.offer, desk=row.desk, day=row.day, landing=landing)


def test_cancelling_frees_the_desks_and_the_firm():
    offer = make_offer(desks=1)
    match = make_match(offer=offer)
    confirm_both(match)
    landing = Landing.objects.get()
    officer = make_officer(landing.programme)
    cancelled = actions.cancel(landing.pk, by=landing.application.applicant, reason="Visa refused", now=NOW)
    assert (cancelled.state, cancelled.cancel_reason) == ("cancelled", "Visa refused")
    assert facts_of(landing)[-1] == LandingCancelled(landing_id=landing.pk, side="firm")
    assert DeskDay.objects.count() == 0
    [again] = propose(match.application_id, [offer.pk], by=officer, now=NOW)
    assert confirm_both(again).state == "placed"
    assert actions.cancel(landing.pk, by=officer, reason="Again", now=NOW).cancel_reason == "Visa refused"


def test_a_stay_that_has_begun_is_not_cancelled():
    landing = make_landing(started_at=NOW)
    with pytest.raises(ValidationError, match="has begun"):
        actions.cancel(landing.pk, by=landing.application.applicant, reason="Late", now=NOW)


def test_who_may_not_cancel():
    landing = make_landing()
    staff = make_member()
    join(landing.host, staff, role="staff")
    for member in (staff, make_member(), make_officer(landing.programme, role="finance")):
        with pytest.raises(PermissionDenied):
            actions.cancel(landing.pk, by=member, reason="No", now=NOW)


def test_an_officer_names_a_commissioner():
    landing = make_landing()
    officer, commissioner = make_officer(landing.programme), make_staff_of("agency")
    with pytest.raises(PermissionDenied):
        actions.name_commissioner(landing.pk, commissioner=commissioner, by=make_member(), now=NOW)
    with pytest.raises(ValidationError) as refused:
        actions.name_commissioner(landing.pk, commissioner=make_member(), by=officer, now=NOW)
    assert refused.value.code == "not_a_commissioner"
    for _ in range(2):
        actions.name_commissioner(landing.pk, commissioner=commissioner, by=officer, now=NOW)
    assert facts_of(landing) == [CommissionerNamed(landing_id=landing.pk, member_id=commissioner.pk)]
    assert list(Landing.objects.visible_to(commissioner)) == [landing]


def test_the_clock_begins_and_ends_a_stay_by_the_sites_own_date():
    """The fourth of May begins in Auckland at noon of the third in UTC."""
    offer = make_offer(make_site(time_zone="Pacific/Auckland"))
    landing = make_landing(offer=offer)
    before, begun = datetime(2026, 5, 3, 11, 59, tzinfo=UTC), datetime(2026, 5, 3, 12, 0, tzinfo=UTC)
    assert [actions.begin_and_end_due(now=now) for now in (before, begun, begun)] == [0, 1, 0]
    ended = datetime(2026, 5, 13, 12, 0, tzinfo=UTC)
    assert [actions.begin_and_end_due(now=now) for now in (ended - timedelta(minutes=1), ended, ended)] == [0, 1, 0]
    landing.refresh_from_db()
    assert landing.state == "returned"
    assert facts_of(landing) == [LandingStarted(landing_id=landing.pk), LandingReturned(landing_id=landing.pk)]


def test_a_clock_that_stood_still_catches_up():
    landing = make_landing()
    late = datetime(2026, 9, 1, tzinfo=UTC)
    assert [actions.begin_and_end_due(now=late) for _ in range(3)] == [1, 1, 0]
    landing.refresh_from_db()
    assert landing.state == "returned"


def test_cancelled_stays_do_not_begin():
    make_landing(cancelled_at=NOW)
    assert actions.begin_and_end_due(now=datetime(2026, 9, 1, tzinfo=UTC)) == 0


def test_no_offer_is_withdrawn_or_cut_under_a_stay_that_is_not_over():
    landing = make_landing(offer=make_offer(make_site(manager=(manager := make_member()))))
    offer = landing.offer
    for _state in ("placed", "started"):
        for act in (
            lambda: hosts.withdraw_offer(offer.pk, by=manager, now=NOW),
            lambda: hosts.change_offer(offer.pk, by=manager, page={"desks": 1}, now=NOW),
        ):
            with pytest.raises(ValidationError) as refused:
                act()
            assert refused.value.code == "held"
        Landing.objects.update(started_at=NOW)
    Landing.objects.update(returned_at=NOW)
    assert hosts.withdraw_offer(offer.pk, by=manager, now=NOW).withdrawn_at == NOW


def test_a_cancelled_stay_holds_no_offer():
    landing = make_landing(offer=make_offer(make_site(manager=(manager := make_member()))), cancelled_at=NOW)
    assert hosts.withdraw_offer(landing.offer_id, by=manager, now=NOW).withdrawn_at == NOW

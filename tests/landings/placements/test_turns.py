"""Every step of a match and of a landing from every state; offers that change under a proposal; stays by the clock."""

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from landings.hosts import actions as hosts
from landings.matching import actions as matching
from landings.matching.models import Match
from landings.placements import actions, queries
from landings.placements.models import DeskDay, Landing
from realtime.jobs import queue
from realtime.notices import Notice
from realtime.streams import events_after
from tests.factories.landings_applications import make_application
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.landings_matching import NOW, make_match
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation, make_staff_of
from tests.transactions import undone

PLACED = {"firm_confirmed_at": NOW, "host_confirmed_at": NOW, "placed_at": NOW}
MATCHES = {
    "proposed": {},
    "half": {"firm_confirmed_at": NOW},
    "placed": PLACED,
    "declined": {"firm_confirmed_at": NOW, "declined_at": NOW, "declined_side": "host"},
    "expired": {"firm_confirmed_at": NOW, "expired_at": NOW},
    "unswept": {"firm_confirmed_at": NOW, "expires_at": NOW},
    "withdrawn": {"firm_confirmed_at": NOW, "withdrawn_at": NOW},
    "full": {"firm_confirmed_at": NOW, "host_confirmed_at": NOW, "full_at": NOW},
}
OVER = {
    "placed": "Both sides have confirmed already: the desk is booked.",
    "declined": "This proposal was declined, so it cannot be answered any more.",
    "expired": "This proposal has expired. Ask the programme officer to propose it again.",
    "unswept": "This proposal has expired. Ask the programme officer to propose it again.",
    "withdrawn": "This proposal was withdrawn, so it cannot be answered any more.",
    "full": "The last desk for these days went to another firm. Ask the programme officer for another offer.",
}


@pytest.fixture(scope="module")
def drawn(module_transaction):
    host, application = make_member(), make_application(state="accepted")
    match = make_match(application, make_offer(make_site(manager=host), desks=1))
    officer = make_officer(application.programme)
    return SimpleNamespace(match=match, firm=application.applicant, host=host, officer=officer)


@pytest.fixture
def drawing(drawn, db):
    return deepcopy(drawn)


def put_into(drawing, state):
    Match.objects.filter(pk=drawing.match.pk).update(**MATCHES[state])


def state_of(drawing):
    return Match.objects.get(pk=drawing.match.pk).state


def refused(act):
    with pytest.raises(ValidationError) as refusal:
        act()
    assert refusal.value.code == "not_now"
    return refusal.value.messages[0]


@pytest.mark.parametrize("state", MATCHES)
@pytest.mark.parametrize("act", ["decline", "withdraw", "host_yes", "firm_yes"])
def test_a_match_is_answered_while_it_is_open_and_then_says_what_became_of_it(drawing, act, state):
    put_into(drawing, state)
    pk = drawing.match.pk
    does = {
        "decline": lambda: matching.decline(pk, by=drawing.host, reason="Full", now=NOW),
        "withdraw": lambda: matching.withdraw(pk, by=drawing.officer, now=NOW),
        "host_yes": lambda: actions.confirm(pk, by=drawing.host, now=NOW),
        "firm_yes": lambda: actions.confirm(pk, by=drawing.firm, now=NOW),
    }[act]
    follows = {"decline": "declined", "withdraw": "withdrawn", "host_yes": "proposed", "firm_yes": "proposed"}[act]
    if state in ("placed", "full") and act.endswith("yes"):
        # Said already, and it stays as it was.
        assert does().state == state
    elif state in OVER:
        assert refused(does) == OVER[state]
        assert state_of(drawing) == ("proposed" if state == "unswept" else state)
    else:
        does()
        assert state_of(drawing) == ("placed" if (state, act) == ("half", "host_yes") else follows)


def test_who_said_yes_to_what_the_other_declined_is_told_so(drawing, log_in):
    """The page said “You said yes. The other side is asked now.”"""
    put_into(drawing, "declined")
    Match.objects.update(expires_at=NOW + timedelta(days=36_500))
    answer = log_in(drawing.firm).post(reverse("landings:confirm-match", args=[drawing.match.pk]))
    assert (answer.status_code, OVER["declined"] in answer.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("page", "books"),
    [
        ({"title": "Summer", "desks": 3}, True),
        ({"starts_on": date(2026, 5, 4), "ends_on": date(2026, 5, 14)}, True),
        ({"starts_on": date(2026, 5, 5)}, False),
        ({"ends_on": date(2026, 5, 13)}, False),
        ({"starts_on": date(2026, 8, 1), "ends_on": date(2026, 9, 1)}, False),
    ],
)
def test_only_days_that_are_still_in_the_offer_are_booked(drawing, page, books):
    """A house that moved its offer while firms were asked had desks booked on days that it no longer offered."""
    put_into(drawing, "half")
    hosts.change_offer(drawing.match.offer_id, by=drawing.host, page=page, now=NOW)
    if books:
        assert actions.confirm(drawing.match.pk, by=drawing.host, now=NOW).state == "placed"
        return
    said = refused(lambda: actions.confirm(drawing.match.pk, by=drawing.host, now=NOW))
    assert said == "The host has changed the dates of this offer, and not all of these days are in it any more."
    assert (state_of(drawing), DeskDay.objects.count()) == ("proposed", 0)


@pytest.mark.parametrize(
    ("act", "said"),
    [(hosts.pause_offer, ""), (hosts.withdraw_offer, "The host has withdrawn this offer.")],
    ids=["paused", "withdrawn"],
)
def test_what_was_proposed_from_an_offer_that_closes(drawing, act, said):
    """Paused, what is agreed stays; withdrawn, the first yes is taken, and the second is refused."""
    act(drawing.match.offer_id, by=drawing.host, now=NOW)
    actions.confirm(drawing.match.pk, by=drawing.firm, now=NOW)
    if said:
        assert refused(lambda: actions.confirm(drawing.match.pk, by=drawing.host, now=NOW)) == said
        assert not Landing.objects.exists()
    else:
        assert actions.confirm(drawing.match.pk, by=drawing.host, now=NOW).state == "placed"
        assert refuses_withdrawal(drawing) == "A landing counts on this offer: it cannot be withdrawn."


def refuses_withdrawal(drawing):
    with pytest.raises(ValidationError) as refusal:
        hosts.withdraw_offer(drawing.match.offer_id, by=drawing.host, now=NOW)
    return refusal.value.messages[0]


def test_an_offer_is_free_again_once_the_stay_is_over_or_called_off(drawing):
    put_into(drawing, "half")
    landing = actions.confirm(drawing.match.pk, by=drawing.host, now=NOW).landing
    assert refuses_withdrawal(drawing)
    actions.cancel(landing.pk, by=drawing.host, reason="Works", now=NOW)
    assert hosts.withdraw_offer(drawing.match.offer_id, by=drawing.host, now=NOW).withdrawn_at == NOW


@pytest.mark.parametrize(
    ("why", "offer"),
    [
        ("another programme's", lambda: make_offer(programme=make_programme())),
        ("a closed site's", lambda: make_offer(make_site(closed_at=NOW))),
        ("a closed house's", lambda: make_offer(make_site(make_organisation("host", country="NL", closed_at=NOW)))),
    ],
)
def test_an_offer_that_is_not_on_the_page_is_not_proposed(drawing, why, offer):
    matching.withdraw(drawing.match.pk, by=drawing.officer, now=NOW)
    own = make_offer(programme=drawing.match.application.programme)
    made = matching.propose(drawing.match.application_id, [offer().pk, own.pk], by=drawing.officer, now=NOW)
    assert [match.offer for match in made] == [own]


def test_of_several_offers_all_are_proposed_or_none(drawing):
    fits, unfit = make_offer(), make_offer(paused_at=NOW)
    with pytest.raises(ValidationError, match="is a draft, paused or withdrawn"):
        matching.propose(drawing.match.application_id, [fits.pk, unfit.pk], by=drawing.officer, now=NOW)
    assert list(Match.objects.values_list("pk", flat=True)) == [drawing.match.pk]
    assert events_after(drawing.match.application.stream_id, 0) == []


@pytest.mark.parametrize(("before", "expired"), [(-1, 0), (0, 1)])
def test_a_hold_ends_with_its_last_moment(drawing, before, expired):
    assert matching.expire_due(now=drawing.match.expires_at + timedelta(microseconds=before)) == expired


STAYS = {
    "placed": {},
    "started": {"started_at": NOW},
    "returned": {"started_at": NOW, "returned_at": NOW},
    "closed": {"started_at": NOW, "returned_at": NOW, "closed_at": NOW},
    "cancelled": {"cancelled_at": NOW},
}
WHY_NOT = {
    "placed": "The stay has not begun yet.",
    "started": "The stay has begun, so it cannot be changed this way.",
    "returned": "The stay is over, so it cannot be changed this way.",
    "closed": "This landing is closed.",
    "cancelled": "This landing was cancelled.",
}


@pytest.mark.parametrize("state", STAYS)
@pytest.mark.parametrize(
    ("step", "follows_from"),
    [("start", {"placed"}), ("come_home", {"placed", "started"}), ("close", {"returned"}), ("cancel", {"placed"})],
)
def test_a_stay_turns_from_where_it_stands_or_says_why_not(step, follows_from, state):
    landing = Landing(starts_on=date(2026, 5, 4), ends_on=date(2026, 5, 14), **STAYS[state])
    given_ = {"close": [None], "cancel": [None, "Flu"]}.get(step, [])
    assert landing.state == state
    if state in follows_from:
        getattr(landing, step)(*given_, NOW)
        turned = {"start": "started", "come_home": "returned", "close": "closed", "cancel": "cancelled"}
        assert landing.state == turned[step]
    else:
        with pytest.raises(ValidationError) as refusal:
            getattr(landing, step)(*given_, NOW)
        assert (refusal.value.messages, refusal.value.code) == ([WHY_NOT[state]], "not_now")
        assert landing.state == state


@pytest.mark.parametrize(
    ("zone", "first_moment"),
    [
        ("Pacific/Kiritimati", datetime(2026, 5, 3, 10, tzinfo=UTC)),
        ("Europe/Amsterdam", datetime(2026, 5, 3, 22, tzinfo=UTC)),
        ("UTC", datetime(2026, 5, 4, tzinfo=UTC)),
        ("Pacific/Pago_Pago", datetime(2026, 5, 4, 11, tzinfo=UTC)),
    ],
)
def test_a_stay_begins_and_ends_with_the_sites_own_day(db, zone, first_moment):
    landing = make_landing(offer=make_offer(make_site(time_zone=zone)))
    one, last = timedelta(microseconds=1), first_moment + timedelta(days=10)
    for now, changed, state in (
        (first_moment - one, 0, "placed"),
        (first_moment, 1, "started"),
        (first_moment, 0, "started"),
        (last - one, 0, "started"),
        (last, 1, "returned"),
        (last, 0, "returned"),
    ):
        assert actions.begin_and_end_due(now=now) == changed
        landing.refresh_from_db()
        assert landing.state == state


def test_a_clock_that_stood_still_for_a_month_lets_the_stay_begin_and_then_end(db):
    landing, late = make_landing(), datetime(2026, 6, 20, tzinfo=UTC)
    assert [actions.begin_and_end_due(now=late) for _ in range(3)] == [1, 1, 0]
    landing.refresh_from_db()
    assert (landing.started_at, landing.returned_at) == (late, late)
    assert [event.fact for event in events_after(landing.stream_id, 0)] == ["landing.started", "landing.returned"]


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 6), st.integers(1, 2)), min_size=1, max_size=6))
def test_the_calendar_of_a_site_counts_each_desk_of_each_stay_on_each_day(drawn, db, stays):
    with undone():
        site = drawn.match.offer.site
        offer, first = make_offer(site, desks=20), date(2026, 5, 4)
        for at, (starts, length, desks) in enumerate(stays):
            begins = first + timedelta(days=starts)
            match = make_match(
                make_application(drawn.match.application.programme, state="accepted", travellers=desks),
                offer,
                starts_on=begins,
                ends_on=begins + timedelta(days=length),
                **PLACED,
            )
            landing = make_landing(match.application, offer, match=match, desk=2 * at + 1)
            if desks == 2:
                days = list(landing.desk_days.values_list("day", flat=True))
                DeskDay.objects.bulk_create(
                    DeskDay(offer=offer, desk=2 * at + 2, day=day, landing=landing) for day in days
                )
        cells = queries.occupancy(site, first=date(2026, 5, 1), today=date(2026, 5, 4))
        for cell in cells:
            there = [desks for at, length, desks in stays if 0 <= (cell.on - first).days - at < length]
            assert (cell.taken, len(cell.firms)) == (sum(there), len(there))
        assert (cells[0].on, cells[-1].on, len(cells) % 7) == (date(2026, 4, 27), date(2026, 5, 31), 0)


@pytest.mark.parametrize(
    ("day", "fields", "kind", "of"),
    [
        (date(2026, 5, 3), {}, "free", 3),
        (date(2026, 5, 4), {}, "today part", 3),
        (date(2026, 5, 14), {}, "free", 3),
        (date(2026, 4, 30), {}, "out free", 3),
        (date(2026, 5, 4), {"desks": 1}, "today full", 1),
        (date(2026, 5, 3), {"starts_on": date(2026, 5, 4)}, "", 0),
        (date(2026, 5, 15), {"ends_on": date(2026, 5, 15)}, "", 0),
        (date(2026, 5, 5), {}, "closed", 3),
    ],
)
def test_a_day_of_the_calendar_says_how_full_it_is(db, day, fields, kind, of):
    offer = make_offer(**{"desks": 3, **fields})
    make_offer(offer.site, desks=9, published_at=None)
    make_offer(offer.site, desks=9, withdrawn_at=NOW)
    make_landing(offer=offer)
    offer.site.closures.create(day=date(2026, 5, 5))
    cells = queries.occupancy(offer.site, first=date(2026, 5, 1), today=date(2026, 5, 4))
    [cell] = [cell for cell in cells if cell.on == day]
    assert (cell.kind, cell.of) == (kind, of)


@pytest.mark.parametrize(
    ("now", "fields", "label", "value", "unit"),
    [
        (datetime(2026, 5, 2, 12, tzinfo=UTC), {}, "Until the first day", "2", "days"),
        (datetime(2026, 5, 3, 21, 59, tzinfo=UTC), {}, "Until the first day", "1", "day"),
        (datetime(2026, 5, 3, 22, tzinfo=UTC), {}, "Day of the stay", "1", "of 10"),
        (datetime(2026, 5, 13, 21, 59, tzinfo=UTC), {}, "Day of the stay", "10", "of 10"),
        (datetime(2026, 5, 13, 22, tzinfo=UTC), {}, "Back home for", "0", "days"),
        (datetime(2026, 5, 15, 12, tzinfo=UTC), {}, "Back home for", "1", "day"),
        (datetime(2026, 5, 2, 12, tzinfo=UTC), {"cancelled_at": NOW}, "Stay", "None", ""),
    ],
)
def test_the_days_of_a_stay_are_counted_by_the_sites_clock(db, now, fields, label, value, unit):
    counted = queries.kpis(make_landing(**fields), now=now)[0]
    assert (str(counted.label), counted.value, str(counted.unit)) == (label, value, unit)


def commissioner():
    return make_staff_of("agency")


def test_nobody_is_asked_to_look_after_what_was_called_off(db, log_in):
    landing = make_landing(cancelled_at=NOW)
    officer, named = make_officer(landing.programme), commissioner()
    said = refused(lambda: actions.name_commissioner(landing.pk, commissioner=named, by=officer, now=NOW))
    assert said == WHY_NOT["cancelled"]
    door = reverse("landings:name-commissioner", args=[landing.pk])
    answer = log_in(officer).post(door, {"commissioner": named.pk})
    assert (answer.status_code, WHY_NOT["cancelled"] in answer.content.decode()) == (409, True)
    queue.run_all()
    assert not Notice.objects.exists()


def test_a_commissioner_is_of_an_agency_and_the_next_takes_over(db):
    landing = make_landing()
    officer, first, second = make_officer(landing.programme), commissioner(), commissioner()
    name = {"by": officer, "now": NOW}
    with pytest.raises(ValidationError, match="does not belong to an agency") as refusal:
        actions.name_commissioner(landing.pk, commissioner=officer, **name)
    assert refusal.value.code == "not_a_commissioner"
    with pytest.raises(PermissionDenied):
        actions.name_commissioner(landing.pk, commissioner=first, by=landing.application.applicant, now=NOW)
    for one in (first, first, second):
        actions.name_commissioner(landing.pk, commissioner=one, **name)
    assert [event.told.member_id for event in events_after(landing.stream_id, 0)] == [first.pk, second.pk]
    assert [list(Landing.objects.visible_to(one)) for one in (first, second)] == [[], [landing]]


def test_who_hears_of_a_stay_and_who_does_not(db):
    landing = make_landing(commissioner=commissioner())
    officer, keeper = make_officer(landing.programme), make_member()
    join(landing.host, keeper, role="owner")
    join(landing.host, make_member(), role="staff")
    make_officer(landing.programme, role="reviewer")
    make_officer(landing.programme, role="finance")
    colleague = make_member()
    join(landing.firm, colleague)
    everybody = {landing.application.applicant_id, colleague.pk, keeper.pk, officer.pk, landing.commissioner_id}

    actions.begin_and_end_due(now=datetime(2026, 5, 4, 12, tzinfo=UTC))
    queue.run_all()
    assert set(Notice.objects.values_list("recipient", flat=True)) == everybody
    assert Notice.objects.count() == len(everybody)
    sentence = f"The stay of {landing.firm.name} at {landing.site.name} begins today"
    assert {notice.sentence for notice in Notice.objects.all()} == {sentence}


def test_who_calls_off_is_named_by_their_side_and_the_reason_is_read_by_all_of_it(db):
    landing = make_landing()
    officer, keeper = make_officer(landing.programme), make_member()
    join(landing.host, keeper, role="manager")
    actions.cancel(landing.pk, by=keeper, reason="The roof leaks.", now=NOW)
    queue.run_all()
    told = dict(Notice.objects.filter(kind="placements.cancelled").values_list("recipient", "pk"))
    assert set(told) == {landing.application.applicant_id, officer.pk}
    said = f"The placement of {landing.firm.name} at {landing.site.name} was cancelled: The roof leaks."
    assert {Notice.objects.get(pk=pk).sentence for pk in told.values()} == {said}
    assert events_after(landing.stream_id, 0)[-1].told.side == "host"

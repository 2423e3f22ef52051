from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from landings.matching import actions
from landings.matching.facts import MatchDeclined, MatchExpired, MatchProposed, MatchWithdrawn
from landings.matching.models import Match
from realtime.streams import events_after
from tests.factories.landings_applications import make_application
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.landings_matching import NOW, make_match
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member
from tests.factories.organisations import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return make_application(state="accepted")


@pytest.fixture
def officer(application):
    return make_officer(application.programme)


def facts_of(thing):
    return [event.told for event in events_after(thing.stream_id, 0)]


def test_an_officer_proposes_offers_with_their_explanation(application, officer):
    offer = make_offer()
    [match] = actions.propose(application.pk, [offer.pk], by=officer, note="They host many Canadians.", now=NOW)
    assert (match.starts_on, match.ends_on) == (date(2026, 5, 4), date(2026, 5, 14))
    assert match.expires_at == NOW + timedelta(days=14)
    assert {part["name"] for part in match.breakdown} == {
        "services",
        "sector",
        "place",
        "hours",
        "dates",
        "language",
        "mentors",
    }
    assert float(match.score) == pytest.approx(sum(part["points"] for part in match.breakdown), abs=0.05)
    assert facts_of(match) == facts_of(application) == [MatchProposed(match_id=match.pk)]


def test_proposing_twice_makes_one_match(application, officer):
    offer = make_offer()
    for _ in range(2):
        actions.propose(application.pk, [offer.pk], by=officer, now=NOW)
    assert Match.objects.count() == 1


def test_who_is_no_officer_of_the_programme_may_not_propose(application):
    offer = make_offer()
    for stranger in (make_member(), application.applicant, make_officer(application.programme, role="reviewer")):
        with pytest.raises(PermissionDenied):
            actions.propose(application.pk, [offer.pk], by=stranger, now=NOW)
    assert Match.objects.count() == 0


@pytest.mark.parametrize("state", ["submitted", "refused", "waitlisted"])
def test_only_an_accepted_application_is_matched(state):
    application = make_application(state=state)
    officer = make_officer(application.programme)
    with pytest.raises(ValidationError) as refused:
        actions.propose(application.pk, [make_offer().pk], by=officer, now=NOW)
    assert refused.value.code == "not_now"


@pytest.mark.parametrize(
    ("site", "offer", "reason"),
    [
        ({"verified_at": None}, {}, "verified"),
        ({"country": "DE"}, {}, "Germany"),
        ({"sectors": ["ocean"]}, {}, "Ocean and marine"),
        ({"languages": ["nl"]}, {}, "Dutch"),
        ({}, {"published_at": None}, "not open"),
        ({}, {"starts_on": date(2026, 5, 8)}, None),
        ({}, {"starts_on": date(2026, 5, 13), "ends_on": date(2026, 5, 15)}, "1 of the 10"),
        ({}, {"shortest_stay": 20}, "shortest stay is 20 days"),
    ],
)
def test_an_offer_that_fails_a_filter_is_refused_with_its_reason(application, officer, site, offer, reason):
    unfit = make_offer(make_site(**site), **offer)
    if reason is None:
        assert len(actions.propose(application.pk, [unfit.pk], by=officer, now=NOW)) == 1
        return
    with pytest.raises(ValidationError, match=reason) as refused:
        actions.propose(application.pk, [unfit.pk], by=officer, now=NOW)
    assert refused.value.code == "unfit"


def test_a_conflict_of_interest_is_refused(application, officer):
    offer = make_offer()
    join(offer.site.host, application.applicant)
    with pytest.raises(ValidationError, match="belongs to the firm and to the host"):
        actions.propose(application.pk, [offer.pk], by=officer, now=NOW)


def test_either_side_declines_with_a_reason(application):
    match, firm = make_match(application), application.applicant
    actions.decline(match.pk, by=firm, reason="The dates clash with a fair.", now=NOW)
    match.refresh_from_db()
    assert (match.state, match.declined_side, match.decline_reason) == (
        "declined",
        "firm",
        "The dates clash with a fair.",
    )
    assert facts_of(match) == [MatchDeclined(match_id=match.pk, side="firm")]
    with pytest.raises(ValidationError, match="was declined"):
        actions.decline(match.pk, by=firm, reason="Again", now=NOW)


def test_the_house_answers_by_its_managers(application):
    match = make_match(application)
    host, staff, stranger = make_member(), make_member(), make_member()
    join(match.offer.site.host, host, role="manager")
    join(match.offer.site.host, staff, role="staff")
    for other in (staff, stranger):
        with pytest.raises(PermissionDenied):
            actions.decline(match.pk, by=other, reason="No", now=NOW)
    assert actions.decline(match.pk, by=host, reason="Full", now=NOW).declined_side == "host"


def test_the_officer_withdraws(application, officer):
    match = make_match(application)
    with pytest.raises(PermissionDenied):
        actions.withdraw(match.pk, by=application.applicant, now=NOW)
    actions.withdraw(match.pk, by=officer, now=NOW)
    assert facts_of(match) == [MatchWithdrawn(match_id=match.pk)]


def test_a_hold_expires_once(application):
    match = make_match(application)
    late = make_match(make_application(state="accepted"), expires_at=NOW + timedelta(days=30))
    assert actions.expire_due(now=NOW + timedelta(days=13)) == 0
    assert actions.expire_due(now=NOW + timedelta(days=14)) == 1
    assert actions.expire_due(now=NOW + timedelta(days=14)) == 0
    match.refresh_from_db(), late.refresh_from_db()
    assert (match.state, late.state) == ("expired", "proposed")
    assert facts_of(match) == [MatchExpired(match_id=match.pk)]


def test_an_expired_hold_is_not_answered_even_before_the_sweep(application):
    match = make_match(application)
    with pytest.raises(ValidationError, match="has expired"):
        actions.decline(match.pk, by=application.applicant, reason="Late", now=NOW + timedelta(days=15))


def test_one_offer_is_held_once_for_an_application(application, officer):
    match = make_match(application)
    actions.withdraw(match.pk, by=officer, now=NOW)
    [again] = actions.propose(application.pk, [match.offer_id], by=officer, now=NOW)
    assert again.pk != match.pk

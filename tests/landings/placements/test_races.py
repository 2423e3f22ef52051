"""G5: no desk is double-booked and no place is lost, whoever races whom."""

import random
import threading
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from landings.matching.actions import expire_due
from landings.matching.models import Match
from landings.placements import actions
from landings.placements.models import DeskDay, Landing
from tests.factories.landings_applications import make_application
from tests.factories.landings_hosts import make_offer
from tests.factories.landings_matching import NOW, make_match
from tests.factories.landings_programmes import make_programme
from tests.factories.members import make_member
from tests.factories.organisations import join


def at_once(*jobs):
    """Run each job in a thread of its own, all starting together."""
    gate, troubles = threading.Barrier(len(jobs)), []

    def run(job):
        gate.wait(10)
        try:
            job()
        except Exception as error:
            troubles.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return troubles


def half_confirmed(offer, **fields):
    """A match that its firm has confirmed: the host's yes will place it."""
    return make_match(make_application(offer.program, state="accepted"), offer, firm_confirmed_at=NOW, **fields)


def an_offer(desks):
    offer, host = make_offer(desks=desks), make_member()
    offer.program = make_programme()
    join(offer.site.host, host, role="owner")
    return offer, host


@pytest.mark.django_db(transaction=True)
def test_two_race_for_the_last_desk_and_one_wins():
    offer, host = an_offer(desks=1)
    matches = [half_confirmed(offer) for _ in range(2)]
    jobs = [lambda match=match: actions.confirm(match.pk, by=host, now=NOW) for match in matches]
    assert at_once(*jobs) == []
    assert Counter(Match.objects.get(pk=match.pk).state for match in matches) == {"placed": 1, "full": 1}
    assert (Landing.objects.count(), DeskDay.objects.count()) == (1, 10)


@pytest.mark.django_db(transaction=True)
def test_two_matches_of_one_firm_confirmed_at_once_make_one_landing():
    application = make_application(state="accepted")
    matches, hosts = [], []
    for _ in range(2):
        offer, host = an_offer(desks=1)
        hosts.append(host)
        matches.append(make_match(application, offer, firm_confirmed_at=NOW))
    pairs = zip(matches, hosts, strict=True)
    troubles = at_once(*(lambda m=m, h=h: actions.confirm(m.pk, by=h, now=NOW) for m, h in pairs))
    assert [error.code for error in troubles] == ["not_now"]
    assert Landing.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_clients_cancels_and_expiries_never_overbook_and_lose_no_place():
    offer, host = an_offer(desks=3)
    pool = [half_confirmed(offer) for _ in range(12)]
    for match in pool[:2]:
        Match.objects.filter(pk=match.pk).update(expires_at=NOW)
    live = pool[2:]

    def client(matches, seed):
        chance = random.Random(seed)
        for match in matches:
            placed = actions.confirm(match.pk, by=host, now=NOW)
            if placed.state == "placed" and chance.random() < 0.4:
                actions.cancel(placed.landing.pk, by=host, reason="Changed", now=NOW)
            expire_due(now=NOW)

    shares = [live[n::4] for n in range(4)]
    assert at_once(*(lambda s=share, n=n: client(s, n) for n, share in enumerate(shares))) == []
    counted = Counter(DeskDay.objects.values_list("day", flat=True))
    assert max(counted.values(), default=0) <= 3
    standing = Landing.objects.standing().count()
    assert DeskDay.objects.count() == standing * 10
    for _ in range(3 - standing):
        assert actions.confirm(half_confirmed(offer).pk, by=host, now=NOW).state == "placed"
    assert Counter(DeskDay.objects.values_list("day", flat=True)) == {
        date(2026, 5, 4) + timedelta(days=n): 3 for n in range(10)
    }
    assert actions.confirm(half_confirmed(offer).pk, by=host, now=NOW).state == "full"


steps = st.lists(
    st.one_of(
        st.tuples(st.just("book"), st.integers(0, 5), st.integers(1, 4)),
        st.tuples(st.just("cancel"), st.integers(0, 9), st.just(0)),
    ),
    max_size=12,
)


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_the_booked_desks_are_those_of_a_simple_model(steps):
    """Model: a list of stays; one fits when each of its days has a desk left."""
    offer, host = an_offer(desks=2)
    model = []
    for what, where, length in steps:
        if what == "cancel" and model:
            landing, _span = model.pop(where % len(model))
            actions.cancel(landing.pk, by=host, reason="Changed", now=NOW)
        elif what == "book":
            first = date(2026, 5, 4) + timedelta(days=where)
            span = {first + timedelta(days=n) for n in range(length)}
            match = half_confirmed(offer, starts_on=first, ends_on=first + timedelta(days=length))
            fits = all(sum(day in other for _landing, other in model) < 2 for day in span)
            done = actions.confirm(match.pk, by=host, now=NOW)
            assert done.state == ("placed" if fits else "full")
            if fits:
                model.append((done.landing, span))
    stored = Counter(DeskDay.objects.filter(offer=offer).values_list("day", flat=True))
    assert stored == Counter(day for _landing, span in model for day in span)

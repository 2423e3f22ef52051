"""Every reason of matching has words; a match whose reasons do not make its score is found."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ground.words.sectors import NAMES as SECTORS
from landings.hosts.models.services import SERVICE_NAMES
from landings.matching import actions
from landings.matching.models import Match
from landings.matching.queries import scores, steps_of, verify
from landings.matching.queries.words import SCHEME
from network.reasons.rules import is_certified, total_of
from network.reasons.tellings import stored
from tests.factories.landings_applications import make_application
from tests.factories.landings_hosts import make_offer
from tests.factories.landings_matching import NOW, make_match
from tests.factories.landings_programmes import make_officer
from tests.landings.matching.test_scores import STAY, a_wish, an_offering

some_services = st.frozensets(st.sampled_from(sorted(SERVICE_NAMES)), max_size=3)
some_sectors = st.frozensets(st.sampled_from(sorted(SECTORS)), max_size=3)


@given(
    wanted=some_services,
    given_=some_services,
    ours=some_sectors,
    theirs=some_sectors,
    level=st.sampled_from(scores.LEVELS),
    hours=st.integers(0, 20),
    weights=st.dictionaries(st.sampled_from(sorted(scores.SCORES)), st.integers(0, 10)),
)
def test_every_reason_is_said_in_words_and_together_they_are_certified(
    wanted, given_, ours, theirs, level, hours, weights
):
    wish = a_wish(services=wanted, sectors=ours, languages={"en": level})
    offering = an_offering(services=given_, sectors=theirs, languages=frozenset({"en"}), mentor_hours=hours)
    parts = scores.assess(wish, offering, STAY, weights)
    kept = stored(parts, SCHEME)
    assert all(row["label"] and row["why"] for row in steps_of(kept))
    assert is_certified(kept, round(total_of(parts), 2))


@pytest.mark.django_db
def test_a_score_that_was_changed_behind_its_reasons_is_found():
    application, offer = make_application(state="accepted"), make_offer()
    officer = make_officer(application.programme)
    [match] = actions.propose(application.pk, [offer.pk], by=officer, now=NOW)
    make_match()
    assert list(verify.faults()) == []

    Match.objects.filter(pk=match.pk).update(score=Decimal(str(match.score)) - 5)

    assert list(verify.faults()) == [f"match {match.pk} has a score that its reasons do not make"]

"""Whatever is done, by whomever, in whatever order: what the facts kept is the truth, and each row leads to a page that
opens for whoever finds it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from landings.applications import actions as applications
from landings.applications.models import Application, Review
from landings.grants import actions as grants
from landings.grants.models import Advance, Claim, Grant
from landings.itineraries import actions as itineraries
from landings.itineraries.models import Item
from landings.letters import actions as letters
from landings.letters.models import Letter
from landings.matching import actions as matching
from landings.matching.models import Match
from landings.matching.rules import side_of
from landings.placements import actions as placements
from landings.placements.models import Landing
from landings.programmes import actions as programmes
from network.desk import actions
from network.desk.kinds import all_sources
from network.desk.models import WorkItem
from network.desk.queries import desk_of
from network.members.models import Member
from network.organisations.models import Membership
from realtime.jobs import queue
from tests.factories.landings_applications import make_application
from tests.factories.landings_grants import a_cost
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.landings_itineraries import plan
from tests.factories.landings_letters import answers
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation
from tests.sizes import FULL
from tests.transactions import undone

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 20, 15, 0, tzinfo=UTC)


class World:
    """A programme, two firms, a house, an agency; two officers, finance, reviewers; somebody who is of two houses."""

    def __init__(self):
        self.now = NOW
        self.programme = make_programme()
        both = make_member()
        self.firms = [make_organisation("firm", staff=[make_member()]) for _ in range(2)]
        join(self.firms[0], both)
        self.site = make_site(manager=both)
        self.offers = [make_offer(self.site, desks=1), make_offer(self.site, desks=2)]
        agency = make_organisation("agency", staff=[make_member()])
        self.commissioner = agency.memberships.get().member
        roles = ["officer", "officer", "finance", "reviewer", "reviewer", "reviewer"]
        for role in roles:
            make_officer(self.programme, role=role)
        self.people = list(Member.objects.order_by("pk"))
        for firm in self.firms:
            member = firm.memberships.first().member
            answers = {"country": "CA", "employees": 8, "revenue": {"amount": 90_000_000, "currency": "CAD"}}
            make_application(self.programme, applicant=member, firm=firm, state="draft", answers=answers)
        actions.mend(now=self.now)

    def do(self, step, which):
        """One step by the first who may; where nobody may, or it cannot be now, it is refused."""
        self.now += timedelta(minutes=1)
        first = which % len(self.people)
        for by in self.people[first:] + self.people[:first]:
            try:
                STEPS[step](self, by, which)
                return True
            except (PermissionDenied, ValidationError):
                continue
        return False

    def one(self, model, which):
        """One of the rows there are, the newest first; or a step that is refused."""
        keys = list(model.objects.order_by("-pk").values_list("pk", flat=True))
        if not keys:
            raise ValidationError("none yet")
        return keys[which % len(keys)]


def review(world, by, which):
    scores = dict.fromkeys(("market", "plan", "team"), (4, "Good"))
    review_id = world.one(Review, which)
    applications.submit_review(review_id, by=by, scores=scores, recommendation="accept", now=world.now)


def decide(outcome):
    return lambda world, by, which: applications.decide(
        world.one(Application, which), by=by, outcome=outcome, reasons="So", now=world.now
    )


def confirm(side):
    def said(world, by, which):
        match_id = world.one(Match, which)
        if side_of(by, Match.objects.get(pk=match_id)) != side:
            raise PermissionDenied
        placements.confirm(match_id, by=by, now=world.now)

    return said


def claim(world, by, which):
    found = grants.begin_claim(world.one(Grant, which), by=by, now=world.now)
    grants.add_line(found.pk, cost=a_cost(amount=50_000 * (1 + which % 3)), by=by, now=world.now)
    grants.submit_claim(found.pk, is_final=False, by=by, now=world.now)


def award(world, by, which):
    year = world.programme.fund_years.get()
    grants.award(world.one(Landing, which), amount=300_000, fund_year_id=year.pk, by=by, now=world.now)


def plan_meeting(world, by, which):
    meeting = plan(day=5 + which % 8, kind=["meeting", "free"][which % 2])
    itineraries.add(world.one(Landing, which), meeting, by=by, now=world.now)


def sign(world, by, which):
    letters.sign(world.one(Letter, which), answers=answers(), name="Ada", title="Founder", now=world.now)


def let_time_pass(world, by, which):
    """Time goes on: stays begin and end, letters fall due."""
    world.now += timedelta(days=[3, 20, 60, 380][which % 4])
    matching.expire_due(now=world.now)
    placements.begin_and_end_due(now=world.now)
    letters.raise_due(now=world.now)


def change_roles(world, by, which):
    """Somebody leaves the firm, or joins it."""
    if not Membership.objects.filter(organisation=world.firms[1], member=by).delete()[0]:
        join(world.firms[1], by)


def leave(world, by, which):
    """A reviewer is taken off the programme, and others are asked instead."""
    reviewer_id = Review.objects.get(pk=world.one(Review, which)).reviewer_id
    programmes.dismiss(world.programme.pk, member_id=reviewer_id, by=by, now=world.now)
    queue.run_all()


STEPS = {
    "submit": lambda w, by, n: applications.submit(w.one(Application, n), by=by, now=w.now),
    "withdraw": lambda w, by, n: applications.withdraw(w.one(Application, n), by=by, now=w.now),
    "ask": lambda w, by, n: applications.want_information(w.one(Application, n), by=by, question="?", now=w.now),
    "tell": lambda w, by, n: applications.give_information(w.one(Application, n), by=by, answer="!", now=w.now),
    "review": review,
    "conflict": lambda w, by, n: applications.declare_conflict(w.one(Review, n), by=by, reason="A cousin", now=w.now),
    "hand-back": lambda w, by, n: applications.hand_back(
        Review.objects.get(pk=w.one(Review, n)).reviewer_id, now=w.now
    ),
    "leave": leave,
    "waitlist": decide("waitlisted"),
    "accept": decide("accepted"),
    "propose": lambda w, by, n: matching.propose(
        w.one(Application, n), [w.offers[0].pk, w.offers[1].pk], by=by, now=w.now
    ),
    "firm-yes": confirm("firm"),
    "host-yes": confirm("host"),
    "decline": lambda w, by, n: matching.decline(w.one(Match, n), by=by, reason="No", now=w.now),
    "take-back": lambda w, by, n: matching.withdraw(w.one(Match, n), by=by, now=w.now),
    "cancel": lambda w, by, n: placements.cancel(w.one(Landing, n), by=by, reason="No", now=w.now),
    "name": lambda w, by, n: placements.name_commissioner(
        w.one(Landing, n), commissioner=w.commissioner, by=by, now=w.now
    ),
    "award": award,
    "advance": lambda w, by, n: grants.approve_advance(w.one(Grant, n), trigger="signature", by=by, now=w.now),
    "pay-advance": lambda w, by, n: grants.pay_advance(w.one(Advance, n), reference="R", by=by, now=w.now),
    "send-advance-back": lambda w, by, n: grants.send_back_advance(w.one(Advance, n), reason="No", by=by, now=w.now),
    "claim": claim,
    "submit-claim": lambda w, by, n: grants.submit_claim(w.one(Claim, n), is_final=False, by=by, now=w.now),
    "approve": lambda w, by, n: grants.approve_claim(w.one(Claim, n), by=by, now=w.now),
    "want-changes": lambda w, by, n: grants.want_changes(w.one(Claim, n), what="All", by=by, now=w.now),
    "decline-claim": lambda w, by, n: grants.decline_claim(w.one(Claim, n), reason="No", by=by, now=w.now),
    "pay": lambda w, by, n: grants.pay_claim(w.one(Claim, n), reference=f"R{n}", by=by, now=w.now),
    "send-back": lambda w, by, n: grants.send_back_claim(w.one(Claim, n), by=by, now=w.now),
    "plan": plan_meeting,
    "unplan": lambda w, by, n: itineraries.cancel(w.one(Item, n), by=by, now=w.now),
    "debrief": lambda w, by, n: itineraries.debrief(w.one(Item, n), by=by, met="yes", outcome="Talks", now=w.now),
    "sign": sign,
    "decline-letter": lambda w, by, n: letters.decline(w.one(Letter, n), now=w.now),
    "time": let_time_pass,
    "roles": change_roles,
}


BEGINNING = "submit conflict review waitlist accept propose firm-yes host-yes award"
LIFE = (
    "submit ask tell leave conflict review waitlist accept propose decline propose take-back propose firm-yes host-yes "
    "cancel propose firm-yes host-yes name award advance send-advance-back advance pay-advance plan plan unplan "
    "time:2 claim want-changes submit-claim approve send-back approve pay claim:2 approve pay "
    "debrief:1 time:2 time:2 time:3 sign roles"
)


def steps_of(words):
    """`time:2` is the step `time` on the third of what there is, else it is the first."""
    return [(step, int(which or 0)) for step, _colon, which in (word.partition(":") for word in words.split())]


def test_a_whole_life_is_kept_and_every_row_leads_to_a_page_that_opens(log_in):
    world = World()
    seen, opened, failed = set(), set(), []
    for step in steps_of(LIFE):
        assert world.do(*step), step
        assert not actions.mend(now=world.now), step
        seen |= set(WorkItem.objects.values_list("kind", flat=True))
        for member in world.people:
            urls = {row.url for row in desk_of(member.pk, now=world.now).rows}
            for url in urls - {url for pk, url in opened if pk == member.pk}:
                opened.add((member.pk, url))
                if log_in(member).get(url).status_code != 200:
                    failed.append((step, member, url))
    assert failed == []
    of_landings = [source for source in all_sources() if source.truth.__module__.startswith("landings.")]
    assert seen == {kind.name for source in of_landings for kind in source.kinds}


@pytest.mark.wide
@settings(
    max_examples=30 if FULL else 10,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 11)), min_size=25, max_size=40))
def test_in_whatever_order(steps):
    with undone():
        world = World()
        for step in steps_of(BEGINNING):
            world.do(*step)
        for step, which in steps:
            world.do(step, which)
            assert not actions.mend(now=world.now), (step, which)

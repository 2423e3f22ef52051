from landings.grants import actions
from tests.factories.landings_grants import NOW, a_pdf, make_claim, make_grant
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer
from tests.guarantees.worlds import World, world
from tests.guarantees.worlds.landings_matching import ABSENT, own
from tests.guarantees.worlds.landings_placements import a_landing, landings

BOTH = ("founder", "officer", "finance")
PAYERS = ("officer", "finance")


def a_grant(cast, landing=None):
    """Awarded by a colleague, so that the cast's officer may still approve or pay."""
    landing = landing or a_landing(cast)
    return make_grant(landing, make_officer(landing.programme))


def _granted(cast, roles=BOTH, **more):
    mine, other = a_grant(cast), make_grant()
    of_mine = own("landing_id", mine.landing_id, roles)
    return World(own=of_mine, other={"landing_id": other.landing_id}, absent={"landing_id": ABSENT}, **more)


for name in ("grant", "grant-piece", "grant-panel", "statement", "statement-csv"):
    world(route=f"landings:{name}")(_granted)


@world(route="landings:award")
def award(cast):
    return landings(cast, ("officer",), hidden=False, data={"amount": "100"})


@world(route="landings:close-landing")
def close(cast):
    return _granted(cast, ("officer",), hidden=False)


def _grants(roles, **data):
    def make(cast):
        mine, other = a_grant(cast), make_grant()
        of_mine = own("grant_id", mine.pk, roles)
        return World(own=of_mine, other={"grant_id": other.pk}, absent={"grant_id": ABSENT}, hidden=False, data=data)

    return make


world(route="landings:approve-advance")(_grants(("officer",), trigger="signature"))
world(route="landings:record-return")(_grants(PAYERS, amount="1", reference="R"))
world(route="landings:begin-claim")(_grants(("founder",)))


def _advance(grant):
    return actions.approve_advance(grant.pk, trigger="signature", by=grant.awarded_by, now=NOW)


@world("advance_id")
def advance(cast):
    mine, other = _advance(a_grant(cast)), _advance(make_grant())
    return World(
        own=own("advance_id", mine.pk, PAYERS),
        other={"advance_id": other.pk},
        absent={"advance_id": ABSENT},
        hidden=False,
        data={"reference": "W", "reason": "No"},
    )


def _claims(roles, hidden=False, approved=False, submitted=True, **data):
    def make(cast):
        mine, other = (make_claim(grant, submitted=submitted) for grant in (a_grant(cast), make_grant()))
        if approved:
            for claim in (mine, other):
                actions.approve_claim(claim.pk, by=claim.grant.awarded_by, now=NOW)
        return World(
            own=own("claim_id", mine.pk, roles),
            other={"claim_id": other.pk},
            absent={"claim_id": ABSENT},
            hidden=hidden,
            data=data,
        )

    return make


world("claim_id")(_claims(BOTH, hidden=True))
for name in ("approve-claim", "want-changes", "decline-claim"):
    world(route=f"landings:{name}")(_claims(("officer",), what="All", reason="No"))
for name in ("pay-claim", "send-back-claim"):
    world(route=f"landings:{name}")(_claims(PAYERS, approved=True, reference="W"))
for name in ("add-line", "submit-claim"):
    world(route=f"landings:{name}")(_claims(("founder",), submitted=False, receipt=a_pdf()))


def _lines(roles, hidden, submitted):
    def make(cast):
        mine, other = (make_claim(grant, submitted=submitted) for grant in (a_grant(cast), make_grant()))
        keys = [{"claim_id": claim.pk, "line_id": claim.lines.get().pk} for claim in (mine, other)]
        absent = {"claim_id": ABSENT, "line_id": ABSENT}
        return World(own=dict.fromkeys(roles, keys[0]), other=keys[1], absent=absent, hidden=hidden)

    return make


world(route="landings:receipt")(_lines(BOTH, hidden=True, submitted=True))
world(route="landings:drop-line")(_lines(("founder",), hidden=False, submitted=False))


@world("fund_year_id")
def fund(cast):
    mine, other = a_grant(cast).fund_year, make_grant(make_landing()).fund_year
    return World(
        own=own("fund_year_id", mine.pk, PAYERS),
        other={"fund_year_id": other.pk},
        absent={"fund_year_id": ABSENT},
    )

"""More rows of the baseline: a show and a landing, from application to signed letter, with its money."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from tests.house.baseline.streams import AT, HASH, LATER


def show(make, streams, people, houses):
    on, opens = date(2026, 11, 5), datetime(2026, 11, 5, 8, 0, tzinfo=UTC)
    ends = opens + timedelta(hours=8)
    fair = make(
        "events.Show",
        stream=streams("show"),
        organiser=houses["agency"],
        name="Nordwind",
        slug="nordwind",
        headline="Two days",
        time_zone="Europe/Berlin",
        first_on=on,
        last_on=on,
        opens=time(9),
        closes=time(17),
        capacity=500,
        made_at=AT,
        changed_at=AT,
        announced_at=AT,
    )
    make("events.Day", show=fair, on=on, opens_at=opens, closes_at=ends)
    make("events.Registration", show=fair, member=people["ada"], at=AT)
    hall = make("events.Hall", stream=streams("hall"), show=fair, name="North", position=1)
    booth = make(
        "events.Booth",
        stream=streams("booth"),
        show=fair,
        hall=hall,
        firm=houses["firm"],
        place="N 4",
        headline="Billing",
        made_at=AT,
        changed_at=AT,
    )
    make("events.BoothStaff", booth=booth, member=people["ada"], joined_at=AT)
    make("events.Sheet", booth=booth, title="Prices", text="On demand", made_at=AT, changed_at=AT)
    make("events.Visit", booth=booth, member=people["otto"], on=on)
    duty = make("events.Duty", booth=booth, member=people["ada"], starts_at=opens, ends_at=ends, changed_at=AT)
    make("events.DutyCell", duty=duty, member=people["ada"], starts_at=opens)
    session = make(
        "events.Session",
        stream=streams("session"),
        show=fair,
        hall=hall,
        title="VAT in an hour",
        starts_at=opens,
        ends_at=opens + timedelta(hours=1),
        capacity=80,
        made_at=AT,
        changed_at=AT,
        sequence=2,
    )
    make("events.Speaker", session=session, member=people["mia"], name="Mia Œuvre", headline="Of the office")
    make("events.SessionPlan", session=session, member=people["ada"], at=AT)


def landings(make, streams, people, houses):
    ada, otto, mia = (people[name] for name in ("ada", "otto", "mia"))
    plan = [{"trigger": "signature", "percent": 50}, {"trigger": "final_claim", "percent": 50}]
    terms = {"share_borne_percent": 75, "payment_plan": plan, "cost_categories": ["travel"], "follow_up_waves": [6, 12]}
    programme = make(
        "landings.Programme",
        stream=streams("programme"),
        slug="soft-landing",
        name="Étoile",
        funder="The Office",
        funder_organisation=houses["agency"],
        ceiling=400_000,
        target_countries=["DE"],
        published_at=AT,
        **terms,
    )
    version = make(
        "landings.ProgrammeVersion",
        programme=programme,
        number=1,
        document={"name": "Étoile", "ceiling": 400_000},
        published_by=mia,
        published_at=AT,
    )
    programme.current = version
    programme.save()
    criterion = make("landings.Criterion", programme=programme, key="readiness", label="Readiness", weight=2)
    year = make("landings.FundYear", programme=programme, year=2026, amount=9_000_000, expires_on=date(2027, 3, 31))
    make("landings.Officer", programme=programme, member=mia, role="officer", since=AT)
    site = make(
        "landings.Site",
        stream=streams("site"),
        host=houses["host"],
        name="Speicher",
        city="Hamburg",
        country="DE",
        latitude=53.54,
        longitude=9.99,
        time_zone="Europe/Berlin",
        languages=["de", "en"],
    )
    make("landings.Closure", site=site, day=date(2026, 12, 24), reason="Feast")
    stay = {"starts_on": date(2026, 11, 9), "ends_on": date(2026, 11, 20)}
    offer = make(
        "landings.SlotOffer",
        stream=streams("offer"),
        site=site,
        programme=programme,
        title="Winter",
        desks=4,
        price_per_desk_day=2_500,
        published_at=AT,
        **stay,
    )
    application = make(
        "landings.Application",
        stream=streams("application"),
        programme=programme,
        version=version,
        firm=houses["firm"],
        applicant=ada,
        state="accepted",
        target_country="DE",
        cities=["Hamburg"],
        amount=300_000,
        currency="CAD",
        answers={"why": "Clinics"},
        submitted_at=AT,
        decided_at=LATER,
    )
    make("landings.BudgetLine", application=application, category="travel", description="Train", amount=300_000)
    make("landings.PreferredOffer", application=application, offer=offer, rank=1)
    review = make("landings.Review", reviewer=otto, assigned_at=AT, application=application, recommendation="accept")
    make("landings.Score", review=review, criterion=criterion, points=4, justification="Has clients")
    make("landings.Decision", application=application, by=mia, outcome="accepted", reasons="Ready", at=LATER)
    match = make(
        "landings.Match",
        stream=streams("match"),
        application=application,
        offer=offer,
        score=Decimal("81.25"),
        breakdown={"sector": 1},
        proposed_at=AT,
        proposed_by=mia,
        expires_at=LATER,
        firm_confirmed_at=AT,
        firm_confirmed_by=ada,
        host_confirmed_at=AT,
        host_confirmed_by=otto,
        placed_at=AT,
        **stay,
    )
    landing = make(
        "landings.Landing",
        stream=streams("landing"),
        application=application,
        match=match,
        programme=programme,
        firm=houses["firm"],
        host=houses["host"],
        site=site,
        offer=offer,
        commissioner=mia,
        placed_at=AT,
        **stay,
    )
    make("landings.DeskDay", offer=offer, desk=1, day=stay["starts_on"], landing=landing)
    make(
        "landings.Grant",
        landing=landing,
        fund_year=year,
        amount=300_000,
        ceiling=400_000,
        currency="CAD",
        version=version,
        awarded_at=AT,
        awarded_by=mia,
        **terms,
    )
    return landing


def money(make, people, landing):
    ada, otto, mia = (people[name] for name in ("ada", "otto", "mia"))
    grant = landing.grant
    make(
        "landings.Advance",
        grant=grant,
        trigger="signature",
        percent=50,
        amount=150_000,
        currency="CAD",
        approved_at=AT,
        approved_by=mia,
        paid_at=LATER,
        paid_by=otto,
        reference="A-1",
    )
    claim = make("landings.Claim", grant=grant, number=1, claimant=ada, begun_at=AT, submitted_at=LATER)
    make(
        "landings.ClaimLine",
        claim=claim,
        spent_on=date(2026, 11, 10),
        category="travel",
        description="Train",
        amount=10_050,
        currency="EUR",
        rate=Decimal("1.50000000"),
        rate_on=date(2026, 11, 10),
        rate_source="ECB",
        converted=15_075,
        receipt="receipts/2026/train.pdf",
        receipt_name="train.pdf",
        receipt_type="application/pdf",
        receipt_digest=HASH,
        added_by=ada,
        added_at=AT,
    )
    year = grant.fund_year_id
    fund = make("ground.Account", owner_kind="fund_year", owner_id=year, purpose="fund", currency="CAD", balance=7)
    committed = {"owner_kind": "landing", "owner_id": landing.pk, "purpose": "committed", "currency": "CAD"}
    there = make("ground.Account", balance=300_000, **committed)
    about = {"about_kind": "landing", "about_id": landing.pk, "reason": "award", "reference": "A-1"}
    make("ground.Transfer", debit=there, credit=fund, amount=300_000, currency="CAD", by=mia, at=AT, **about)


def signed(make, streams, people, landing):
    letter = make(
        "landings.Letter",
        stream=streams("letter"),
        wave=6,
        due_on=date(2027, 5, 20),
        raised_at=AT,
        sends=2,
        answered_at=LATER,
        landing=landing,
    )
    make("landings.PersonalLink", number=1, nonce="n" * 16, digest=HASH, made_at=AT, expires_at=LATER, letter=letter)
    document = {"revenue": {"said": "value", "value": 5_000_000}}
    text = make(
        "network.SealedText", kind="letter", subject=letter.pk, number=1, document=document, seal=HASH, sealed_at=LATER
    )
    make("network.Signature", text=text, party="firm", member=people["ada"], name="Ada Ångström", signed_at=LATER)
    make("network.SealedPdf", text=text, signatures=1, digest=HASH, file="sealed/letter.pdf", made_at=LATER)
    make("landings.Measure", signed=text, key="revenue", said="value", value=5_000_000, currency="CAD")
    published = make("landings.Publication", programme=landing.programme, number=1, published_at=LATER)
    said = {"table": "all", "total": 5_000_000, "answers": [text.pk]}
    make("landings.PublishedSum", publication=published, measure="revenue", **said)
    make(
        "landings.Item",
        landing=landing,
        kind="meeting",
        title="Port authority",
        starts_at=LATER,
        ends_at=LATER + timedelta(hours=1),
        latitude=53.55,
        longitude=9.98,
        made_at=AT,
        changed_at=AT,
        changed_by=people["otto"],
    )

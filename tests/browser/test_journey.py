"""One landing, from application to signed letter, across five log-ins, by hand in a browser."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from PIL import Image

from landings.applications.models import Application, Review
from landings.grants.models import Claim
from landings.letters import actions as letters
from landings.letters.models import Letter
from landings.letters.rules import due_on
from landings.matching.models import Match
from landings.placements.models import Landing
from landings.programmes.actions import publishing
from landings.programmes.models import Programme
from landings.programmes.rules import documents
from network.signing.models import SealedText
from realtime.streams import broken_links
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation


class Cast:
    """A founder in Halifax, a house in Rotterdam, and those who run the programme."""

    def __init__(self):
        raw = (settings.BASE_DIR / "landings/programmes/data/cdmn.json").read_bytes()
        publishing.load(documents.load(raw), note="First", now=timezone.now())
        programme = Programme.objects.get()
        self.founder, self.host = make_member(name="Ada Okafor"), make_member(name="Jonas Verhoeven")
        firm = {"employees": 8, "revenue": 90_000_000, "sector": "software"}
        make_organisation("firm", staff=[self.founder], **firm).languages.create(language="en")
        self.officer, self.finance = make_officer(programme), make_officer(programme, role="finance")
        self.reviewers = [make_officer(programme, role="reviewer") for _ in range(2)]
        today = timezone.now().date()
        span = {"starts_on": today - timedelta(days=1), "ends_on": today + timedelta(days=200)}
        make_offer(make_site(manager=self.host), desks=1, **span)


async def sure(page):
    """Answer the question that a button asks before it acts."""
    async with page.expect_navigation():
        await page.locator("dialog[open] [data-confirm-go]").click()


async def go_on(page):
    await page.get_by_role("button", name="Go on").click()
    await page.wait_for_load_state()


async def apply(page, starts_on):
    await page.goto("/landings/programmes/cdmn/apply/")
    await page.get_by_role("button", name="Begin").click()
    await page.wait_for_url("**/edit/firm/")
    await go_on(page)
    await page.locator("[name=target_country]").select_option("NL")
    await page.locator("[name=cities]").fill("Rotterdam")
    await page.locator("[name=starts_on]").fill(starts_on.isoformat())
    await page.locator("[name=stay_days]").fill("10")
    await page.locator("[name=travellers]").fill("1")
    await go_on(page)
    await page.locator("[name=objectives]").fill("Meet three port operators.")
    await page.locator("[name=wanted_services][value=desk]").check()
    await page.locator("[name=already_committed][value=no]").check()
    await go_on(page)
    await page.locator("[name=category_0]").select_option("travel")
    await page.locator("[name=description_0]").fill("Flights")
    await page.locator("[name=amount_0]").fill("1,400")
    await page.locator("[name=amount]").fill("3,200")
    await go_on(page)
    await go_on(page)
    await page.get_by_role("button", name="Send the application").click()
    await sure(page)


async def review(page, assigned):
    await page.goto(f"/landings/reviews/{assigned.pk}/")
    for key in ("market", "plan", "readiness", "benefit"):
        await page.locator(f"[name=points_{key}][value='4']").check()
        await page.locator(f"[name=words_{key}]").fill("They name their buyers.")
    await page.locator("[name=recommendation][value=accept]").check()
    await page.get_by_role("button", name="Send the review").click()
    await sure(page)


async def decide_and_propose(page, application):
    await page.goto(f"/landings/applications/{application.pk}/")
    await page.locator("[name=outcome][value=accepted]").check()
    await page.locator("[name=reasons]").fill("Clear goals and the right host.")
    await page.get_by_role("button", name="Decide").click()
    await sure(page)
    await page.get_by_role("link", name="Compare offers").click()
    await page.locator("[name=offers]").check()
    await page.get_by_role("button", name="Propose what is ticked").click()
    await sure(page)


async def confirm(page, match):
    await page.goto(f"/landings/matches/{match.pk}/")
    await page.get_by_role("button", name="Yes, confirm").click()
    await sure(page)


async def award(page, landing):
    await page.goto(f"/landings/{landing.pk}/grant/")
    form = page.locator("form", has=page.locator("[name=fund_year]"))
    await form.locator("[name=amount]").fill("3,200")
    await form.get_by_role("button", name="Award").click()
    await sure(page)
    await page.get_by_role("button", name="Approve this advance").first.click()
    await sure(page)


async def pay(page, address):
    await page.goto(address)
    fold = page.get_by_text("Pay it, or send it back")
    if await fold.count():
        await fold.first.click()
    await page.locator("[name=reference]").first.fill("CDMN-0001")
    await page.get_by_role("button", name="Record the payment").first.click()
    await sure(page)


async def claim(page, landing, receipt):
    await page.goto(f"/landings/{landing.pk}/grant/")
    await page.locator("[formaction$='/claim/']").first.click()
    await page.wait_for_load_state()
    await page.locator("[name=receipt]").set_input_files(receipt)
    await page.locator("[name=spent_on]").fill(timezone.now().date().isoformat())
    await page.locator("[name=description]").fill("Flights")
    await page.locator("[name=category]").select_option("travel")
    await page.locator("form", has=page.locator("[name=receipt]")).locator("[name=amount]").fill("1,250.50")
    await page.get_by_role("button", name="Add this cost").click()
    await page.wait_for_load_state()
    await page.get_by_role("button", name="Send to the programme").click()
    await sure(page)


async def plan(page, landing):
    await page.goto(f"/landings/{landing.pk}/itinerary/")
    await page.get_by_role("button", name="Begin with a template").click()
    await page.wait_for_load_state()


async def sign(page, token):
    await page.goto(f"/letters/by/{token}/")
    for key in ("investment", "support", "contracts", "partnerships", "markets"):
        await page.locator(f"[name={key}_said][value=nothing]").check()
    await page.locator("[name=revenue_said][value=value]").check()
    await page.locator("[name=revenue_value]").fill("120,000")
    await page.locator("[name=hires_said][value=value]").check()
    await page.locator("[name=hires_value]").fill("1")
    await page.locator("[name=name]").fill("Ada Okafor")
    await page.locator("[name=title]").fill("Founder")
    await page.locator("[name=sure]").check()
    await page.get_by_role("button", name="Sign and send").click()
    await sure(page)


async def test_from_application_to_signed_letter(open_page, live_site, tmp_path):
    cast = Cast()
    today = timezone.now().date()
    hers, his = await open_page(cast.founder), await open_page(cast.host)
    officers, finances = await open_page(cast.officer), await open_page(cast.finance)

    await apply(hers, today + timedelta(days=60))
    application = Application.objects.get()
    assert application.state == "submitted"
    for assigned in Review.objects.select_related("reviewer"):
        await review(await open_page(assigned.reviewer), assigned)
    await decide_and_propose(officers, application)
    match = Match.objects.get()
    await confirm(hers, match)
    await confirm(his, match)
    landing = Landing.objects.get()
    assert landing.desk_days.count() == 10

    await award(officers, landing)
    await pay(finances, f"/landings/{landing.pk}/grant/")
    await plan(hers, landing)
    receipt = tmp_path / "receipt.png"
    Image.new("RGB", (40, 40), "white").save(receipt)
    await claim(hers, landing, str(receipt))
    sent = Claim.objects.get()
    await officers.goto(f"/landings/claims/{sent.pk}/")
    await officers.get_by_role("button", name="Approve").first.click()
    await sure(officers)
    # The advance covers all of it.
    await finances.goto(f"/landings/claims/{sent.pk}/")
    await finances.get_by_role("button", name="Settle it").click()
    await sure(finances)
    sent.refresh_from_db()
    assert sent.paid_at is not None

    a_year_on = datetime.combine(due_on(landing, 12), time(12), tzinfo=UTC)
    letters.raise_due(now=a_year_on)
    letters.send_due(now=a_year_on)
    await sign(await open_page(), Letter.objects.get().links.get().token)
    assert SealedText.objects.get().is_whole

    for page in (hers, his, officers):
        await page.goto(f"/landings/{landing.pk}/")
        assert "signed" in (await page.locator("main").inner_text()).lower()
    assert broken_links(landing.stream) == []

"""A weighty step asks, says what happened where it was pressed, and does without JavaScript."""

from playwright.async_api import expect

from landings.grants.models import Grant
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer


async def test_awarding_asks_with_amount_and_firm_and_answers_where_one_was(open_page, live_site):
    landing = make_landing()
    question = f"Award CA$3,800.00 to {landing.firm.name}?"
    page = await open_page(make_officer(landing.programme), f"/landings/{landing.pk}/grant/")
    amount = page.get_by_label("Amount")
    await amount.fill("3,800")
    await amount.press("Enter")
    dialog = page.get_by_role("dialog", name=question)
    await expect(dialog).to_be_visible()
    assert not Grant.objects.exists()
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(amount).to_have_value("3,800")
    await amount.press("Enter")
    await dialog.get_by_role("button", name="Award").press("Enter")
    said = page.get_by_text("CA$3,800.00 is awarded. The firm is told.")
    await expect(said).to_be_visible()
    await expect(page.locator(".messages")).to_be_focused()
    assert Grant.objects.get().amount == 380_000


async def test_without_javascript_a_page_asks_the_same(open_page, live_site):
    landing = make_landing()
    path = f"/landings/{landing.pk}/grant/"
    page = await open_page(make_officer(landing.programme), path, java_script_enabled=False)
    await page.get_by_label("Amount").fill("3,800")
    await page.get_by_label("Amount").press("Enter")
    await expect(page).to_have_title(f"Award CA$3,800.00 to {landing.firm.name}? – Kontor")
    assert not Grant.objects.exists()
    await page.get_by_role("button", name="Award").click()
    await expect(page.get_by_text("CA$3,800.00 is awarded. The firm is told.")).to_be_visible()
    assert Grant.objects.get().amount == 380_000


async def test_what_is_wrong_is_said_on_its_page(open_page, live_site):
    landing = make_landing()
    page = await open_page(make_officer(landing.programme), f"/landings/{landing.pk}/grant/")
    await page.get_by_label("Amount").fill("90,000,000")
    await page.get_by_role("button", name="Award").click()
    await expect(page.get_by_label("Amount")).to_have_attribute("aria-invalid", "true")
    await expect(page.get_by_role("dialog")).to_have_count(0)

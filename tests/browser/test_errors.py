"""After a form was refused the focus stands on what is wrong, the title begins with it, and its lines lead on."""

import re

from playwright.async_api import expect

from ground.files.uploads import LARGEST
from tests.factories.landings_letters import mail_letter, make_due_letter
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member


async def test_the_summary_has_the_focus_and_its_lines_lead_to_the_fields(open_page, live_site):
    landing = make_landing()
    page = await open_page(make_officer(landing.programme), f"/landings/{landing.pk}/grant/")
    await page.get_by_label("Amount").fill("much")
    await page.get_by_role("button", name="Award").click()
    summary = page.locator("#form-errors")
    await expect(summary).to_be_focused()
    assert (await page.title()).startswith("1 error: ")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Amount")).to_be_focused()


async def test_a_wrong_password_is_tied_to_its_fields(open_page, live_site):
    make_member(email="ada@example.org")
    page = await open_page(None, "/account/login/")
    await page.locator("[name=login]").fill("ada@example.org")
    await page.locator("[name=password]").fill("not the one")
    await page.locator("[name=password]").press("Enter")
    await expect(page.locator("#form-errors")).to_be_focused()
    for field in (page.locator("[name=login]"), page.locator("[name=password]")):
        await expect(field).to_have_attribute("aria-invalid", "true")
        await expect(field).to_have_attribute("aria-describedby", re.compile(r"(^| )form-errors$"))


async def test_a_number_that_is_none_is_refused_where_it_is_typed(open_page, live_site):
    page = await open_page(None, f"/letters/by/{mail_letter(make_due_letter()).token}/")
    await page.locator("[name=revenue_said][value=value]").check()
    revenue = page.locator("[name=revenue_value]")
    await revenue.fill("abc")
    await expect(revenue).to_have_attribute("aria-invalid", "true")
    said = page.locator("#id_revenue_value_refused")
    await expect(said).not_to_be_empty()
    await revenue.fill("120,000")
    await expect(said).to_have_count(0)


async def test_a_file_that_is_too_large_is_refused_as_it_is_chosen(open_page, live_site, tmp_path):
    large, small = tmp_path / "large.jpg", tmp_path / "small.jpg"
    large.write_bytes(bytes(LARGEST + 1))
    small.write_bytes(bytes(9))
    page = await open_page(make_member(), "/me/profile/photo/")
    field = page.locator("[name=photo]")
    await field.set_input_files(large)
    await expect(page.locator("#id_photo_refused")).to_have_text("This file is larger than 5 MB. Choose a smaller one.")
    assert await field.evaluate("field => field.files.length") == 0
    await field.set_input_files(small)
    await expect(page.locator("#id_photo_refused")).to_have_count(0)
    assert await field.evaluate("field => field.files.length") == 1


async def test_the_ways_of_being_told_fit_a_phone_in_french(open_page, live_site):
    page = await open_page(make_member(language="fr"), "/notices/preferences/")
    await page.set_viewport_size({"width": 390, "height": 844})
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390

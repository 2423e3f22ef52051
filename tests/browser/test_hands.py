"""Under the hand: fields that no phone zooms into, and one key that sends from every composer."""

import pytest
from playwright.async_api import expect

from tests.factories import events as made
from tests.factories.forums import make_post, make_thread
from tests.factories.members import make_member

SIZES = (
    "[...document.querySelectorAll('input, select, textarea')].map(one => parseFloat(getComputedStyle(one).fontSize))"
)


@pytest.mark.parametrize("path", ["/me/settings/", "/me/profile/about/", "/search/", "/shows/", "/network/"])
async def test_fields_are_sixteen_pixels_on_touch_screens(open_page, path):
    page = await open_page(make_member(), path, width=390, has_touch=True, is_mobile=True)
    sizes = await page.evaluate(SIZES)
    assert sizes
    assert min(sizes) >= 16


async def test_control_and_enter_send_from_a_forum(open_page):
    thread = make_thread()
    page = await open_page(make_member(), thread.get_absolute_url())
    await page.fill("#id_body", "By one key")
    await page.press("#id_body", "Control+Enter")
    await expect(page.locator(".post").filter(has_text="By one key")).to_have_count(1)


async def test_control_and_enter_send_from_a_booth(open_page):
    booth = made.make_booth(made.make_hall(made.make_show_of_today()))
    guest = made.put_on_duty(booth)
    page = await open_page(guest, f"/booths/{booth.pk}/")
    await page.fill("form.composer textarea", "By one key")
    await page.press("form.composer textarea", "Control+Enter")
    await expect(page.locator(".post").filter(has_text="By one key")).to_have_count(1)


async def test_what_happens_out_of_sight_is_said_by_one_lasting_node(open_page):
    thread = make_thread()
    ben = make_member(name="Ben")
    page = await open_page(make_member(name="Ada"), thread.get_absolute_url())
    await expect(page.locator("html")).to_have_attribute("data-live", "live")
    said = page.locator("#live-announcer")
    make_post(thread, by=ben, body="From Ben")
    await expect(said).to_have_text("New: Message of Ben")
    await page.fill("#id_body", "From Ada")
    await page.press("#id_body", "Control+Enter")
    await expect(said).to_have_text("Sent.")
    await page.get_by_role("button", name="Give a sign to Ben").click()
    await page.locator(".menu [data-sign]").first.click()
    await expect(said).to_have_text("Your sign is given.")

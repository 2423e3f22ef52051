"""What everybody sees first, and the behaviours that every page has."""

import pytest

from tests.browser.pages import violations
from tests.factories.members import make_member

SCHEMES = [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)]
OPEN = ["/", "/account/login/", "/account/signup/", "/account/password/reset/"]
OWN = ["/account/email/", "/account/2fa/", "/account/logout/"]


@pytest.mark.parametrize(("scheme", "width"), SCHEMES)
async def test_open_pages_are_for_everybody(open_page, scheme, width):
    page = await open_page(scheme=scheme, width=width)

    assert [await faults(page, path, width) for path in OPEN] == [[]] * len(OPEN)


@pytest.mark.parametrize(("scheme", "width"), SCHEMES)
async def test_own_pages_are_for_everybody(open_page, scheme, width):
    page = await open_page(make_member(name="Rosa Quispe"), scheme=scheme, width=width)

    assert [await faults(page, path, width) for path in OWN] == [[]] * len(OWN)


async def test_an_absent_page_is_for_everybody(open_page):
    page = await open_page(width=390)

    assert await faults(page, "/no/such/page/", 390) == []
    assert await page.locator("h1").inner_text() == "Nothing here by that address"


async def test_the_keyboard_comes_to_the_content_first(open_page):
    page = await open_page(path="/account/login/")

    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")

    assert await page.evaluate("document.activeElement.id") == "content"


async def test_dark_is_chosen_once_and_stays(open_page):
    page = await open_page(make_member(name="Rosa Quispe"), "/account/email/")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = await page.evaluate(paper)

    await page.get_by_label("Menu of Rosa Quispe").click()
    await page.get_by_role("button", name="Dark").click()
    dark = await page.evaluate(paper)
    await page.reload()

    assert dark != light
    assert await page.evaluate(paper) == dark


async def test_the_menu_closes_with_escape_and_gives_the_focus_back(open_page):
    page = await open_page(make_member(name="Rosa Quispe"), "/account/email/")

    await page.get_by_label("Menu of Rosa Quispe").click()
    await page.get_by_role("button", name="Dark").focus()
    await page.keyboard.press("Escape")

    assert not await page.locator("#me-menu").is_visible()
    assert await page.evaluate("document.activeElement.getAttribute('popovertarget')") == "me-menu"


async def test_what_would_be_lost_is_asked_first(open_page):
    page = await open_page(make_member(name="Rosa Quispe", email="rosa@kontor.example"), "/account/email/")
    await page.get_by_label("Email").last.fill("second@kontor.example")
    await page.get_by_role("button", name="Add and send a link").click()
    await page.get_by_label("second@kontor.example").check()

    await page.get_by_role("button", name="Remove").click()
    await page.get_by_role("button", name="Keep it as it is").click()
    assert await page.get_by_label("second@kontor.example").count() == 1

    await page.get_by_role("button", name="Remove").click()
    await page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    await page.get_by_label("second@kontor.example").wait_for(state="detached")


async def test_what_is_typed_is_kept_until_the_server_has_it(open_page):
    page = await open_page(path="/account/signup/")
    kept = "() => Object.keys(localStorage).some((key) => key.startsWith('keep:'))"

    await page.get_by_label("Your name").fill("Rosa Quispe")
    await page.get_by_label("Password").fill("harbour-lamp-77")
    await page.wait_for_function(kept)
    await page.reload()
    assert await page.get_by_label("Your name").input_value() == "Rosa Quispe"
    assert await page.get_by_label("Password").input_value() == ""

    await page.get_by_label("Email").fill("rosa@kontor.example")
    await page.get_by_label("Password").fill("harbour-lamp-77")
    await page.get_by_role("button", name="Sign up").click()
    await page.get_by_role("heading", name="Look in your mail").wait_for()
    assert not await page.evaluate(kept)


async def faults(page, path, width):
    """What axe finds, and whether the page is wider than the window."""
    await page.goto(path)
    wide = await page.evaluate("document.documentElement.scrollWidth")
    return await violations(page) + ([("wide", [wide])] if wide > width else [])

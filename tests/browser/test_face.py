"""What everybody sees first, and the behaviours that every page has."""

from tests.browser.pages import faults
from tests.factories.members import make_member

OPEN = ["/account/login/", "/account/signup/", "/account/password/reset/"]
OWN = ["/account/email/", "/account/2fa/", "/account/logout/"]


async def test_the_pages_of_an_account_are_for_everybody(open_page):
    stranger, member = await open_page(), await open_page(make_member(name="Rosa Quispe"))

    assert [(path, await faults(stranger, path)) for path in OPEN] == [(path, []) for path in OPEN]
    assert [(path, await faults(member, path)) for path in OWN] == [(path, []) for path in OWN]


async def test_an_absent_page_is_for_everybody(open_page):
    page = await open_page()

    assert await faults(page, "/no/such/page/") == []
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
    await page.wait_for_load_state()

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
    await page.wait_for_load_state()
    assert not await page.evaluate(kept)

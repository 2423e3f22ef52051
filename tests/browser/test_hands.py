"""Under the hand: fields that no phone zooms into, and one key that sends from every composer."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import now
from playwright.async_api import expect

from events.sessions import actions as sessions
from landings.programmes import actions as programmes
from landings.programmes.rules import documents
from network.forums import actions as forums
from network.forums.models import Post, ThreadFollow
from tests.browser.pages import faults
from tests.factories import events as made
from tests.factories.forums import first_post, make_board, make_post, make_thread
from tests.factories.landings_applications import make_application
from tests.factories.members import make_member

CDMN = Path("landings/programmes/data/cdmn.json")
# What the one lasting node says, in order, from now on.
LISTEN = """() => {
  const node = document.getElementById("live-announcer");
  window.said = [];
  new MutationObserver(() => window.said.push(node.textContent.trim())).observe(node, { childList: true });
}"""
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


async def hear(page):
    await expect(page.locator("html")).to_have_attribute("data-live", "live")
    await page.evaluate(LISTEN)


async def said(page, words):
    """Waits for these words, and gives all that was said until then."""
    await page.wait_for_function("words => window.said.includes(words)", arg=words)
    return await page.evaluate("window.said")


async def test_ones_own_level_changes_where_it_stands(open_page):
    thread, ada = make_thread(), make_member()
    page = await open_page(ada, thread.get_absolute_url())
    await hear(page)
    every = page.get_by_role("button", name="Every reply")
    await every.focus()
    await every.press("Enter")
    words = "From now on you are told: Every reply."
    assert await said(page, words) == [words]
    await expect(every).to_be_focused()
    await expect(every).to_have_attribute("aria-pressed", "true")
    await expect(page.locator("[data-choices] [aria-pressed=true]")).to_have_count(1)
    assert ThreadFollow.objects.get(member=ada).level == "watch"


def locked_by_its_moderator(live_site):
    moderator = make_member()
    thread = make_thread(make_board(moderators=[moderator]))
    return (
        thread,
        lambda: forums.lock(thread.pk, by=moderator, now=now()),
        lambda: forums.unlock(thread.pk, by=moderator, now=now()),
    )


async def test_a_lock_is_felt_by_who_is_typing_and_gives_all_back_when_it_ends(open_page, live_site):
    thread, lock, unlock = locked_by_its_moderator(live_site)
    page = await open_page(make_member(), thread.get_absolute_url())
    await hear(page)
    await page.locator("[data-quote]").first.click()
    await page.locator("#id_body").press_sequentially("Half a thought")
    lock()
    shut = "This thread was locked: nobody can reply now. What you wrote is kept, to copy."
    assert await said(page, shut) == [shut]
    await expect(page.locator("#reply")).to_have_count(0)
    kept = page.get_by_label("What you wrote: copy what you want to keep")
    await expect(kept).to_have_value("Half a thought")
    await expect(kept).to_be_focused()
    await expect(kept).to_be_in_viewport()
    assert await kept.evaluate("field => getComputedStyle(field.closest('.pad')).boxShadow") != "none"
    assert await faults(page) == []
    unlock()
    opened = "This thread is open again: you can reply."
    assert await said(page, opened) == [shut, opened]
    field = page.locator("#id_body")
    await expect(field).to_be_focused()
    await field.press_sequentially(", and more")
    await expect(field).to_have_value("Half a thought, and more")
    await field.press("Control+Enter")
    await expect(page.locator(".post:not([data-pending])").filter(has_text="Half a thought, and more")).to_have_count(1)
    assert Post.objects.get(thread=thread, number=2).quoted_id == first_post(thread).pk


async def test_the_words_that_a_lock_left_are_copied(open_page, live_site):
    thread, lock, _unlock = locked_by_its_moderator(live_site)
    page = await open_page(make_member(), thread.get_absolute_url(), permissions=["clipboard-write"])
    await hear(page)
    await page.locator("#id_body").press_sequentially("Half a thought")
    lock()
    await page.get_by_role("button", name="Copy", exact=True).click()
    await said(page, "Copied.")
    search = page.get_by_label("Search in this thread")
    await search.press("Control+V")
    await expect(search).to_have_value("Half a thought")


async def test_a_lock_is_said_to_who_has_typed_nothing_and_takes_no_focus_from_elsewhere(open_page, live_site):
    thread, lock, unlock = locked_by_its_moderator(live_site)
    page = await open_page(make_member(), thread.get_absolute_url())
    await hear(page)
    await page.get_by_label("Search in this thread").focus()
    lock()
    shut = "This thread was locked: nobody can reply now."
    assert await said(page, shut) == [shut]
    await expect(page.get_by_label("What you wrote")).to_be_hidden()
    unlock()
    assert await said(page, "This thread is open again: you can reply.") == [
        shut,
        "This thread is open again: you can reply.",
    ]
    await expect(page.get_by_label("Search in this thread")).to_be_focused()


@pytest.mark.parametrize("where", ["agenda/", ""])
async def test_a_session_added_moved_or_cancelled_is_said_and_seen(open_page, where):
    hall = made.make_hall(made.make_show_of_today(), "North")
    page = await open_page(make_member(), f"{hall.show.get_absolute_url()}{where}")
    await hear(page)
    by, later = made.organiser_of(hall.show), now() + timedelta(hours=1)
    outline = made.outline(hall, title="Ports & piers", starts_at=later, ends_at=later + timedelta(minutes=30))
    session = sessions.schedule(hall.show_id, outline, by=by, key="", now=now())
    words = ["New on the agenda: Ports & piers.", "Ports & piers has moved.", "Ports & piers is cancelled."]
    assert await said(page, words[0]) == words[:1]
    await expect(page.get_by_role("link", name="Ports & piers")).to_be_visible()
    moved = replace(outline, ends_at=later + timedelta(minutes=45))
    sessions.change(session.pk, moved, by=by, now=now())
    assert await said(page, words[1]) == words[:2]
    sessions.cancel(session.pk, by=by, now=now())
    assert await said(page, words[2]) == words


async def test_how_many_rules_are_not_met_is_said_when_that_changes_and_only_then(open_page):
    founder = make_member()
    programme = programmes.load(documents.load(CDMN.read_bytes()), now=now()).programme
    application = make_application(programme, founder, state="draft")
    page = await open_page(founder, f"/landings/applications/{application.pk}/edit/firm/")
    await page.evaluate(LISTEN)
    for revenue in ("9,000,000", "8,000,000", "900,000"):
        async with page.expect_response("**/verdicts/"):
            await page.locator("[name=revenue]").fill(revenue)
    fewer = "What the rules say, 1 not met, 1 open"
    assert await said(page, fewer) == ["What the rules say, 2 not met, 1 open", fewer]


async def test_a_lost_line_is_said_once_and_so_is_its_return(open_page, live_site):
    page = await open_page(make_member(), make_thread().get_absolute_url())
    await hear(page)
    await page.context.set_offline(True)
    assert await said(page, "Offline") == ["Offline"]
    await page.context.set_offline(False)
    assert await said(page, "Live") == ["Offline", "Live"]


async def test_ones_own_line_at_a_booth_is_said_once_as_sent_and_anothers_by_name(open_page):
    booth = made.make_booth(made.make_hall(made.make_show_of_today()))
    guest = made.put_on_duty(booth)
    page = await open_page(guest, f"/booths/{booth.pk}/")
    await hear(page)
    await page.fill("form.composer textarea", "Mine")
    await page.press("form.composer textarea", "Control+Enter")
    assert await said(page, "Sent.") == ["Sent."]
    ben = made.visit(booth.show, make_member(name="Ben"))
    made.say(booth, ben, "From Ben", now=now())
    assert await said(page, "New: Message of Ben") == ["Sent.", "New: Message of Ben"]
    # What else in the page would be read as it changes?
    assert await page.locator(".posts").get_attribute("aria-live") == "off"

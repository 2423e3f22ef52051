"""A page through bad weather: no line, a line that sleeps, a full disk, a wrong clock, a flood."""

import os
import signal
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.async_api import expect

from network.forums import actions
from network.forums.models import Post
from tests.browser.test_chat import come_live, posts_of, say
from tests.factories.forums import make_board, make_thread
from tests.factories.members import make_member

FLOOD = 120
FILL = """() => {
  const put = (name, text) => { try { localStorage.setItem(name, text); return true; } catch { return false; } };
  for (let size = 1 << 20; size >= 1; size >>= 1) for (let n = 0; put(`full-${size}-${n}`, "x".repeat(size)); n++);
  return !put("one-more", "xxxx");
}"""


@pytest.fixture
def thread(live_site):
    return make_thread(make_board(name="Weather"), make_member(name="Rosa"), body="Is anybody there?")


def reply(thread, words):
    actions.reply(thread.pk, by=thread.author, body=words, now=timezone.now())


async def status(page):
    return (await page.locator(".net").inner_text()).strip()


async def test_being_offline_is_said_and_what_was_missed_comes(open_page, thread):
    page = await come_live(open_page, thread, make_member(name="Ada"))
    assert await status(page) == "Live"
    await page.context.set_offline(True)
    await expect(page.locator("html")).to_have_attribute("data-live", "offline")
    assert await status(page) == "Offline"
    reply(thread, "Said meanwhile")
    await page.context.set_offline(False)
    await expect(page.locator("html")).to_have_attribute("data-live", "live", timeout=30_000)
    await expect(posts_of(page)).to_have_count(2)


async def test_what_is_written_offline_is_sent_when_the_line_is_back(open_page, thread):
    page = await come_live(open_page, thread, make_member(name="Ada"))
    await page.context.set_offline(True)
    await say(page, "Written under way")
    await expect(page.locator("[data-pending]")).to_be_visible()
    await page.context.set_offline(False)
    await expect(page.locator("[data-pending]")).to_have_count(0, timeout=30_000)
    await expect(posts_of(page)).to_have_count(2)
    assert Post.objects.filter(thread=thread, body="Written under way").count() == 1


async def test_a_page_that_the_browser_kept_catches_up_when_it_is_shown_again(open_page, thread):
    page = await come_live(open_page, thread, make_member(name="Ada"))
    await page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    reply(thread, "Said while the page was put away")
    await page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    await expect(page.locator("html")).to_have_attribute("data-live", "live", timeout=30_000)
    await expect(posts_of(page)).to_have_count(2)


async def test_a_line_that_fell_asleep_is_noticed_on_waking(open_page, live_site, thread):
    page = await come_live(open_page, thread, make_member(name="Ada"))
    # What would still come would be taken for a sign of life.
    await expect(page.locator("#content [data-presence-count]").first).to_have_text("1")
    os.kill(live_site.web.pid, signal.SIGSTOP)
    try:
        await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        await expect(page.locator("html")).to_have_attribute("data-live", "reconnecting", timeout=20_000)
        assert await status(page) == "Reconnecting"
    finally:
        os.kill(live_site.web.pid, signal.SIGCONT)
    reply(thread, "Good morning")
    await expect(page.locator("html")).to_have_attribute("data-live", "live", timeout=30_000)
    await expect(posts_of(page)).to_have_count(2, timeout=30_000)


async def test_a_full_disk_keeps_nobody_from_sending(open_page, thread):
    page = await come_live(open_page, thread, make_member(name="Ada"))
    assert await page.evaluate(FILL)
    await say(page, "No room at home")
    await expect(posts_of(page)).to_have_count(2)
    await expect(page.locator("[data-pending]")).to_have_count(0)
    assert Post.objects.filter(thread=thread, body="No room at home").count() == 1


@pytest.mark.parametrize("wrong_by", [timedelta(days=400), timedelta(days=-400)], ids=["fast", "slow"])
async def test_a_wrong_clock_tells_no_wrong_times_and_loses_nothing(open_page, thread, wrong_by):
    page = await come_live(open_page, thread, make_member(name="Ada"))
    await page.clock.set_system_time(timezone.now() + wrong_by)
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-live", "live")
    reply(thread, "Just now")
    newest = page.locator(".posts > .post").last.locator("time[data-moment]").first
    await expect(newest).to_have_text("just now")
    await say(page, "Me too")
    await expect(posts_of(page)).to_have_count(3)
    await expect(page.locator("[data-pending]")).to_have_count(0)


async def test_a_flood_is_read_to_its_end_in_order(open_page, thread):
    page = await come_live(open_page, thread, make_member(name="Ada"))
    with transaction.atomic():
        for number in range(FLOOD):
            reply(thread, f"Drop {number}: " + "water " * 400)
    await expect(posts_of(page)).to_have_count(FLOOD + 1, timeout=60_000)
    said = await posts_of(page).all_text_contents()
    assert [text.split(":")[0].strip() for text in said[1:]] == [f"Drop {number}" for number in range(FLOOD)]

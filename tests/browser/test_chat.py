"""Two people in one thread, in real browsers, through whatever happens to the line between them."""

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.async_api import expect

from network.forums.models import Post
from realtime.streams import Stream, publish
from tests.browser.pages import violations
from tests.factories.forums import make_board, make_post, make_thread
from tests.factories.members import make_member
from tests.realtime.facts_for_tests import Happened


@pytest.fixture
def thread(live_site):
    return make_thread(make_board(name="Logistics"), make_member(name="Rosa"), body="First container: what now?")


async def come_live(open_page, thread, member, **how):
    page = await open_page(member, f"/forums/threads/{thread.pk}/", **how)
    await expect(page.locator("html")).to_have_attribute("data-live", "live")
    return page


async def say(page, words):
    """By keyboard: what arrives in this moment may move the button from under a mouse."""
    await page.locator("#id_body").fill(words)
    await page.get_by_role("button", name="Send").press("Enter")


def posts_of(page):
    return page.locator(".posts > .post .prose")


async def test_nothing_is_lost_and_nothing_comes_twice_while_the_server_is_killed(open_page, live_site, thread):
    ada, bob = make_member(name="Ada"), make_member(name="Bob")
    hers, his = await come_live(open_page, thread, ada), await come_live(open_page, thread, bob)
    said = []

    async def talk(rounds):
        for number in range(rounds):
            for page, name in ((hers, "Ada"), (his, "Bob")):
                said.append(f"{name} says {len(said)}.{number}")
                await say(page, said[-1])

    await talk(2)
    live_site.kill_web()
    await talk(2)
    for page in (hers, his):
        await expect(page.locator("[data-pending]").first).to_be_visible()
    live_site.restart_web()
    await talk(1)
    for page in (hers, his):
        await expect(page.locator("html")).to_have_attribute("data-live", "live", timeout=30_000)
        await expect(posts_of(page)).to_have_count(len(said) + 1, timeout=30_000)
        await expect(page.locator("[data-pending]")).to_have_count(0)
    stored = list(Post.objects.filter(thread=thread, number__gt=1).order_by("number").values_list("body", flat=True))
    assert sorted(stored) == sorted(said)
    for page in (hers, his):
        await expect(posts_of(page)).to_have_text(["First container: what now?", *stored])


async def test_what_could_not_be_sent_is_kept_through_a_reload(open_page, thread):
    ada = make_member(name="Ada")
    page = await come_live(open_page, thread, ada)
    await page.route("**/reply/", lambda route: route.abort())
    await say(page, "Still there?")
    pending = page.locator("[data-pending=not-sent]")
    await expect(pending).to_contain_text("Still there?")
    await expect(pending.get_by_role("button", name="Retry")).to_be_visible()
    assert await violations(page) == []
    await page.reload()
    await expect(page.locator("[data-pending]")).to_contain_text("Still there?")
    assert Post.objects.filter(thread=thread).count() == 1
    async with page.expect_request("**/reply/"):
        await page.get_by_role("button", name="Retry").click()
    await page.unroute("**/reply/")  # from here on it goes by itself
    await expect(posts_of(page)).to_have_count(2, timeout=30_000)
    await expect(page.locator("[data-pending]")).to_have_count(0)
    assert Post.objects.filter(thread=thread, number=2).count() == 1


async def test_what_is_discarded_is_not_sent(open_page, thread):
    page = await come_live(open_page, thread, make_member(name="Ada"))
    await page.route("**/reply/", lambda route: route.abort())
    await say(page, "On second thoughts")
    await page.get_by_role("button", name="Discard").click()
    await expect(page.locator("[data-pending]")).to_have_count(0)
    await page.unroute("**/reply/")
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-live", "live")
    await expect(page.locator("[data-pending]")).to_have_count(0)
    assert Post.objects.filter(thread=thread).count() == 1


async def test_two_tabs_send_once(open_page, thread):
    ada = make_member(name="Ada")
    first = await come_live(open_page, thread, ada)
    await first.route("**/reply/", lambda route: route.abort())
    await say(first, "From two tabs")
    await expect(first.locator("[data-pending=not-sent]")).to_be_visible()
    second = await first.context.new_page()
    await second.goto(first.url)
    for page in (second, first):
        await expect(posts_of(page)).to_have_count(2)
        await expect(page.locator("[data-pending]")).to_have_count(0)
    assert Post.objects.filter(thread=thread, body="From two tabs").count() == 1


async def test_what_is_refused_goes_back_into_the_form(open_page, thread):
    page = await come_live(open_page, thread, make_member(name="Ada"))
    words = "x" * 20_001
    await say(page, words)
    field = page.locator("#id_body")
    await expect(field).to_have_attribute("aria-invalid", "true")
    await expect(field).to_have_value(words)
    await expect(page.locator("[data-outbox-error]")).to_be_visible()
    await expect(page.locator("[data-pending]")).to_have_count(0)
    await say(page, "Shorter")
    await expect(posts_of(page)).to_have_count(2)
    await expect(page.locator("[data-outbox-error]")).to_have_count(0)


async def test_the_reader_is_not_moved_and_is_told_what_is_new(open_page, thread):
    for number in range(15):
        make_post(thread, body=f"Line {number}\n\n" * 8)
    page = await come_live(open_page, thread, make_member(name="Ada"))
    await page.evaluate("scrollTo(0, 200)")
    make_post(thread, body="Did you see this?")
    button = page.locator("[data-new]")
    await expect(button).to_have_text("1 new")
    assert await page.evaluate("scrollY") == 200
    make_post(thread, body="And this?")
    await expect(button).to_have_text("2 new")
    await button.click()
    await expect(page.get_by_text("Did you see this?")).to_be_in_viewport()
    await page.evaluate("scrollTo(0, document.body.scrollHeight)")
    await expect(button).to_be_hidden()


async def test_who_is_here_and_who_is_typing(open_page, thread):
    ada, bob = make_member(name="Ada"), make_member(name="Bob")
    hers = await come_live(open_page, thread, ada)
    his = await come_live(open_page, thread, bob)
    room = hers.locator("aside .people[data-presence], .aside .people[data-presence]")
    await expect(room).to_contain_text("Bob")
    await expect(hers.locator("#content [data-presence-count]")).to_have_text("2")
    await his.locator("#id_body").press_sequentially("Well")
    await expect(hers.locator(".typing")).to_contain_text("Bob is typing")
    await his.close()
    await expect(room).not_to_contain_text("Bob")


async def test_who_was_away_too_long_gets_the_page_anew_and_keeps_what_was_typed(open_page, thread):
    ada = make_member(name="Ada")
    page = await come_live(open_page, thread, ada)
    await page.locator("#id_body").fill("I was just going to say")
    await page.context.set_offline(True)
    await expect(page.locator("html")).to_have_attribute("data-live", "offline")
    flood(thread)
    make_post(thread, body="The five hundred and second thing")
    await page.context.set_offline(False)
    await expect(page.locator("html")).to_have_attribute("data-live", "live", timeout=30_000)
    await expect(page.get_by_text("The five hundred and second thing")).to_be_visible()
    await expect(page.locator("#id_body")).to_have_value("I was just going to say")
    make_post(thread, body="And on it goes")
    await expect(page.get_by_text("And on it goes")).to_be_visible()


def flood(thread):
    """More events than are replayed, none of which shows anything."""
    with transaction.atomic():
        stream = Stream.objects.get(pk=thread.stream_id)
        for _ in range(501):
            publish(Happened(what="nothing"), to=stream, by=None, at=timezone.now())


async def test_a_session_that_ends_ends_the_page(open_page, thread):
    ada = make_member(name="Ada")
    page = await come_live(open_page, thread, ada)
    ada.is_active = False
    ada.save()
    await expect(page.locator("html")).to_have_attribute("data-live", "offline")
    await expect(page.locator(".net .is-off")).to_have_text("You are logged out. Log in again to go on.")

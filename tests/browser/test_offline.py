"""A page that cannot come is stood in for by ours, with what was typed."""

from playwright.async_api import expect

from network.forums.models import Post
from tests.factories.forums import make_thread
from tests.factories.members import make_member

HAS_WORKER = "async () => { await navigator.serviceWorker.ready; return Boolean(navigator.serviceWorker.controller) }"


async def test_reloading_without_a_line_gives_our_page_with_what_was_typed(open_page):
    thread = make_thread()
    page = await open_page(make_member(), f"/forums/threads/{thread.pk}/")
    await page.wait_for_function(HAS_WORKER)
    await page.fill("#reply textarea", "Half a thought\nand more")
    await expect(page.locator("#reply [data-kept]")).not_to_be_empty()
    await page.context.set_offline(True)
    await page.reload()
    await expect(page.locator("h1")).to_have_text("No line to Kontor")
    await expect(page.locator("[data-typed] textarea")).to_have_value("Half a thought\nand more")
    await page.context.set_offline(False)
    await expect(page.locator("#reply textarea")).to_have_value("Half a thought\nand more")
    assert Post.objects.filter(thread=thread).count() == 1

"""Who writes too quickly is told when to go on, and loses nothing."""

from datetime import timedelta

import pytest_asyncio
from django.utils import timezone
from playwright.async_api import expect

from config.limits import LIMITS
from ground.web import buckets
from network.forums.models import Post
from tests.browser.site import Site
from tests.factories.forums import make_thread
from tests.factories.members import make_member


@pytest_asyncio.fixture(loop_scope="session")
async def limited_site(live_site):
    """One with the limits of production."""
    site = Site(LIMITS_TIMES="1")
    site.start_web()
    yield site
    site.close()


async def test_a_message_that_was_too_quick_waits_in_the_outbox_and_goes_out_by_itself(open_page, limited_site):
    ada, thread = make_member(name="Ada", joined_at=timezone.now() - timedelta(days=30)), make_thread()
    for _ in range(LIMITS["post"].member.size - 1):
        assert buckets.take({f"post:member:{ada.pk}": LIMITS["post"].member}) == 0
    page = await open_page()
    await page.context.add_cookies([limited_site.cookie_of(ada)])
    await page.goto(f"{limited_site.address}/forums/threads/{thread.pk}/")
    for words in ("First thing", "Second thing"):
        await page.fill("form[data-outbox] textarea", words)
        await page.press("form[data-outbox] textarea", "Tab")
        await page.click("form[data-outbox] button.go")
    await expect(page.locator("[data-pending=not-sent] .pending-word")).to_contain_text("then goes out by itself.")
    await expect(page.locator("[data-pending]")).to_have_count(0)
    assert list(Post.objects.filter(thread=thread, author=ada).values_list("body", flat=True)) == [
        "First thing",
        "Second thing",
    ]

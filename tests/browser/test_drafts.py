"""What is typed is kept on the server, over nothing newer, and what is typed before a page is ready is kept too."""

import asyncio

from playwright.async_api import expect

from network.forums.models import Draft, Post
from tests.factories.forums import make_board, make_thread
from tests.factories.members import make_member

EVERYWHERE = "Kept as a draft"


async def test_a_draft_follows_its_author_and_the_newer_of_two_is_offered_beside(open_page):
    ada, thread = make_member(name="Ada"), make_thread()
    address = f"/forums/threads/{thread.pk}/"
    desk = await open_page(ada, address)
    box, word = desk.locator("#reply textarea"), desk.locator("#reply [data-kept]")
    await box.fill("We ship from Halifax")
    await expect(word).to_have_text(EVERYWHERE)
    phone = await open_page(ada, address)
    await expect(phone.locator("#reply textarea")).to_have_value("We ship from Halifax")
    await phone.locator("#reply textarea").fill("We ship from Halifax, weekly")
    await expect(phone.locator("#reply [data-kept]")).to_have_text(EVERYWHERE)
    await desk.context.set_offline(True)
    await box.fill("We ship from Saint John")
    await desk.wait_for_function("() => JSON.stringify(localStorage).includes('Saint John')")
    await desk.context.set_offline(False)
    await desk.goto(address)
    newer = desk.locator("[data-newer]")
    await expect(newer).to_contain_text("We ship from Halifax, weekly")
    await expect(box).to_have_value("We ship from Saint John")
    assert Draft.objects.get().body == "We ship from Halifax, weekly"
    await newer.get_by_role("button", name="Take that one").press("Enter")
    await expect(newer).to_be_hidden()
    await expect(box).to_have_value("We ship from Halifax, weekly")
    await desk.get_by_role("button", name="Send").press("Enter")
    await expect(desk.locator(".post[data-number]", has_text="weekly")).to_have_count(1)
    await expect(box).to_have_value("")
    assert Post.objects.filter(thread=thread).count() == 2 and not Draft.objects.exists()


async def test_what_is_typed_before_a_page_of_errors_is_ready_is_kept(open_page):
    page = await open_page(make_member(), f"/forums/boards/{make_board().slug}/start/")
    address, gate = page.url, asyncio.Event()
    await page.get_by_label("Title").fill("Which forwarder?")
    await page.wait_for_function("() => JSON.stringify(localStorage).includes('forwarder')")
    await page.locator("form[data-keep]").evaluate("form => form.noValidate = true")

    async def held(route):
        await gate.wait()
        await route.continue_()

    await page.route("**/keep-drafts*.js", held)
    await page.get_by_role("button", name="Start the thread").click(no_wait_after=True)
    message = page.get_by_label("Message", exact=True)
    await expect(message).to_have_attribute("aria-invalid", "true")
    await message.fill("For a crate to Lima")
    gate.set()
    await page.wait_for_function("() => JSON.stringify(localStorage).includes('Lima')")
    await page.goto(address)
    await expect(message).to_have_value("For a crate to Lima")
    await expect(page.get_by_label("Title")).to_have_value("Which forwarder?")

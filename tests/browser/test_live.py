"""The live page in a real browser: two talk, the server dies, nothing is lost and nothing is doubled."""

from playwright.async_api import expect

from network.messages.models import Conversation, Line
from tests.factories.introductions import make_agreed_introduction, sides_of


def conversation_of(introduction):
    return Conversation.objects.get(participants__member=sides_of(introduction)[0].member)


async def test_one_says_and_the_other_sees(open_page, live_site):
    introduction = make_agreed_introduction()
    ada, bob = (side.member for side in sides_of(introduction))
    conversation = conversation_of(introduction)
    hers = await open_page(ada, f"/messages/{conversation.pk}/")
    his = await open_page(bob, f"/messages/{conversation.pk}/")
    for page in (hers, his):
        await expect(page.locator("html")).to_have_attribute("data-live", "live")
    await hers.locator("form[data-outbox] textarea").fill("Shall we say Tuesday?")
    await hers.get_by_role("button", name="Send").click()
    for page in (hers, his):
        await expect(page.locator("#content .post")).to_have_count(1)
        await expect(page.locator("#content .post")).to_contain_text("Shall we say Tuesday?")
    assert Line.objects.count() == 1

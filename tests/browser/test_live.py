"""The live page in a real browser: two talk, the server dies, nothing is lost and nothing is doubled."""

from django.utils import timezone
from playwright.async_api import expect

from network.conversations.actions import say
from network.conversations.models import Conversation, Message
from network.introductions.actions import answer
from realtime.jobs import queue
from realtime.notices import Notice
from tests.factories.introductions import make_agreed_introduction, make_introduction, sides_of

PATIENCE = 150  # tenths of a second


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
    await hers.get_by_role("button", name="Send").press("Enter")
    for page in (hers, his):
        await expect(page.locator("#content .post")).to_have_count(1)
        await expect(page.locator("#content .post")).to_contain_text("Shall we say Tuesday?")
    assert Message.objects.count() == 1


async def test_what_is_read_as_it_arrives_is_no_notice(open_page, live_site):
    ada, bob = (side.member for side in sides_of(make_agreed_introduction()))
    conversation = Conversation.objects.get(participants__member=ada)
    his = await open_page(bob, f"/messages/{conversation.pk}/")
    await expect(his.locator("html")).to_have_attribute("data-live", "live")
    say(conversation.pk, by=ada, body="Shall we say Tuesday?", key="1", now=timezone.now())
    await expect(his.locator("#content .post")).to_contain_text("Shall we say Tuesday?")
    here = conversation.participants.filter(member=bob, seen_seq=conversation.stream.last_seq + 1)
    for _ in range(PATIENCE):
        if here.exists():
            break
        await his.wait_for_timeout(100)
    queue.run_all()
    assert not Notice.objects.of(bob.pk).unread().filter(kind="conversation.said").exists()


async def test_a_line_is_taken_back_by_its_author_alone(open_page, live_site):
    ada, bob = (side.member for side in sides_of(make_agreed_introduction()))
    conversation = Conversation.objects.get(participants__member=ada)
    line = say(conversation.pk, by=ada, body="The wrong window, sorry", key="1", now=timezone.now())
    hers = await open_page(ada, f"/messages/{conversation.pk}/#newest")
    his = await open_page(bob, f"/messages/{conversation.pk}/#newest")
    for page in (hers, his):
        await expect(page.locator("html")).to_have_attribute("data-live", "live")
        await page.get_by_role("button", name="More about").click()
        await expect(page.get_by_role("link", name="Address of this message")).to_be_visible()
    await expect(his.get_by_role("button", name="Take back")).to_have_count(0)
    await hers.get_by_role("button", name="Take back").click()
    await hers.get_by_role("dialog").get_by_role("button", name="Take back").click()
    for page in (hers, his):
        await expect(page.locator(f"#line-{line.pk}")).to_contain_text("Taken back by its author.")
        await expect(page.get_by_text("wrong window")).to_have_count(0)


async def test_what_one_is_asked_about_may_be_drawn_anew_meanwhile(open_page, live_site):
    introduction = make_introduction()
    page = await open_page(introduction.commissioner, f"/introductions/{introduction.pk}/")
    await expect(page.locator("html")).to_have_attribute("data-live", "live")
    await page.get_by_role("button", name="Withdraw").click()
    sure = page.get_by_role("dialog")
    await expect(sure).to_contain_text("Withdraw this introduction?")
    drawn = await page.locator(f"#introduction-{introduction.pk}").element_handle()
    answer(sides_of(introduction)[0].pk, answer="later", now=timezone.now())
    await page.wait_for_function("piece => !piece.isConnected", arg=drawn)
    await sure.locator("[data-confirm-go]").click()
    await expect(page.locator(f"#introduction-{introduction.pk}")).to_contain_text("Withdrawn")

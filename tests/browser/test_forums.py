"""A thread in a real browser: what one says the others see, whatever happens to the server meanwhile."""

import asyncio

from django.utils import timezone
from playwright.async_api import expect

from network.forums import actions
from network.forums.models import Post, ReadMark, Thread
from tests.browser.pages import faults
from tests.factories.forums import first_post, make_board, make_post, make_thread
from tests.factories.members import make_member


def path(thread):
    return f"/forums/threads/{thread.pk}/"


async def live(*pages):
    for page in pages:
        await expect(page.locator("html")).to_have_attribute("data-live", "live")


async def say(page, words):
    await page.locator("#id_body").fill(words)
    await page.get_by_role("button", name="Send").press("Enter")


async def test_two_talk_across_a_crash_and_nothing_is_lost_or_doubled(open_page, live_site):
    ada, bob = make_member(name="Ada"), make_member(name="Bob")
    thread = make_thread(by=ada, body="Begin")
    hers, his = await open_page(ada, path(thread)), await open_page(bob, path(thread))
    await live(hers, his)
    await say(hers, "Before")
    await expect(his.locator(".posts .post")).to_have_count(2)

    await expect(hers.locator("[data-pending]")).to_have_count(0)
    live_site.kill_web()
    await say(hers, "While it is down")
    await expect(hers.locator("[data-pending]")).to_have_count(1)
    await say(his, "I too")
    live_site.restart_web()

    for page in (hers, his):
        await expect(page.locator("[data-pending]")).to_have_count(0, timeout=60_000)
        await expect(page.locator(".posts .post")).to_have_count(4, timeout=60_000)
    stored = [post.body for post in Post.objects.order_by("number")]
    assert sorted(stored) == ["Before", "Begin", "I too", "While it is down"]
    for page in (hers, his):
        await expect(page.locator(".posts .post .prose")).to_have_text(stored)


async def test_what_changes_is_seen_at_once(open_page):
    ada, bob = make_member(name="Ada"), make_member(name="Bob")
    thread = make_thread(by=ada, kind="question", body="How?")
    answer = make_post(thread, by=bob, body="So.")
    hers, his = await open_page(ada, path(thread)), await open_page(bob, path(thread))
    await live(hers, his)

    post = hers.locator(f"#post-{answer.pk}")
    await post.get_by_role("button", name="Give a sign").click()
    await hers.get_by_role("button", name="Thank you").click()
    thanks = post.locator(".re > [value=thanks]")
    await expect(thanks).to_have_attribute("aria-pressed", "true")
    await expect(his.locator(f"#post-{answer.pk} [value=thanks] .num")).to_have_text("1")
    actions.react(answer.pk, by=make_member(), sign="thanks", now=timezone.now())
    await expect(thanks.locator(".num")).to_have_text("2")
    await expect(post.locator(".menu")).to_have_count(0)

    await post.get_by_role("button", name="More about").click()
    await hers.get_by_role("button", name="Accept as the answer").click()
    await expect(his.locator(f"#post-{answer.pk}")).to_contain_text("Accepted answer")
    await expect(his.locator(f"#head-{thread.pk}")).to_contain_text("Answered")

    actions.edit(answer.pk, by=bob, body="So, or so.", version=1, now=timezone.now())
    await expect(post).to_contain_text("So, or so.")
    await expect(thanks).to_have_attribute("aria-pressed", "true")


async def test_a_menu_outlives_what_changes_its_post(open_page):
    ada, bob = make_member(name="Ada"), make_member(name="Bob")
    thread = make_thread(by=ada, kind="question", body="How?")
    answer = make_post(thread, by=bob, body="So.")
    hers = await open_page(ada, path(thread))
    await live(hers)
    post, asked, gate = hers.locator(f"#post-{answer.pk}"), asyncio.Event(), asyncio.Event()

    async def held(route):
        asked.set()
        await gate.wait()
        await route.continue_()

    await hers.route("**/more/?piece", held)
    await post.get_by_role("button", name="More about").click()
    await asyncio.wait_for(asked.wait(), 10)
    actions.react(answer.pk, by=make_member(), sign="thanks", now=timezone.now())
    await expect(post.locator("[value=thanks] .num")).to_have_text("1")
    gate.set()
    menu = post.locator(".menu")
    # Its address is also that of the date at the head of the post.
    for words, thanks in (("Accept as the answer", "2"), ("Address of this message", "3")):
        item = menu.get_by_text(words)
        await item.focus()
        actions.react(answer.pk, by=make_member(), sign="thanks", now=timezone.now())
        await expect(post.locator("[value=thanks] .num")).to_have_text(thanks)
        await expect(item).to_be_focused()
    await hers.keyboard.press("Escape")
    await expect(menu).to_have_count(0)
    more = post.get_by_role("button", name="More about")
    await expect(more).to_be_focused()
    actions.react(answer.pk, by=make_member(), sign="thanks", now=timezone.now())
    await expect(post.locator("[value=thanks] .num")).to_have_text("4")
    await expect(more).to_be_focused()
    await more.dblclick()
    await menu.get_by_text("Accept as the answer").click()
    await expect(post).to_contain_text("Accepted answer")


async def test_two_clicks_open_one_menu(open_page):
    ada = make_member(name="Ada")
    thread = make_thread(by=ada, body="How?")
    hers = await open_page(ada, path(thread))
    await live(hers)
    answered = 0

    async def slow(route):
        nonlocal answered
        answer = await route.fetch()
        await asyncio.sleep(0.5)
        await route.fulfill(response=answer)
        answered += 1

    await hers.route("**/more/?piece", slow)
    await hers.locator(".post").get_by_role("button", name="More about").dblclick()
    async with asyncio.timeout(20):
        while answered < 2:
            await asyncio.sleep(0.05)
    await expect(hers.locator(".post .menu")).to_have_count(1)
    await hers.keyboard.press("Escape")
    await expect(hers.locator(".post .menu")).to_have_count(0)


async def test_somebody_is_named_quoted_and_told_from_the_keyboard(open_page):
    ada, bob = make_member(name="Ada Byron"), make_member(name="Bob")
    thread = make_thread(by=ada, body="How do you do it?")
    his = await open_page(bob, path(thread))
    await live(his)
    await his.locator(f"#post-{first_post(thread).pk}").get_by_role("link", name="Quote and reply").click()
    await his.keyboard.type("Like this, @ada")
    await expect(his.get_by_role("option", name="Ada Byron")).to_be_visible()
    await his.keyboard.press("Enter")
    await his.get_by_role("button", name="Send").press("Enter")
    await expect(his.locator(".posts .post:not(.waiting)")).to_have_count(2)
    said = Post.objects.get(number=2)
    assert (said.body.strip(), said.quoted) == (f"Like this, @Ada Byron#{ada.pk}", first_post(thread))
    assert [mention.member for mention in said.mentions.all()] == [ada]


async def test_what_is_refused_is_given_back(open_page):
    moderator, bob = make_member(), make_member()
    thread = make_thread(make_board(moderators=[moderator]))
    his = await open_page(bob, path(thread))
    await live(his)
    await say(his, "x" * 20_001)
    await expect(his.get_by_role("alert")).to_contain_text("a message has room for 20000")
    assert len(await his.locator("#id_body").input_value()) == 20_001
    await his.locator("#id_body").fill("My last words")
    actions.lock(thread.pk, by=moderator, now=timezone.now())
    await expect(his.locator(f"#head-{thread.pk}")).to_contain_text("Locked")
    await his.get_by_role("button", name="Send").press("Enter")
    # The composer goes when the page has heard of the lock, before the answer or after it: the words outlive it.
    refused = his.get_by_role("alert").or_(his.get_by_role("article").filter(has_text="My last words"))
    await expect(refused.first).to_contain_text("can be read but not answered")
    kept = his.locator("#id_body").or_(his.get_by_role("article").filter(has_text="My last words"))
    assert "My last words" in await kept.first.evaluate("place => place.value || place.textContent")
    assert Thread.objects.get(pk=thread.pk).posts.count() == 1


async def test_what_is_on_screen_counts_as_read(open_page):
    ada, bob = make_member(), make_member()
    thread = make_thread(by=ada)
    his = await open_page(bob, path(thread))
    await live(his)
    make_post(thread, by=ada)
    await expect(his.locator(".posts .post")).to_have_count(2)
    await expect(his.locator(".posts .post").last).to_be_in_viewport()
    await his.wait_for_function("document.querySelector('[data-stream]').dataset.after === '2'")
    async with asyncio.timeout(20):
        while ReadMark.objects.get(member=bob).number != 2:
            await asyncio.sleep(0.05)


async def test_a_new_thread_comes_to_the_top_of_its_board(open_page):
    board, ada = make_board(), make_member()
    make_thread(board, title="Old")
    hers = await open_page(ada, f"/forums/boards/{board.slug}/")
    await live(hers)
    fresh = make_thread(board, title="Fresh")
    row = hers.locator(f"#arrived-{board.pk} #thread-{fresh.pk}")
    await expect(row).to_contain_text("New")
    make_post(fresh)
    await expect(row.locator(".num")).to_have_text("1")


async def test_a_thread_with_all_that_can_stand_in_it_is_for_everybody(open_page):
    ada = make_member(name="Ada", country="CA")
    board = make_board(moderators=[ada])
    actions.follow(board, by=ada, now=timezone.now())
    thread = make_thread(board, by=ada, kind="question", body="How?\n\n- a\n- b\n\n|x|y|\n|-|-|\n|1|2|")
    answer = make_post(thread, body="So. https://a.example `code`", quoted=first_post(thread))
    actions.react(answer.pk, by=ada, sign="thanks", now=timezone.now())
    actions.accept(answer.pk, by=ada, now=timezone.now())
    actions.report(answer.pk, by=make_member(), reason="spam", now=timezone.now())
    gone = make_post(thread)
    actions.delete(gone.pk, by=gone.author, now=timezone.now())
    page = await open_page(ada)
    shown = ["/forums/", f"/forums/boards/{board.slug}/", path(thread), "/forums/reports/", "/forums/search/?q=how"]
    assert [(where, await faults(page, where)) for where in shown] == [(where, []) for where in shown]


async def test_menus_are_buttons_named_with_the_author_and_messages_are_reached_by_page_down(open_page):
    thread = make_thread(by=make_member(name="Ada"))
    make_post(thread, by=make_member(name="Ben"))
    page = await open_page(make_member(), thread.get_absolute_url())
    more = page.get_by_role("button", name="More about Ben’s message")
    await expect(more).to_have_attribute("aria-haspopup", "true")
    await more.press("Space")
    await expect(more).to_have_attribute("aria-expanded", "true")
    await page.keyboard.press("Escape")
    await expect(more).to_have_attribute("aria-expanded", "false")
    await page.get_by_role("button", name="Give a sign to Ada").press("PageDown")
    await expect(page.get_by_role("article", name="Message of Ben")).to_be_focused()
    await page.keyboard.press("PageUp")
    await expect(page.get_by_role("article", name="Message of Ada")).to_be_focused()

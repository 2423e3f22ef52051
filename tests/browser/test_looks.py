"""What was seen and was ugly: each is measured where it was seen, so that it does not come back unseen."""

import pytest
from django.utils import timezone

from network.forums.actions import boards
from tests.factories.forums import make_board, make_post, make_thread
from tests.factories.introductions import make_introduction
from tests.factories.landings_grants import founder_of, make_grant
from tests.factories.landings_letters import make_due_letter, sign_letter
from tests.factories.members import make_member
from tests.factories.notices import make_notice

OUTSIDE = """() => [...document.querySelectorAll('.rail *')].filter(one => {
    const rail = document.querySelector('.rail').getBoundingClientRect(), box = one.getBoundingClientRect();
    return box.width && (box.right > rail.right + 1 || box.left < rail.left - 1) && !one.closest('.sr');
}).map(one => one.outerHTML.slice(0, 80))"""
COVERED = """() => {
    const badge = document.querySelector('.tool [data-badge]').getBoundingClientRect();
    const bell = document.querySelector('.tool:has([data-badge]) > .icon').getBoundingClientRect();
    const wide = Math.max(0, Math.min(badge.right, bell.right) - Math.max(badge.left, bell.left));
    const high = Math.max(0, Math.min(badge.bottom, bell.bottom) - Math.max(badge.top, bell.top));
    return wide * high / (bell.width * bell.height);
}"""


EDGES = """() => [...document.querySelectorAll('.card')].flatMap(card => {
    const outer = card.getBoundingClientRect();
    return [...card.querySelectorAll(':scope .people > li, :scope .people .tag')].filter(one => {
        const box = one.getBoundingClientRect();
        return box.width && (box.left < outer.left + 8 || box.right > outer.right - 8);
    }).map(one => one.textContent.trim());
})"""


@pytest.mark.parametrize("width", [1280, 1920])
async def test_the_rail_keeps_to_its_column_and_shows_what_is_new(open_page, width):
    author, reader = make_member(name="Ada Lind"), make_member(name="Rosa Quispe")
    thread = make_thread(board=make_board(name="Consulting, engineering and all that is sold by the hour"), by=author)
    boards.follow(thread.board, by=reader, now=timezone.now())
    make_post(thread, author)

    page = await open_page(reader, "/forums/", width=width)

    assert await page.locator(".rail .n.new").is_visible()
    assert await page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("width", [390, 1280])
async def test_a_badge_of_two_digits_leaves_the_bell_to_be_seen(open_page, width):
    reader = make_member(name="Rosa Quispe")
    for _ in range(12):
        make_notice(reader)

    page = await open_page(reader, "/notices/preferences/", width=width)

    assert await page.locator("[data-badge='12']").is_visible()
    assert await page.evaluate(COVERED) < 0.2


async def test_live_is_said_once(open_page):
    thread = make_thread()

    page = await open_page(make_member(name="Rosa Quispe"), thread.get_absolute_url())
    await page.locator(".net .is-live").wait_for()

    assert await page.get_by_text("Live", exact=True).filter(visible=True).count() == 1


async def test_a_visitor_is_told_that_a_thread_is_live(open_page):
    page = await open_page(path=make_thread().get_absolute_url())

    await page.get_by_text("Live", exact=True).filter(visible=True).wait_for()


async def test_what_each_said_keeps_away_from_the_edge_of_its_card(open_page):
    introduction = make_introduction()

    page = await open_page(introduction.commissioner, f"/introductions/{introduction.pk}/")

    assert await page.locator(".people > li").count() == 2
    assert await page.evaluate(EDGES) == []


async def test_as_many_faces_as_are_counted(open_page):
    thread = make_thread()
    address = thread.get_absolute_url()
    rosa, ada = make_member(name="Rosa Quispe"), make_member(name="Ada Lind")

    page = await open_page(rosa, address)
    await open_page(ada, address)
    room = page.locator("aside .people")
    await room.get_by_text("Ada Lind").wait_for()

    assert await page.locator("aside [data-presence-count]").inner_text() == "2"
    assert await room.locator("li").count() == 2
    assert "you" in await room.locator("li", has_text="Rosa Quispe").inner_text()


@pytest.mark.parametrize("path", ["/account/signup/", "/account/password/change/"])
async def test_the_rules_of_a_password_take_one_line_or_two_on_a_phone(open_page, path):
    member = make_member(name="Rosa Quispe") if "change" in path else None
    if member:
        member.set_password("harbour-lamp-77")
        member.save()

    page = await open_page(member, path, width=390)
    rules = page.locator(".help", has_text="characters").first

    assert "8" in await rules.inner_text()
    assert (await rules.bounding_box())["height"] < 50


PRESSED = """() => [...document.querySelectorAll('.btn, button, .bar, .onward')].filter(one => one.checkVisibility())
    .map(one => one.textContent.trim())"""
UPON = """() => {
    const lines = [...document.querySelectorAll('.seal :is(b, dt, dd)')].map(one => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return [one.textContent, range.getBoundingClientRect()];
    });
    return lines.flatMap(([text, a], at) => lines.slice(at + 1).filter(([, b]) => a.left < b.right - 1
        && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1).map(([other]) => [text, other]));
}"""


@pytest.mark.parametrize("media", ["screen", "print"])
async def test_the_words_of_a_seal_keep_apart(open_page, media):
    letter = make_due_letter()
    sign_letter(letter, revenue=1_200_000)

    page = await open_page(founder_of(letter.landing), f"/letters/{letter.pk}/")
    await page.emulate_media(media=media)

    assert await page.locator(".seal dd").count() == 4
    assert await page.evaluate(UPON) == []


@pytest.mark.parametrize("path", ["itinerary/", "statement/"])
async def test_paper_has_no_buttons(open_page, path):
    grant = make_grant()

    page = await open_page(founder_of(grant.landing), f"/landings/{grant.landing_id}/{path}")
    pressed = await page.evaluate(PRESSED)
    await page.emulate_media(media="print")

    assert pressed != []
    assert await page.evaluate(PRESSED) == []


async def test_what_is_chosen_is_seen_where_the_system_chooses_the_colours(open_page):
    author = make_member(name="Rosa Quispe")
    page = await open_page(author, make_thread(by=author).get_absolute_url())
    colour = "one => getComputedStyle(one).backgroundColor"
    await page.emulate_media(forced_colors="active")
    await page.locator(".net .is-live").wait_for()

    levels = page.locator("button[name=level]")
    pressed = [await levels.nth(n).get_attribute("aria-pressed") for n in range(3)]
    colours = {pressed[n]: await levels.nth(n).evaluate(colour) for n in range(3)}
    place = await page.locator(".places [aria-current]").evaluate(colour)
    dot = await page.locator(".net .is-live").evaluate("one => getComputedStyle(one, '::before').backgroundColor")

    assert colours["true"] != colours["false"]
    assert place == colours["true"]
    assert dot == await page.evaluate("getComputedStyle(document.body).color")


async def test_an_address_of_any_script_signs_up(open_page):
    page = await open_page(path="/account/signup/")

    await page.get_by_label("Email").fill("zoë@bücher.example")
    await page.get_by_label("Your name").fill("Zoë Bücher")
    await page.get_by_label("Password").fill("harbour-lamp-77")
    await page.get_by_role("button", name="Sign up").click()

    await page.get_by_role("heading", name="Look in your mail").wait_for()

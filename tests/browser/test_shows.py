"""A trade show in real browsers: people talk at a booth, the floor shows who is really there, the door is kept."""

from datetime import UTC, date, datetime, time

from django.urls import reverse
from django.utils import timezone
from playwright.async_api import expect

from events.sessions.models import Session
from network.conversations.models import Message
from tests.browser.pages import faults
from tests.factories import events as made
from tests.factories.members import make_member


def fair():
    hall = made.make_hall(made.make_show_of_today(name="Harbour Days"), "North")
    return made.make_booth(hall, name="Boreal Maps", place="A1")


async def live(page):
    await expect(page.locator("html")).to_have_attribute("data-live", "live")


async def test_a_visitor_and_an_exhibitor_talk_while_the_server_dies(open_page, live_site):
    booth = fair()
    visitor = made.visit(booth.show, make_member(name="Vera Visitor"))
    hers = await open_page(visitor, booth.get_absolute_url())
    his = await open_page(made.exhibitor_of(booth), booth.get_absolute_url())
    await live(hers), await live(his)
    await hers.locator("form[data-outbox] textarea").fill("Do you chart the Gulf?")
    await hers.get_by_role("button", name="Send").press("Enter")
    await expect(his.locator(".posts .post")).to_contain_text("Do you chart the Gulf?")
    live_site.kill_web()
    await his.locator("form[data-outbox] textarea").fill("Since March 🌊")
    await his.get_by_role("button", name="Send").press("Enter")
    live_site.restart_web()
    for page in (hers, his):
        await expect(page.locator(".posts .post:not([data-pending])")).to_have_count(2, timeout=30_000)
        await expect(page.locator(".posts .post").last).to_contain_text("Since March 🌊")
    assert Message.objects.count() == 2


async def test_the_floor_shows_who_really_stands_there(open_page, live_site, worker):
    booth = fair()
    made.put_on_duty(booth)
    floor = await open_page(make_member(), booth.hall.get_absolute_url())
    await live(floor)
    tile = floor.locator(f"#tile-{booth.pk}")
    await expect(tile).to_contain_text("Nobody on duty")
    stand = await open_page(made.exhibitor_of(booth), booth.get_absolute_url())
    await expect(tile).to_contain_text("Staffed now", timeout=60_000)
    await expect(floor.locator(f"#hall-now-{booth.hall_id}")).to_contain_text("1 of 1 booth staffed")
    await stand.close()
    await expect(tile).not_to_contain_text("Staffed now", timeout=45_000)


async def test_each_sees_at_the_booth_whom_they_may(open_page, live_site):
    booth = fair()
    hidden = made.visit(booth.show, make_member(name="Hidden Person"), door="private")
    shy = made.visit(booth.show, make_member(name="Shy Person"), door="exhibitors")
    visitor = made.visit(booth.show, make_member(name="Vera Visitor"))
    stand = await open_page(made.exhibitor_of(booth), booth.get_absolute_url())
    mine = await open_page(visitor, booth.get_absolute_url())
    for one in (hidden, shy):
        await live(await open_page(one, booth.get_absolute_url()))
    for page, seen in ((stand, {"Vera Visitor", "Shy Person"}), (mine, {"Vera Visitor"})):
        company = page.locator(".company")
        await expect(company.locator("h3 .n")).to_have_text("3", timeout=20_000)
        shown = await company.locator("h3 ~ .people .name").all_text_contents()
        assert set(shown) == seen
        assert "Hidden Person" not in await page.content()


async def test_one_registers_plans_and_takes_it_along(open_page, live_site):
    hall = made.make_hall(made.make_show_of_today(name="Harbour Days"), "North")
    start = timezone.now() + made.timedelta(hours=1)
    made.make_session(hall, title="Selling abroad", starts_at=start, ends_at=start + made.timedelta(hours=1))
    page = await open_page(make_member(), hall.show.get_absolute_url())
    await page.get_by_role("radio", name="Exhibitors only").check()
    await page.get_by_role("button", name="Register, free of charge").click()
    await expect(page.get_by_role("heading", name="You are registered")).to_be_visible()
    await page.goto(f"{live_site.address}{hall.show.get_absolute_url()}agenda/")
    await page.get_by_role("button", name="Add Selling abroad").click()
    await expect(page.get_by_role("button", name="In my schedule")).to_be_visible()
    await page.goto(f"{live_site.address}/calendar/")
    await page.get_by_role("button", name="Make my secret address").click()
    address = await page.get_by_label("Address for your calendar program").input_value()
    feed = await page.request.get(address)
    assert "SUMMARY:Selling abroad" in await feed.text()


def full_fair():
    """A fair with something on every page, and the addresses of its pages by who opens them."""
    booth = fair()
    show, by = booth.show, made.exhibitor_of(booth)
    long = made.make_booth(booth.hall, name="مِيناء " + "x" * 150, place="A2", headline="é" * 160)
    made.put_on_duty(booth)
    made.booths.add_sheet(booth.pk, title="Sheet", text="Text", file=None, by=by, key="", now=timezone.now())
    start = timezone.now() - made.timedelta(minutes=5)
    session = made.make_session(booth.hall, starts_at=start, ends_at=start + made.timedelta(hours=1), capacity=9)
    clash = made.make_session(made.make_hall(show), starts_at=start, ends_at=start + made.timedelta(hours=1))
    visitor = made.visit(show, make_member(name="Vera Visitor", time_zone="Asia/Tokyo"))
    for one in (session, clash):
        made.sessions.plan(one.pk, by=visitor, now=timezone.now())
    line = made.say(booth, visitor, "x" * 300)
    made.say(long, made.exhibitor_of(long), "مرحبا 👋🏽")
    agenda, hall = f"/shows/{show.slug}/agenda/", booth.hall.get_absolute_url()
    seen = [show.get_absolute_url(), hall, f"{hall}?q=nothing", booth.get_absolute_url()]
    seen += [long.get_absolute_url(), session.get_absolute_url(), agenda, "/calendar/", f"/lines/{line.pk}/"]
    stand = ["/exhibiting/", f"/booths/{booth.pk}/desk/", f"/booths/{booth.pk}/staff/"]
    desk = [f"/shows/{show.slug}/desk/", "/shows/?when=past"]
    return {visitor: seen, by: stand, made.organiser_of(show): desk}


async def test_a_full_fair_is_for_everybody(open_page):
    for member, paths in full_fair().items():
        page = await open_page(member)
        assert [(path, await faults(page, path)) for path in paths] == [(path, []) for path in paths]


async def test_a_clock_that_comes_twice_is_asked_for_and_what_was_typed_is_kept(open_page):
    """By keyboard; left after the question and opened anew, the words typed beneath it are still there."""
    days = {"first_on": date(2027, 10, 30), "last_on": date(2027, 10, 31), "time_zone": "Europe/Amsterdam"}
    hall = made.make_hall(made.make_open_show(opens=time(0), closes=time(0), **days), "North")
    address = reverse("events:schedule", args=[hall.show.slug])
    page = await open_page(made.organiser_of(hall.show), address)
    await page.get_by_label("Title").fill("Before dawn")
    await page.get_by_label("Day").select_option("2027-10-31")
    await page.get_by_label("Starts").fill("02:30")
    await page.get_by_label("Ends").fill("04:00")
    await page.get_by_role("button", name="Save").press("Enter")
    which = page.get_by_label("Which of the two?")
    said = "On October 31, 2027 the clock is turned back, so 2:30\u202fAM comes twice. Choose which one you mean."
    await expect(which).to_have_accessible_description(said)
    await page.get_by_label("Speakers").fill("Ada Okafor, Founder")
    await page.wait_for_function("() => JSON.stringify(localStorage).includes('Okafor')")
    await page.goto(address)
    await expect(page.get_by_label("Speakers")).to_have_value("Ada Okafor, Founder")
    await expect(page.get_by_label("Title")).to_have_value("Before dawn")
    await expect(page.get_by_label("Starts")).to_have_value("02:30")
    await page.get_by_role("button", name="Save").press("Enter")
    await which.select_option("1")
    assert await faults(page) == []
    await page.get_by_role("button", name="Save").press("Enter")
    await page.wait_for_url("**/agenda/")
    await expect(page.locator("main")).to_contain_text("2:30\u202fAM CET")
    assert Session.objects.get().starts_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)

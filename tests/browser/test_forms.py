"""What one types and sends: kept, sent once, under today's log-in, and seen by whoever is looking."""

from playwright.async_api import expect

from landings.applications.actions.deciding import want_information
from network.forums.models import Thread
from network.organisations.models import Organisation
from tests.factories.forums import first_post, make_board, make_thread
from tests.factories.landings_applications import make_application
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.landings_itineraries import make_item
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer
from tests.factories.members import confirm_address, make_member
from tests.factories.organisations import make_invitation, make_organisation

KEPT = "() => Object.keys(localStorage).some((key) => key.startsWith('keep:'))"


async def _is_live(page):
    await expect(page.locator("html")).to_have_attribute("data-live", "live")


async def test_who_is_invited_joins(open_page):
    member = confirm_address(make_member())
    page = await open_page(member, f"/invitations/{make_invitation(email=member.email).token}/")
    await page.get_by_role("button", name="Join").click()
    await page.wait_for_url("**/organisations/**")
    assert Organisation.objects.filter(memberships__role="staff").count() == 1


async def test_what_is_typed_after_a_message_was_sent_is_kept_too(open_page):
    thread = make_thread()
    page = await open_page(make_member(), f"/forums/threads/{thread.pk}/")
    box = page.locator("form[data-outbox] textarea")
    await box.fill("Sent")
    await page.get_by_role("button", name="Send").press("Enter")
    await expect(page.locator(".post", has_text="Sent")).to_have_count(1)
    await box.fill("Not yet sent")
    await page.wait_for_function(KEPT)
    await page.goto(page.url.replace(f"/threads/{thread.pk}/", "/"))
    await page.goto(page.url + f"threads/{thread.pk}/")
    await expect(box).to_have_value("Not yet sent")


async def test_a_draft_writes_over_nothing_that_it_did_not_change(open_page):
    rosa = make_member()
    firm = make_organisation("firm", staff=[rosa], name="Tidewrack", headline="Tides")
    page = await open_page(rosa, f"/organisations/{firm.slug}/edit/")
    await page.get_by_label("In one line").fill("Tides and more")
    await page.wait_for_function(KEPT)
    Organisation.objects.filter(pk=firm.pk).update(city="Halifax")
    await page.reload()
    await expect(page.get_by_label("City")).to_have_value("Halifax")
    await expect(page.get_by_label("In one line")).to_have_value("Tides and more")
    await page.get_by_role("link", name="Leave it as it is").click()
    await page.wait_for_url(f"**/organisations/{firm.slug}/")
    assert not await page.evaluate(KEPT)


async def test_who_goes_back_and_sends_again_has_sent_it_once(open_page):
    board = make_board()
    page = await open_page(make_member(), f"/forums/boards/{board.slug}/start/")
    await page.get_by_label("Title").fill("Which forwarder?")
    await page.get_by_label("Message", exact=True).fill("For a crate to Lima")
    for _ in range(2):
        await page.get_by_role("button", name="Start the thread").click()
        await page.wait_for_url("**/forums/threads/**")
        await page.go_back()
        await expect(page.get_by_label("Title")).to_have_value("Which forwarder?")
    assert Thread.objects.count() == 1


async def test_a_page_from_before_another_log_in_still_sends(open_page):
    rosa, thread = make_member(), make_thread()
    old = await open_page(rosa, f"/forums/threads/{thread.pk}/")
    await _is_live(old)
    token = "form#act [name=csrfmiddlewaretoken]"
    await old.evaluate(f"document.querySelectorAll('{token}').forEach((field) => (field.value = 'x'.repeat(64)))")
    await old.locator("form[data-outbox] textarea").fill("From the old page")
    await old.get_by_role("button", name="Send").press("Enter")
    await expect(old.locator(".post:not([data-pending])", has_text="From the old page")).to_have_count(1)
    await old.get_by_label(f"Menu of {rosa.name}").click()
    await old.get_by_role("button", name="Log out").click()
    await old.wait_for_url("**/")


async def test_what_stands_in_a_page_is_drawn_anew_where_it_stands(open_page):
    application = make_application(applicant=make_member())
    officer = make_officer(application.programme)
    host = make_member()
    landing = make_landing(offer=make_offer(make_site(manager=host)))
    asked = await open_page(application.applicant, f"/landings/applications/{application.pk}/")
    plan = await open_page(host, f"/landings/{landing.pk}/itinerary/")
    for page in (asked, plan):
        await _is_live(page)
    want_information(application.pk, by=officer, question="Who travels?", now=application.submitted_at)
    make_item(landing, title="Meet the port")
    await expect(asked.locator("#application-act")).to_contain_text("Who travels?")
    await expect(asked.locator("#application-state")).to_be_visible()
    await expect(plan.locator(f"#itinerary-{landing.pk}")).to_contain_text("Meet the port")


async def test_escape_takes_back_the_question_and_leaves_the_menu(open_page):
    thread = make_thread(by=make_member())
    page = await open_page(first_post(thread).author, f"/forums/threads/{thread.pk}/")
    await page.get_by_role("button", name="More about").click()
    await page.get_by_role("button", name="Delete").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("button", name="Delete")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(page.get_by_text("Deleted by its author.")).to_be_visible()

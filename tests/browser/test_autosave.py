"""What is saved by itself while one types, and the form's own buttons meanwhile."""

import asyncio

import pytest
from playwright.async_api import expect

from landings.applications.models import Application
from tests.factories.landings_applications import make_application
from tests.factories.members import make_member

JSON = "application/json"


async def at_the_plan(open_page):
    founder = make_member(name="Ada Okafor")
    application = make_application(applicant=founder, state="draft")
    page = await open_page(founder, f"/landings/applications/{application.pk}/edit/plan/")
    await page.wait_for_load_state()
    return page, application


async def test_who_goes_on_while_a_save_is_under_way_goes_on_with_what_it_made(open_page):
    """The save makes the next revision, which what is sent by hand must name: else it is another window's."""
    page, application = await at_the_plan(open_page)
    begun, gate = asyncio.Event(), asyncio.Event()

    async def held(route):
        if route.request.headers["accept"] == JSON:
            begun.set()
            await gate.wait()
        await route.continue_()

    await page.route("**/edit/plan/", held)
    await page.locator("[name=objectives]").fill("Meet three port operators.")
    await asyncio.wait_for(begun.wait(), 10)
    button = page.get_by_role("button", name="Go on")
    await button.click(no_wait_after=True)
    await expect(button).to_have_attribute("aria-busy", "true")
    await button.click(no_wait_after=True)
    gate.set()
    await page.wait_for_url("**/edit/budget/")
    assert Application.objects.get(pk=application.pk).objectives == "Meet three port operators."


@pytest.mark.wide
async def test_a_save_that_is_never_answered_is_waited_for_no_longer_than_fifteen_seconds(open_page):
    page, application = await at_the_plan(open_page)
    begun, never = asyncio.Event(), []

    async def silent(route):
        if route.request.headers["accept"] != JSON:
            return await route.continue_()
        never.append(route)
        return begun.set()

    await page.route("**/edit/plan/", silent)
    await page.locator("[name=objectives]").fill("Meet three port operators.")
    await asyncio.wait_for(begun.wait(), 10)
    await page.get_by_role("button", name="Go on").click(no_wait_after=True)
    await page.wait_for_url("**/edit/budget/", timeout=30_000)
    assert Application.objects.get(pk=application.pk).objectives == "Meet three port operators."


async def test_who_goes_on_while_a_save_fails_is_not_kept_waiting(open_page):
    page, application = await at_the_plan(open_page)
    begun, gate = asyncio.Event(), asyncio.Event()

    async def lost(route):
        if route.request.headers["accept"] != JSON:
            return await route.continue_()
        begun.set()
        await gate.wait()
        return await route.abort()

    await page.route("**/edit/plan/", lost)
    await page.locator("[name=objectives]").fill("Meet three port operators.")
    await asyncio.wait_for(begun.wait(), 10)
    await page.get_by_role("button", name="Go on").click(no_wait_after=True)
    gate.set()
    await page.wait_for_url("**/edit/budget/")
    assert Application.objects.get(pk=application.pk).objectives == "Meet three port operators."


async def test_what_could_not_be_saved_is_tried_again_by_itself(open_page):
    page, application = await at_the_plan(open_page)
    tried = []

    async def lost_at_first(route):
        if route.request.headers["accept"] != JSON:
            return await route.continue_()
        tried.append(route)
        return await (route.abort() if len(tried) == 1 else route.continue_())

    await page.route("**/edit/plan/", lost_at_first)
    word = page.locator("[data-saved]")
    await page.locator("[name=objectives]").fill("Meet three port operators.")
    await expect(word).to_contain_text("Not saved")
    await expect(word).to_have_text("Saved")
    assert Application.objects.get(pk=application.pk).objectives == "Meet three port operators."

"""Two strangers connect, each at their own window: what one does, the other sees without a reload."""

from playwright.async_api import expect

from network.connections.models import MemberConnection
from tests.browser.pages import violations
from tests.factories.connections import connect
from tests.factories.members import make_member


async def come_to(open_page, me, other, **how):
    page = await open_page(me, f"/members/{other.pk}/", **how)
    await expect(page.locator("html")).to_have_attribute("data-live", "live")
    return page, page.locator(f"#connection-{other.pk}")


async def test_two_strangers_connect_and_part(open_page, live_site):
    ada, bo, both = make_member(name="Ada"), make_member(name="Bo"), make_member(name="Cy")
    connect(ada, both), connect(bo, both)
    hers, of_bo = await come_to(open_page, ada, bo)
    his, of_ada = await come_to(open_page, bo, ada, width=390)
    await expect(of_bo).to_contain_text("1 connection in common")
    await of_bo.get_by_role("link", name="Connect", exact=True).click()
    await hers.get_by_label("Why you would like to connect").fill("We both ship to Oslo.")
    await hers.get_by_label("We have not met yet").check()
    assert await violations(hers) == []
    await hers.get_by_role("button", name="Ask to connect").click()
    await expect(of_bo).to_contain_text("You asked")
    await expect(of_ada).to_contain_text("We both ship to Oslo.")
    assert await violations(his) == []
    await expect(hers.locator("html")).to_have_attribute("data-live", "live")
    await of_ada.get_by_role("button", name="Connect").click()
    await expect(of_ada).to_contain_text("Connected")
    await expect(of_bo).to_contain_text("Connected since")
    await expect(his.locator("html")).to_have_attribute("data-live", "live")
    await of_bo.locator("#connection-more summary").click()
    await of_bo.get_by_role("button", name="Disconnect").click()
    await hers.locator("dialog[open] [data-confirm-go]").click()
    await expect(of_bo.get_by_role("link", name="Connect", exact=True)).to_be_visible()
    await expect(of_ada).to_contain_text("You can ask to connect again from")
    assert not MemberConnection.objects.connected().between(ada.pk, bo.pk).exists()

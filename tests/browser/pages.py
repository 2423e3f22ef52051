"""What a browser complains about, gathered while a test looks elsewhere."""

import re

from axe_playwright_python.async_playwright import Axe

from tests.sizes import BROAD

HEIGHTS = {390: 844, 1280: 800}
LOOKS = [(390, "dark"), (1280, "light"), (1280, "dark"), (390, "light")]
PARTS = {"stylesheet", "script", "font", "image", "media"}
# The answer itself is judged below, by what it was for: a refused form is no trouble, a missing style sheet is.
SAID_TWICE = re.compile(r"^Failed to load resource")
NOBODY_ANSWERS = re.compile(r"ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_SOCKET|WebSocket connection to")
# Preloading would fetch our sheets again, taking the names in their imports for those of pages.
OPTIONS = {
    "preload": False,
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
}
RUN = """async options => (await axe.run(document, options)).violations.map(
    one => [one.id, one.nodes.map(node => node.html)])"""
WIDE = "document.documentElement.scrollWidth"


class Troubles:
    """Errors in the console (a breach of the content policy is one), exceptions, missing parts, answers of 500."""

    def __init__(self, site):
        self.site = site
        self.seen = []

    def watch(self, page):
        page.on("console", lambda message: self._said(message))
        page.on("pageerror", lambda error: self.seen.append(f"exception: {error}"))
        page.on("response", lambda response: self._answered(response))

    def _said(self, message):
        text = message.text
        if message.type != "error" or SAID_TWICE.search(text):
            return
        if self.site.was_killed and NOBODY_ANSWERS.search(text):
            return
        self.seen.append(f"console: {text}")

    def _answered(self, response):
        missing_part = response.status >= 400 and response.request.resource_type in PARTS
        if missing_part or response.status >= 500:
            self.seen.append(f"{response.status}: {response.url}")


async def violations(page):
    """What axe finds against WCAG 2.2 AA: a list of (rule, elements), empty on a sound page."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(Axe().axe_script)
    return [tuple(one) for one in await page.evaluate(RUN, OPTIONS)]


async def faults(page, path=None, looks=LOOKS if BROAD else LOOKS[:2]):
    """What axe finds on a page, and where the page is wider than its window.

    In the suite it is looked at in both themes and at both widths; at wide size in each theme at each width.
    """
    if path:
        await page.goto(path)
    found = []
    for width, scheme in looks:
        await page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [(width, scheme, *one) for one in await violations(page)]
        if (wide := await page.evaluate(WIDE)) > width:
            found.append((width, scheme, "the page is wider than its window", wide))
    return found

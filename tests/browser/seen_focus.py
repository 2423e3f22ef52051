"""Whether whoever tabs through a page sees where they are: nothing that sticks lies over what has the focus."""

# Told at each key, when what the key before it did has settled. A control counts as covered where any of nine points
# of its visible part is another's that sticks and neither holds it nor stands in it.
LISTEN = """() => {
  const sticks = element => {
    for (; element; element = element.parentElement) {
      const { position } = getComputedStyle(element);
      if (position === "sticky" || position === "fixed") return element;
    }
    return null;
  };
  const coveredBy = focused => {
    const box = focused.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) return null;
    if (box.bottom < 1 || box.top > innerHeight - 1) return "out of sight";
    for (const x of [.1, .5, .9]) for (const y of [.1, .5, .9]) {
      const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
      const over = top && sticks(top);
      if (over && !over.contains(focused) && !focused.contains(top)) return over.className || over.localName;
    }
    return null;
  };
  const words = element => element.getAttribute("aria-label") || element.textContent || element.name || "";
  const name = element => `${element.localName} ${words(element).trim().slice(0, 40)}`;
  window.seenFocus = { count: 0, covered: [], first: null, round: false };
  addEventListener("keydown", event => {
    const focused = document.activeElement;
    if (event.key !== "Tab" || focused === document.body) return;
    if (focused === seenFocus.first && !event.shiftKey) seenFocus.round = true;
    if (seenFocus.round) return;
    seenFocus.first ??= focused;
    seenFocus.count += 1;
    const over = coveredBy(focused);
    if (over) seenFocus.covered.push([name(focused), over]);
  }, true);
}"""
STUCK = """() => [...document.body.querySelectorAll("*")].filter(element =>
    ["sticky", "fixed"].includes(getComputedStyle(element).position) && element.checkVisibility()
).map(element => element.className || element.localName)"""
MOST = 600


async def covered(page):
    """What was covered on a walk through the page by Tab: pairs of the control and what lay over it."""
    await page.evaluate(LISTEN)
    for _ in range(MOST // 10):
        for _ in range(10):
            await page.keyboard.press("Tab")
        if await page.evaluate("seenFocus.round"):
            return [tuple(pair) for pair in await page.evaluate("seenFocus.covered")]
    raise AssertionError(f"{page.url}: the focus never comes round")


async def stuck(page):
    """What stands still when the page is scrolled."""
    return await page.evaluate(STUCK)

"""Somebody without a mouse: goes on by Tab, and always has to see where they are."""

import itertools

HERE = """() => {
    const here = document.activeElement, style = getComputedStyle(here), box = here.getBoundingClientRect();
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height, 40) / 2, 0), innerHeight - 1);
    const above = document.elementFromPoint(x, y);
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const free = !!above && (above === here || here.contains(above) || above.contains(here));
    const shown = box.width > 1 && box.bottom > 0 && box.top < innerHeight;
    return {
        tag: here.tagName, name: (here.labels?.[0] ?? here).innerText || here.name, top: box.top + scrollY,
        seen: shown && free && (ring || style.boxShadow !== 'none'), shown, free,
    };
}"""
MOST_STOPS = 150
SAME_LINE = 60


def tab(page):
    """One stop further: it must be on the screen, have a visible focus, and not lie under something else."""
    page.keyboard.press("Tab")
    here = page.evaluate(HERE)
    if here["tag"] != "BODY":
        assert here["seen"], f"the focus is not seen on {page.url}: {here}"
    return here


def tab_to(page, name, tag=None):
    """Tab until what has this name has the focus."""
    passed = []
    for _ in range(MOST_STOPS):
        here = tab(page)
        passed.append(here["name"])
        if name in (here["name"] or "") and tag in (None, here["tag"]):
            return here
    raise AssertionError(f"{name!r} is not reached by Tab: {passed}")


def stops(page):
    """Every stop of a page, from the beginning until the focus leaves it."""
    found = []
    for _ in range(MOST_STOPS):
        here = tab(page)
        # After the last stop the focus leaves the page, or begins anew where there is no window around it.
        if here["tag"] == "BODY" or here in found[:1]:
            return found
        found.append(here)
    raise AssertionError(f"{page.url} has no end, or a trap: {[each['name'] for each in found]}")


def press_enter(page):
    """Do what has the focus and wait for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def assert_downwards(found):
    """In a narrow window everything stands in one column, so Tab goes down and never back up."""
    for before, after in itertools.pairwise(found):
        assert after["top"] >= before["top"] - SAME_LINE, f"Tab jumps up from {before} to {after}"

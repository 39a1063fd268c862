"""What is checked on every page that a journey reaches: accessibility, nothing wider than the window."""

from pathlib import Path

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
# Given to a window once and read when it is needed: to send it to every page took half as long as its work.
AXE_AT_HAND = f"window.bringAxe = () => {{ {AXE} }};"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async ([rules, contrast]) => {
    bringAxe();
    const colours = {"color-contrast": {enabled: contrast}};
    return (await axe.run({runOnly: rules, resultTypes: ["violations"], rules: colours})).violations.map(
        each => [each.id, each.help, each.nodes.slice(0, 3).map(node => node.html.slice(0, 200))]);
}"""
WIDEST = """[...document.querySelectorAll('main, main *, header *, footer *')]
    .filter(each => Math.max(each.scrollWidth - each.clientWidth, each.offsetWidth - innerWidth) > 1)
    .filter(each => !each.closest('.table-scroll, .visually-hidden'))
    .slice(-3).map(each => each.outerHTML.slice(0, 200))"""


def look(page, *, colours=True):
    """Fail on an accessibility violation or on a page that scrolls sideways.

    Colours take axe as long as all the rest; a page that is seen a second time needs them only once. axe
    waits for promises, which never come where scripts are off; there only the width is looked at.
    """
    if page.has_javascript:
        violations = page.evaluate(RUN, [RULES, colours])
        assert not violations, f"{page.url}: {violations}"
    assert_fits(page)


def assert_fits(page):
    """Fail when the page is wider than its window (WCAG 1.4.10)."""
    width, window = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    if width > window + 1:
        raise AssertionError(f"{page.url} is {width} wide in a window of {window}: {page.evaluate(WIDEST)}")


def unfold(page):
    """Open everything that is folded away, so that it is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")

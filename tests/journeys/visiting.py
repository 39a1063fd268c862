"""Somebody at a browser, who says what they press by its name; every page they come to is looked at."""

from tests.journeys.looking import look


class Visitor:
    """One window. Names are those that a screen reader says; ``at`` narrows to a part of the page."""

    def __init__(self, page, base):
        self.page = page
        self.base = base

    @property
    def text(self):
        """What stands in the main part of the page."""
        return self.page.locator("main").inner_text()

    def go(self, path):
        """Open an address of the house (or a whole one) and look at it."""
        self.page.goto(path if path.startswith("http") else self.base + path)
        look(self.page)
        return self

    def press(self, name, at=None, **more):
        """Press a button that leads to a page."""
        return self._leave_by("button", name, at, more)

    def follow(self, name, at=None, **more):
        """Follow a link to a page."""
        return self._leave_by("link", name, at, more)

    def _leave_by(self, role, name, at, more):
        return self.leave_by(self.page.locator(at or "main").get_by_role(role, name=name, **more).first)

    def leave_by(self, element):
        """Press something that leads to a page."""
        with self.page.expect_navigation():
            element.click()
        look(self.page)
        return self

    def unfold(self, name, at="main"):
        """Open what is folded away under a name."""
        self.page.locator(at).locator("summary").filter(has_text=name).first.click()
        return self

    def fill(self, label, text, at="main"):
        """Type into the field with this label."""
        self.page.locator(at).get_by_label(label, exact=False).first.fill(text)
        return self

    def choose(self, label, option, at="main"):
        """Choose from a list by what stands there."""
        field = self.page.locator(at).get_by_label(label, exact=False).first
        offered = field.locator("option").filter(has_text=option).first
        field.select_option(offered.get_attribute("value"))
        return self

    def tick(self, name, value):
        """Tick one of several answers."""
        self.page.check(f"main input[name='{name}'][value='{value}']")
        return self

    def sees(self, *words):
        """Insist that these words stand on the page."""
        for each in words:
            assert each in self.text, f"{each!r} is not on {self.page.url}: {self.text[:3000]}"
        return self

    def download(self, name, folder):
        """Press a button or link that gives a file, and keep the file."""
        with self.page.expect_download() as started:
            self.page.locator("main").get_by_text(name).first.click()
        path = folder / started.value.suggested_filename
        started.value.save_as(path)
        return path

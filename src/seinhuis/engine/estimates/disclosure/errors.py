"""What can go wrong when a table is made ready for publication."""

from seinhuis.engine.estimates.errors import EstimatesError, TableError


class DisclosureError(EstimatesError):
    """The base of every failure in this folder."""


class BadPublication(DisclosureError, TableError):
    """A table of counts or a published table is not sound; names the row and the column of a file."""


class Contradiction(DisclosureError):
    """No table agrees with everything that is published: the releases do not count the same persons."""


class AlreadyDisclosed(DisclosureError):
    """Earlier releases alone prove what would have to be hidden now; hiding it does not help any more."""

    def __init__(self, places: tuple[str, ...]) -> None:
        self.places = places
        super().__init__(
            f"Earlier releases already prove these cells, whatever is hidden now: {'; '.join(places)}. "
            "Withdraw what can be withdrawn, or accept it in so many words."
        )


class TooLarge(DisclosureError):
    """The releases together have more cells than the attack can be worked out for."""


class Undecided(DisclosureError):
    """The solver found no answer in its time: nothing may be published on that."""


class NotForEstimation(DisclosureError, TypeError):
    """A protected table was handed to something that computes with counts."""

"""A web address that was read, in its parts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """An address that was read: its parts are in the spelling they will have in the canonical form."""

    start: int
    end: int
    scheme: str
    host: str
    port: str
    rest: str
    undone: bool  # something was put right: a hidden sign, a lost colon, a torn path
    hidden: bool  # it was written so that a machine would not see it

    @property
    def canonical(self) -> str:
        """The canonical form of the address."""
        rest = "" if self.rest == "/" else self.rest
        return (
            f"{self.scheme}://{self.host}{self.port}{rest}"
            if self.scheme
            else f"{self.host}{self.port}{rest}"
        )

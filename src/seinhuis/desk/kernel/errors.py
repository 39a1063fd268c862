"""Failures that every station may raise; the web layer turns each into a page with the right status."""


class HouseError(Exception):
    """The base of what the house says no with. Messages are shown to people and hold nothing typed."""


class NotAllowed(HouseError):
    """The person's role does not permit this."""


class NotFound(HouseError):
    """There is no such thing, or the person may not know that there is."""


class Locked(HouseError):
    """The person is logged in, but their key is not open in this session."""


class Refused(HouseError):
    """A rule of the house forbids this step; the message says which and what to do."""


class NotPrepared(HouseError):
    """The installation lacks a key or a setting."""

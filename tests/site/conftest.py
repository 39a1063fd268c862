"""The same two organisations as at the desk."""

from tests.desk.conftest import _dutch, house, other_house

__all__ = ["_dutch", "house", "other_house"]

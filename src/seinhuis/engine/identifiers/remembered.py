"""A property that is worked out when it is first asked for, and kept in the object."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

_Value = TypeVar("_Value")


class remembered(Generic[_Value]):
    """As functools.cached_property, without the lock of Python 3.11: it costs as much as these values."""

    def __init__(self, work_out: Callable[[Any], _Value]) -> None:
        self._work_out = work_out
        self._name = work_out.__name__
        self.__doc__ = work_out.__doc__

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> "remembered[_Value]": ...

    @overload
    def __get__(self, instance: object, owner: type[Any]) -> _Value: ...

    def __get__(self, instance: object | None, owner: type[Any]) -> "remembered[_Value] | _Value":
        """The value; Python asks here only until it stands in the object under the same name."""
        if instance is None:
            return self
        value = self._work_out(instance)
        setattr(instance, self._name, value)
        return value

"""A property that is found once an object, when it is first asked for."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Answer = TypeVar("Answer")


class once(Generic[Answer]):  # noqa: N801 (it is used as property is)
    """A property that is found when it is first asked for, as ``functools.cached_property`` without a lock.

    A type is asked some twenty questions: up to Python 3.11 the lock of each would cost more than its answer.
    """

    def __init__(self, find: "Callable[[Any], Answer]") -> None:
        self._find = find
        self.__doc__ = find.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn under which name the answer is kept."""
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> "once[Answer]": ...
    @overload
    def __get__(self, instance: object, owner: type) -> Answer: ...
    def __get__(self, instance: object | None, owner: type) -> "once[Answer] | Answer":
        """Find the answer; from then on the instance holds it, and this is not called again."""
        if instance is None:
            return self
        answer = instance.__dict__[self._name] = self._find(instance)
        return answer

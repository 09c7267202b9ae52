"""A mapping that is cheap to fork: a shared base and a small layer of changes on top."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

Value = TypeVar("Value")

_LAYER = 64


class Shelf(Mapping[int, Value]):
    """Things by number, in the order in which they came; `fork()` costs the same at 100 as at 100,000.

    The base is never changed once shared; the layer is copied by a fork and folded in when it grows.
    """

    __slots__ = ("_base", "_layer", "_size")

    def __init__(self) -> None:
        self._base: dict[int, Value] = {}
        self._layer: dict[int, Value] = {}
        self._size = 0

    def fork(self) -> Shelf[Value]:
        """A copy that may be changed without touching this one."""
        twin: Shelf[Value] = Shelf()
        twin._base, twin._layer, twin._size = self._base, dict(self._layer), self._size
        return twin

    def put(self, key: int, value: Value) -> None:
        """Set a value; only on a shelf that nobody else reads."""
        if key not in self:
            self._size += 1
        self._layer[key] = value
        if len(self._layer) >= max(_LAYER, len(self._base) // _LAYER):
            self._base, self._layer = self._base | self._layer, {}

    def __getitem__(self, key: int) -> Value:
        found = self._layer.get(key)
        return self._base[key] if found is None else found

    def __iter__(self) -> Iterator[int]:
        yield from self._base
        for key in self._layer:
            if key not in self._base:
                yield key

    def __len__(self) -> int:
        return self._size

"""What is cheap to fork: a mapping with a small layer of changes on top, and a list that only grows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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


Item = TypeVar("Item")


class Trail(Iterable[Item]):
    """A list that only grows and is shared by its forks; one writer at a time may extend it."""

    __slots__ = ("_items", "_length")

    def __init__(self) -> None:
        self._items: list[Item] = []
        self._length = 0

    def fork(self) -> Trail[Item]:
        """The same items; what either appends later, the other does not see."""
        twin: Trail[Item] = Trail()
        twin._items, twin._length = self._items, self._length
        return twin

    def append(self, item: Item) -> None:
        """Add at the end; what an abandoned fork left there goes."""
        if len(self._items) > self._length:
            self._items = self._items[: self._length]
        self._items.append(item)
        self._length += 1

    def __getitem__(self, index: int) -> Item:
        return self._items[index]

    def __iter__(self) -> Iterator[Item]:
        return (self._items[index] for index in range(self._length))

    def backwards(self) -> Iterator[Item]:
        """Newest first."""
        return (self._items[index] for index in range(self._length - 1, -1, -1))

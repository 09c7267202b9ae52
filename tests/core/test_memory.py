"""What makes an incident cheap to fork: the shelf and the trail, against a dict and a list."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from crisis.shelf import Shelf, Trail


class ShelfMachine(RuleBasedStateMachine):
    """Shelves and their forks behave as dicts and their copies."""

    shelves = Bundle("shelves")

    def __init__(self) -> None:
        super().__init__()
        self.known: list[tuple[Shelf[int], dict[int, int]]] = []

    @initialize(target=shelves)
    def empty(self) -> int:
        self.known.append((Shelf(), {}))
        return 0

    @rule(target=shelves, number=shelves)
    def fork(self, number: int) -> int:
        shelf, model = self.known[number]
        self.known.append((shelf.fork(), dict(model)))
        return len(self.known) - 1

    @rule(number=shelves, key=st.integers(0, 40), value=st.integers())
    def put(self, number: int, key: int, value: int) -> None:
        shelf, model = self.known[number]
        shelf.put(key, value)
        model[key] = value

    @rule(number=shelves, start=st.integers(0, 500), value=st.integers())
    def put_many(self, number: int, start: int, value: int) -> None:
        """More than fits in the layer."""
        for key in range(start, start + 70):
            self.put(number, key, value)

    @invariant()
    def alike(self) -> None:
        for shelf, model in self.known:
            assert list(shelf.items()) == list(model.items())
            assert len(shelf) == len(model)
            assert (-1 in shelf) is False
            assert list(reversed(list(shelf))) == list(reversed(list(model)))


class TrailMachine(RuleBasedStateMachine):
    """Trails and their forks behave as lists and their copies, whichever is extended, kept or abandoned."""

    trails = Bundle("trails")

    def __init__(self) -> None:
        super().__init__()
        self.known: list[tuple[Trail[int], list[int]]] = []

    @initialize(target=trails)
    def empty(self) -> int:
        self.known.append((Trail(), []))
        return 0

    @rule(target=trails, number=trails)
    def fork(self, number: int) -> int:
        trail, model = self.known[number]
        self.known.append((trail.fork(), list(model)))
        return len(self.known) - 1

    @rule(number=trails, item=st.integers())
    def append(self, number: int, item: int) -> None:
        trail, model = self.known[number]
        trail.append(item)
        model.append(item)

    @invariant()
    def alike(self) -> None:
        for trail, model in self.known:
            assert list(trail) == model
            assert list(trail.backwards()) == model[::-1]
            assert [trail[index] for index in range(len(model))] == model


ShelfMachine.TestCase.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)
TrailMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestShelf = ShelfMachine.TestCase
TestTrail = TrailMachine.TestCase

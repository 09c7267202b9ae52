"""The four words: a Fact happened, an Entry recorded it, an Action yields facts, an Incident is what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final, Protocol, TypeVar

from pydantic import TypeAdapter

from crisis.playbook import Playbook
from crisis.refusals import NotFound
from crisis.shelf import Shelf, Trail

#: Later than this between happening and recording shows as 'achteraf vastgelegd'.
LATE: Final = timedelta(minutes=30)
FACTS: Final[dict[str, type[Fact]]] = {}


@dataclass(frozen=True)
class Person:
    """Somebody with an account, as far as an incident needs to know. `guest`: for one role on one incident."""

    id: int
    name: str
    guest: bool = False


@dataclass(frozen=True)
class By:
    """Who does something: in which roles, reading which circles (smallest first), when it happened and is recorded."""

    id: int
    name: str
    roles: frozenset[str]
    circles: tuple[str, ...]
    at: datetime
    occurred_at: datetime
    #: The roles that hang on the account, which count whatever happens in one incident.
    standing: frozenset[str] = frozenset()

    def circle(self, wanted: str | None, incident: Incident) -> str:
        """The circle to write in: the wanted one, else the playbook's, else the smallest that this person reads."""
        return wanted or usual_circle(incident, self.circles)


def usual_circle(incident: Incident, circles: tuple[str, ...]) -> str:
    """The circle that somebody who reads these writes in when nobody says which."""
    usual = incident.playbook.circle if incident.playbook else "full_team"
    return usual if usual in circles else circles[0]


@dataclass(frozen=True)
class Actor:
    """Who did something, with name and function as they were then."""

    id: int
    name: str
    function: str


#: Labelled texts, in the order of reading.
Rows = Iterable[tuple[str, str]]
#: Tone, picture and words of the state that something is in.
Standing = tuple[str, str, str]


@dataclass(frozen=True)
class Thing:
    """Something on the board. Its id is the number of the entry that made it, `changed` of the last that touched it."""

    #: What kind of thing it is, above its page and on paper; empty for what has no words of its own.
    label: ClassVar[str] = ""
    #: Whether a change of it may change what somebody has to do now.
    asks: ClassVar[bool] = False

    id: int
    changed: int
    circle: str
    #: Circles it was in before; who read those is told that it left.
    left: tuple[str, ...] = field(default=(), kw_only=True)
    #: The number of the entry by which it left the last of those.
    moved_at: int = field(default=0, kw_only=True)

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        raise NotImplementedError

    @property
    def headline(self) -> str:
        """Its words, whole, above its page."""
        return self.name[:1].upper() + self.name[1:]

    def rows(self, names: Names) -> Rows:
        """What is known of it; empty texts are left out by who shows it."""
        return ()

    def standing(self, now: datetime) -> Standing | None:
        """The state it is in, when that needs saying."""
        return None


class Names(Protocol):
    """Gives things on the board their names in a sentence."""

    def named(self, number: int) -> str:
        """What the thing with this number is called."""


@dataclass(frozen=True)
class Fact:
    """Something that happened, in the past tense. Facts never refuse, and their fields are only ever added to."""

    kind: ClassVar[str]
    #: One Dutch sentence; a field's name in braces stands for its value, a thing's number for its name.
    text: ClassVar[str]
    #: The field that names the thing this fact is about.
    about: ClassVar[str | None] = None
    #: Follows by itself from another fact, so that who caused it need not read its circle.
    automatic: ClassVar[bool] = False
    #: The kind of line it is in the log, by which readers choose: a key of `view.LINE_KINDS`.
    line_kind: ClassVar[str]
    #: Whether somebody wrote it in words of their own; the rest is what the board records.
    written: ClassVar[bool] = False

    def __init_subclass__(cls, *, kind: str, line: str = "", written: bool = False, **extra: Any) -> None:
        super().__init_subclass__(**extra)
        cls.kind, cls.line_kind, cls.written = kind, line or kind.split("_")[0], written
        if FACTS.setdefault(kind, cls) is not cls:
            raise TypeError(f"two facts of kind {kind}")

    def change(self, incident: Incident, entry: Entry) -> None:
        """Change what is known."""
        raise NotImplementedError

    def circle_in(self, incident: Incident) -> str:
        """Who may read this: the circle of its own, or of the thing it is about, or everybody."""
        if self.about:
            return incident.thing(getattr(self, self.about)).circle
        return str(getattr(self, "circle", "public"))

    def sentence(self, names: Names) -> str:
        """What happened, in one Dutch sentence, with the names that the reader may see."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        if self.about:
            values[self.about] = names.named(values[self.about])
        return self.text.format(**values).strip()


@dataclass(frozen=True)
class Withheld(Fact, kind="withheld", line="incident"):
    """Stands in the place of a fact whose content was removed; the number stays."""

    text = "De inhoud van deze regel is verwijderd."

    def change(self, incident: Incident, entry: Entry) -> None:
        """Nothing is known of it any more, and what hangs on it may have nothing to hang on."""
        incident.gaps = True


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact in the log: its number, its times, its person, its circle and its place in the chain."""

    seq: int
    fact: Fact
    actor: Actor
    recorded_at: datetime
    occurred_at: datetime
    circle: str
    hash: str
    kept: str | None = None

    @property
    def late(self) -> bool:
        """Whether it was recorded well after it happened."""
        return self.recorded_at - self.occurred_at > LATE


AnyThing = TypeVar("AnyThing", bound=Thing)
_ADAPTERS: dict[type[Fact], TypeAdapter[Any]] = {}


def adapter(kind: type[Fact]) -> TypeAdapter[Any]:
    """Reads and writes the fields of a fact as JSON values."""
    found = _ADAPTERS.get(kind)
    if found is None:
        found = _ADAPTERS[kind] = TypeAdapter(kind)
    return found


class Incident:
    """What you have after reading entries. Readers share one; a writer works on a fork and publishes it."""

    def __init__(self, id: int = 0, uuid: str = "") -> None:
        self.id = id
        self.uuid = uuid
        self.seq = 0
        self.head = ""
        self.title = ""
        self.code = ""
        self.exercise = False
        self.simulated = False
        self.classification = "zaakvertrouwelijk"
        #: Whether content was removed from the log, so that later facts may be about nothing.
        self.gaps = False
        self.playbook: Playbook | None = None
        self.opened: Entry | None = None
        self.closed: Entry | None = None
        self._shelves: dict[type[Thing], Shelf[Any]] = {}
        self._kinds: Shelf[type[Thing]] = Shelf()
        self._history: Shelf[tuple[int, ...]] = Shelf()
        self._entries: Trail[Entry] = Trail()
        self._touched: Trail[tuple[int, type[Thing], int]] = Trail()

    @property
    def plan(self) -> Playbook:
        """The playbook that steers; raises LookupError before the incident is open."""
        if self.playbook is None:
            raise LookupError("the incident is not open yet")
        return self.playbook

    def fork(self) -> Incident:
        """A copy to write on; costs the same for a long log as for a short one."""
        twin = Incident.__new__(Incident)
        twin.__dict__.update(self.__dict__)
        twin._shelves = {kind: shelf.fork() for kind, shelf in self._shelves.items()}
        twin._kinds, twin._history = self._kinds.fork(), self._history.fork()
        twin._entries, twin._touched = self._entries.fork(), self._touched.fork()
        return twin

    def read(self, entry: Entry) -> None:
        """Take in the next entry."""
        self.seq, self.head = entry.seq, entry.hash
        self._entries.append(entry)
        try:
            entry.fact.change(self, entry)
        except (KeyError, NotFound):
            if not self.gaps:
                raise

    def put(self, thing: Thing) -> None:
        """Set a thing down, new or changed; called by facts only."""
        kind = type(thing)
        if kind not in self._shelves:
            self._shelves[kind] = Shelf()
        self._shelves[kind].put(thing.id, thing)
        self._kinds.put(thing.id, kind)
        self._history.put(thing.id, (*self._history.get(thing.id, ()), thing.changed))
        self._touched.append((thing.changed, kind, thing.id))

    def amend(self, thing: Thing, entry: Entry, **changes: Any) -> None:
        """Put a thing down with some fields changed by this entry."""
        self.put(replace(thing, changed=entry.seq, **changes))

    def __getitem__(self, kind: type[AnyThing]) -> Mapping[int, AnyThing]:
        return self._shelves.get(kind) or Shelf()

    def thing(self, number: int) -> Thing:
        """The thing with this number, of whatever kind; raises NotFound."""
        kind = self._kinds.get(number)
        if kind is None:
            raise NotFound
        found: Thing = self._shelves[kind][number]
        return found

    def named(self, number: int) -> str:
        """What the thing with this number is called, for who may see everything."""
        return self.thing(number).name

    def history(self, number: int) -> list[Entry]:
        """The entries that made and changed a thing."""
        return [self.entry(seq) for seq in self._history.get(number, ())]

    def entry(self, seq: int) -> Entry:
        """Entry by number; raises NotFound."""
        if not 1 <= seq <= self.seq:
            raise NotFound
        return self._entries[seq - 1]

    def entries(self, after: int = 0, upto: int | None = None) -> Iterator[Entry]:
        """Entries in order, `after` excluded, `upto` included."""
        for index in range(max(after, 0), min(self.seq, self.seq if upto is None else upto)):
            yield self._entries[index]

    def latest(self) -> Iterator[Entry]:
        """Entries, newest first."""
        for index in range(self.seq - 1, -1, -1):
            yield self._entries[index]

    def touched(self, since: int) -> dict[int, type[Thing]]:
        """Numbers and kinds of things changed after `since`, each once, in the order of their last change."""
        found: dict[int, type[Thing]] = {}
        for seq, kind, number in self._touched.backwards():
            if seq <= since:
                break
            found.setdefault(number, kind)
        return dict(reversed(found.items()))

    def at(self, seq: int) -> Incident:
        """The incident as it stood after entry `seq`, read again from the start."""
        return replay(self.id, self.uuid, self.entries(upto=seq))


def replay(id: int, uuid: str, entries: Iterable[Entry]) -> Incident:
    """State is a fold over the log."""
    incident = Incident(id, uuid)
    for entry in entries:
        incident.read(entry)
    return incident

"""Makes the published CCL-1 vectors: `python tests/vectors/make.py`. The same bytes every time.

This is a second, independent implementation of the format: it imports nothing of the product and uses the
standard library alone. Each vector is an export in JSON lines; `index.json` says what verifying it must give.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
INCIDENT = "6f1d2c3b-4a59-4e68-8b77-90a1b2c3d4e5"
OTHER = "11111111-2222-4333-8444-555555555555"
ABOUT = {"municipality": "Gemeente Dordrecht", "created_at": "2026-10-24T22:00:00.000Z"}

Json = dict[str, Any]
Log = list[Json]


def canonical(value: Any) -> bytes:
    """JCS for what occurs here: no floats, and keys in ASCII."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(tag: str, content: bytes) -> str:
    """SHA-256 with the domain tag of the format."""
    return hashlib.sha256(b"crisislog/1/" + tag.encode() + b"\0" + content).hexdigest()


def salt(seq: int, name: str) -> str:
    """A fixed salt; the product takes random ones."""
    return hashlib.sha256(f"vector/{seq}/{name}".encode()).hexdigest()


def commit(salt_: str, content: bytes) -> str:
    """The commitment to one part."""
    return digest("part", bytes.fromhex(salt_) + content)


def genesis(incident: str, about: Json) -> str:
    """The `prev` of entry 1."""
    value = {"inc": incident, "fmt": 1, **{name: about[name] for name in ("municipality", "created_at")}}
    return digest("genesis", canonical(value))


def entry(seq: int, values: Json, minute: int | None = None, incident: str = INCIDENT) -> Json:
    """An entry with its header still apart, so that vectors can spoil it before it is linked."""
    at = f"2026-10-24T22:{(seq if minute is None else minute):02d}:00.000Z"
    parts = {name: {"salt": salt(seq, name), "value": value} for name, value in values.items()}
    commits = {name: commit(part["salt"], canonical(part["value"])) for name, part in parts.items()}
    header = {"alg": "sha256", "fmt": 1, "inc": incident, "recorded_at": at, "seq": seq, "parts": commits}
    return {"header": header, "parts": parts}


def note(seq: int, text: str, **fields: Any) -> Json:
    """The values of a log line."""
    return {
        "actor": {"id": 1, "name": "Anna", "function": "Voorzitter"},
        "kind": "note_added",
        "occurred_at": f"2026-10-24T22:{seq:02d}:00.000Z",
        "circle": "full_team",
        "field.text": text,
        "field.source_note": f"bron {seq}",
        "field.count": seq,
        **{f"field.{name}": value for name, value in fields.items()},
    }


def removal(seq: int, target: Any, parts: Any) -> Json:
    """The values of a line that records the removal of parts."""
    fields = {"target": target, "parts": parts, "ground": "AVG artikel 17"}
    values = {name: value for name, value in note(seq, "").items() if not name.startswith("field.")}
    return values | {"kind": "parts_removed"} | {f"field.{name}": value for name, value in fields.items()}


def linked(entries: Log, incident: str = INCIDENT, about: Json = ABOUT, raw: Json | None = None) -> Log:
    """Link entries into lines. `raw` gives header texts that are not canonical, by position."""
    prev, lines = genesis(incident, about), []
    for position, one in enumerate(entries, 1):
        header = {"prev": prev, **one["header"]}
        text = (raw or {}).get(position, lambda value: canonical(value).decode())(header)
        prev = digest("entry", text.encode())
        lines.append({"header": text, "hash": prev, "parts": one["parts"]})
    return lines


def export(lines: Log, incident: str = INCIDENT, **about: Any) -> Log:
    """The lines with the first line of the file before them."""
    last = lines[-1]["hash"] if lines else genesis(incident, ABOUT)
    first = {"crisislog": 1, "incident": incident, **ABOUT, "seq": len(lines), "head": last}
    return [first | about, *lines]


def five() -> Log:
    """The log that most vectors start from."""
    texts = ("Melding binnen.", "Wijkagent ter plaatse.", "Bestuur gebeld.", "Filmpje gaat rond.", "Rustig.")
    return [entry(seq, note(seq, text)) for seq, text in enumerate(texts, 1)]


def with_removal() -> Log:
    """Five entries, and a sixth that says that parts of the second were removed; they are still there."""
    return [*five(), entry(6, removal(6, 2, ["field.text", "actor"]))]


# --- whole ---

VALID: dict[str, Callable[[], Log]] = {}
BROKEN: dict[str, tuple[int, Callable[[], Log | list[Json | str | bytes]]]] = {}
WHY: dict[str, str] = {}


def whole(make: Callable[[], Log]) -> Callable[[], Log]:
    """A log in which nothing is wrong."""
    name = make.__name__.replace("_", "-")
    VALID[name], WHY[name] = make, (make.__doc__ or "").strip()
    return make


def broken(first_bad: int) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """A log that is wrong from this number on."""

    def keep(make: Callable[[], Any]) -> Callable[[], Any]:
        name = make.__name__.replace("_", "-")
        BROKEN[name], WHY[name] = (first_bad, make), (make.__doc__ or "").strip()
        return make

    return keep


@whole
def one() -> Log:
    """One entry."""
    return export(linked(five()[:1]))


@whole
def several() -> Log:
    """Five entries."""
    return export(linked(five()))


@whole
def unicode() -> Log:
    """Every kind of sign, kept exactly as it was typed: no normalisation, no escaping but JSON's own."""
    texts = (
        "Café ‘De Brug’ €5 \t tab \n regel",
        "combinerend: e\u0301 naast é",
        "مرحبا بالعالم \u200f",
        "👨‍👩‍👧‍👦 🇳🇱 \U00010348",
        'aanhaling " schuin \\ slash / u2028:\u2028 \x7f \x01',
    )
    return export(linked([entry(seq, note(seq, text)) for seq, text in enumerate(texts, 1)]))


@whole
def values() -> Log:
    """Every kind of JSON value in a part."""
    nested = {"leeg": {}, "lijst": [None, True, False, 0, -1, 9007199254740991], "a": {"b": ["c", []]}}
    return export(linked([entry(1, note(1, "", nested=nested, nothing=None, empty=""))]))


@whole
def same_minute() -> Log:
    """Entries recorded at the same moment: order is the number, never the time."""
    return export(linked([entry(seq, note(seq, "Tegelijk."), minute=7) for seq in (1, 2, 3)]))


@whole
def removed() -> Log:
    """Two parts of entry 2 were removed, and entry 6 records it."""
    lines = linked(with_removal())
    return export(without(lines, 2, "field.text", "actor"))


@whole
def removed_whole() -> Log:
    """Every part of entry 2 was removed; its number and place in the chain stay."""
    names = list(note(2, ""))
    lines = linked([*five(), entry(6, removal(6, 2, names))])
    return export(without(lines, 2, *names))


@whole
def partial() -> Log:
    """An export for somebody who may not read everything: parts are withheld, no entry is left out."""
    return export(without(without(linked(five()), 2, "actor", "field.text"), 4, *note(4, "")), partial=True)


def without(lines: Log, seq: int, *names: str) -> Log:
    """Lines of which some parts are gone."""
    lines[seq - 1] = lines[seq - 1] | {
        "parts": {name: part for name, part in lines[seq - 1]["parts"].items() if name not in names}
    }
    return lines


# --- a part was tampered with ---


def tampered(seq: int, name: str, **change: Any) -> Log:
    """The five, with one part changed after linking."""
    lines = deepcopy(linked(five()))
    lines[seq - 1]["parts"][name] |= change
    return export(lines)


@broken(3)
def changed_value() -> Log:
    """The text of entry 3 was changed."""
    return tampered(3, "field.text", value="Bestuur niet gebeld.")


@broken(3)
def changed_salt() -> Log:
    """One digit of a salt was changed."""
    return tampered(3, "field.text", salt=salt(3, "field.text")[:-1] + "0")


@broken(2)
def changed_actor() -> Log:
    """Somebody else is said to have written entry 2."""
    return tampered(2, "actor", value={"id": 2, "name": "Bram", "function": "Woordvoerder"})


@broken(4)
def changed_kind() -> Log:
    """A line is said to be of another kind."""
    return tampered(4, "kind", value="task_added")


@broken(1)
def changed_circle() -> Log:
    """An entry is said to be for other readers."""
    return tampered(1, "circle", value="public")


@broken(5)
def changed_occurred_at() -> Log:
    """An entry is said to have happened at another time."""
    return tampered(5, "occurred_at", value="2026-10-24T21:05:00.000Z")


@broken(3)
def swapped_parts() -> Log:
    """Two parts of one entry changed places, each with its salt."""
    lines = linked(five())
    parts = lines[2]["parts"]
    parts["field.text"], parts["field.source_note"] = parts["field.source_note"], parts["field.text"]
    return export(lines)


@broken(3)
def number_as_text() -> Log:
    """A number became text with the same digits."""
    return tampered(3, "field.count", value="3")


@broken(3)
def number_as_float() -> Log:
    """A whole number became a fraction with the same value; the format knows no fractions."""
    return tampered(3, "field.count", value=3.0)


@broken(3)
def salt_in_capitals() -> Log:
    """A salt was written otherwise; every byte of a part counts."""
    return tampered(3, "field.text", salt=salt(3, "field.text").upper())


@broken(3)
def salt_with_a_space() -> Log:
    """A salt was written otherwise, with a space in it."""
    return tampered(3, "field.text", salt=salt(3, "field.text")[:2] + " " + salt(3, "field.text")[2:])


@broken(3)
def salt_is_no_text() -> Log:
    """A salt is a number."""
    return tampered(3, "field.text", salt=7)


@broken(3)
def short_salt() -> Log:
    """A commitment that fits a salt of 16 bytes: it can be guessed."""
    entries = five()
    part = entries[2]["parts"]["field.text"]
    part["salt"] = part["salt"][:32]
    entries[2]["header"]["parts"]["field.text"] = commit(part["salt"], canonical(part["value"]))
    return export(linked(entries))


def committed(value: Any, content: bytes) -> Log:
    """The five, in which a part of entry 3 holds a value that the format forbids, with a fitting commitment."""
    entries = five()
    part = entries[2]["parts"]["field.count"]
    part["value"] = value
    entries[2]["header"]["parts"]["field.count"] = commit(part["salt"], content)
    return export(linked(entries))


@broken(3)
def fraction() -> Log:
    """A part holds a fraction, with a fitting commitment."""
    return committed(1.5, b"1.5")


@broken(3)
def huge_number() -> Log:
    """A part holds a number that not every reader can hold, with a fitting commitment."""
    return committed(2**53, str(2**53).encode())


@broken(3)
def half_a_character() -> Log:
    """A part holds half a character."""
    return committed("\ud800", b'"\xed\xa0\x80"')


@broken(2)
def removed_without_record() -> Log:
    """A part of entry 2 is gone and no entry says so."""
    return export(without(linked(five()), 2, "field.text"))


@broken(2)
def record_without_removal() -> Log:
    """Entry 6 says that parts of entry 2 are gone, and they are still there."""
    return export(linked(with_removal()))


@broken(2)
def removed_other_part() -> Log:
    """Entry 6 says that the text is gone, but the source is."""
    return export(without(linked(with_removal()), 2, "field.source_note", "actor"))


@broken(6)
def removal_of_itself() -> Log:
    """A removal names its own entry."""
    return export(linked([*five(), entry(6, removal(6, 6, ["field.ground"]))]))


@broken(6)
def removal_of_nothing() -> Log:
    """A removal names no entry."""
    return export(linked([*five(), entry(6, removal(6, "twee", ["field.text"]))]))


@broken(6)
def removal_of_lists() -> Log:
    """A removal names things that are no parts."""
    return export(linked([*five(), entry(6, removal(6, 2, [["field.text"], {"a": 1}, 3]))]))


@broken(3)
def part_not_in_header() -> Log:
    """A part was added for which the header has no commitment."""
    lines = linked(five())
    lines[2]["parts"]["field.extra"] = {"salt": salt(3, "field.extra"), "value": "erbij"}
    return export(lines)


# --- an entry was tampered with ---


@broken(3)
def header_byte() -> Log:
    """One byte of a header was changed."""
    lines = linked(five())
    lines[2]["header"] = lines[2]["header"].replace('"prev":"', '"prev":"0', 1)
    return export(lines)


@broken(3)
def redated() -> Log:
    """Entry 3 is said to have been recorded earlier."""
    lines = linked(five())
    lines[2]["header"] = lines[2]["header"].replace("22:03:00", "22:02:30")
    return export(lines)


@broken(4)
def redated_with_its_hash() -> Log:
    """Entry 3 was redated and given a fitting hash; entry 4 does not hang on it."""
    lines = linked(five())
    lines[2]["header"] = lines[2]["header"].replace("22:03:00", "22:02:30")
    lines[2]["hash"] = digest("entry", lines[2]["header"].encode())
    return export(lines)


@broken(5)
def redated_with_all_hashes() -> Log:
    """Entry 3 was redated and everything after it linked anew; only the head of the log is still the old one."""
    entries = five()
    entries[2]["header"]["recorded_at"] = "2026-10-24T22:02:30.000Z"
    return export(linked(entries), head=linked(five())[-1]["hash"])


@broken(3)
def changed_hash() -> Log:
    """The hash beside a header is another one."""
    lines = linked(five())
    lines[2]["hash"] = "0" * 64
    return export(lines)


@broken(3)
def deleted() -> Log:
    """Entry 3 is gone."""
    lines = linked(five())
    return export(lines[:2] + lines[3:], seq=5)


@broken(1)
def first_deleted() -> Log:
    """Entry 1 is gone."""
    return export(linked(five())[1:], seq=5)


@broken(3)
def deleted_and_renumbered() -> Log:
    """Entry 3 is gone and everything after it was linked anew, with the numbers it had."""
    entries = five()
    return export(linked(entries[:2] + entries[3:]))


@broken(3)
def swapped() -> Log:
    """Entries 3 and 4 changed places."""
    lines = linked(five())
    return export([*lines[:2], lines[3], lines[2], lines[4]])


@broken(4)
def duplicated() -> Log:
    """Entry 3 is there twice."""
    lines = linked(five())
    return export([*lines[:3], *lines[2:]])


@broken(5)
def truncated() -> Log:
    """The last entry is gone; the head of the log says that there were five."""
    return export(linked(five())[:4], seq=5, head=linked(five())[-1]["hash"])


@broken(3)
def truncated_much() -> Log:
    """The last three entries are gone."""
    return export(linked(five())[:2], seq=5, head=linked(five())[-1]["hash"])


@broken(1)
def truncated_to_nothing() -> Log:
    """Every entry is gone."""
    return export([], seq=5, head=linked(five())[-1]["hash"])


@broken(6)
def extended() -> Log:
    """An entry was written behind the head."""
    lines = linked([*five(), entry(6, note(6, "Nog iets."))])
    return export(lines, seq=5, head=lines[4]["hash"])


@broken(3)
def of_another_incident() -> Log:
    """Entry 3 comes out of the log of another incident."""
    lines = linked(five())
    lines[2] = linked([entry(seq, note(seq, "Elders."), incident=OTHER) for seq in (1, 2, 3)], OTHER)[2]
    return export(lines)


@broken(3)
def names_another_incident() -> Log:
    """Entry 3 names another incident, with fitting hashes."""
    entries = five()
    entries[2]["header"]["inc"] = OTHER
    return export(linked(entries))


@broken(1)
def wrong_genesis() -> Log:
    """The log is said to be of another municipality."""
    return export(linked(five()), municipality="Gemeente Elders")


@broken(1)
def wrong_birth() -> Log:
    """The log is said to have been started at another time."""
    return export(linked(five()), created_at="2026-10-24T21:00:00.000Z")


@broken(1)
def first_hangs_on_nothing() -> Log:
    """Entry 1 hangs on zeros instead of on the genesis."""
    entries = five()
    entries[0]["header"]["prev"] = "0" * 64
    return export(linked(entries))


@broken(5)
def changed_head() -> Log:
    """The head of the log is another hash."""
    return export(linked(five()), head="0" * 64)


def respelled(seq: int, spell: Callable[[str], str]) -> Log:
    """The five, with the header of one entry written otherwise and fitting hashes all the way."""
    return export(linked(five(), raw={seq: lambda header: spell(canonical(header).decode())}))


@broken(3)
def header_with_a_space() -> Log:
    """A header is not canonical: there is a space in it."""
    return respelled(3, lambda text: text.replace('"alg":', '"alg": '))


@broken(3)
def header_in_another_order() -> Log:
    """A header is not canonical: its keys are in another order."""
    return respelled(3, lambda text: json.dumps(dict(reversed(json.loads(text).items())), separators=(",", ":")))


@broken(3)
def header_with_a_float() -> Log:
    """A header is not canonical: its number is written as a fraction."""
    return respelled(3, lambda text: text.replace('"seq":3', '"seq":3.0'))


@broken(3)
def header_with_a_key_twice() -> Log:
    """A header has the same key twice."""
    return respelled(3, lambda text: text.replace('"seq":3', '"seq":9,"seq":3'))


@broken(3)
def header_is_no_json() -> Log:
    """A header is no JSON at all."""
    return respelled(3, lambda text: text[:-1])


@broken(3)
def header_is_a_list() -> Log:
    """A header is something else than an object."""
    return respelled(3, lambda text: "[]")


@broken(1)
def number_is_true() -> Log:
    """The number of entry 1 is `true`, which some languages take for 1."""
    return respelled(1, lambda text: text.replace('"seq":1', '"seq":true'))


@broken(3)
def format_is_true() -> Log:
    """The format of entry 3 is `true`."""
    return respelled(3, lambda text: text.replace('"fmt":1', '"fmt":true'))


def reheaded(seq: int, **change: Any) -> Log:
    """The five, with something else in one header and fitting hashes all the way."""
    entries = five()
    entries[seq - 1]["header"] |= change
    return export(linked(entries))


@broken(3)
def other_algorithm() -> Log:
    """A header names another algorithm."""
    return reheaded(3, alg="md5")


@broken(3)
def other_format() -> Log:
    """A header names another format."""
    return reheaded(3, fmt=2)


@broken(3)
def header_with_a_key_more() -> Log:
    """A header has a key that the format does not know."""
    return reheaded(3, note="erbij")


@broken(3)
def header_without_parts() -> Log:
    """The commitments of a header are no object."""
    return reheaded(3, parts=[])


@broken(3)
def recorded_at_is_no_moment() -> Log:
    """A header has no moment."""
    return reheaded(3, recorded_at="gisteren")


@broken(3)
def recorded_at_goes_back() -> Log:
    """Entry 3 was recorded before entry 2, which the product never does."""
    return reheaded(3, recorded_at="2026-10-24T22:01:30.000Z")


@broken(4)
def numbers_skip() -> Log:
    """Numbers 4 and 5 are 5 and 6, with fitting hashes."""
    entries = five()
    entries[3]["header"]["seq"], entries[4]["header"]["seq"] = 5, 6
    return export(linked(entries))


# --- the file was tampered with ---


@broken(3)
def line_is_no_json() -> list[Json | str]:
    """A line was cut off in the middle."""
    lines: list[Any] = export(linked(five()))
    return [*lines[:3], spelled(lines[3])[:200], *lines[4:]]


@broken(3)
def line_is_no_entry() -> list[Json | str]:
    """A line is something else than an entry."""
    lines: list[Any] = export(linked(five()))
    return [*lines[:3], "[1, 2]", *lines[4:]]


@broken(3)
def line_is_empty() -> list[Json | str]:
    """There is an empty line in the middle."""
    lines: list[Any] = export(linked(five()))
    return [*lines[:3], "", *lines[3:]]


@broken(3)
def line_is_no_text() -> list[Json | bytes]:
    """A line holds a byte that is no UTF-8."""
    lines: list[Any] = export(linked(five()))
    return [*lines[:3], spelled(lines[3]).encode().replace(b"Bestuur", b"Bestuu\xff"), *lines[4:]]


@broken(3)
def value_twice() -> list[Json | str]:
    """A part has two values; which one counts differs per reader."""
    lines: list[Any] = export(linked(five()))
    line = spelled(lines[3]).replace('"value": "Bestuur gebeld."', '"value": "Niets.", "value": "Bestuur gebeld."')
    return [*lines[:3], line, *lines[4:]]


@broken(3)
def parts_is_a_list() -> Log:
    """The parts of a line are no object."""
    lines = export(linked(five()))
    lines[3]["parts"] = []
    return lines


# --- out of doors ---


def rebuilt() -> Log:
    """Somebody with the database changed entry 3 and built everything anew: only an anchor tells."""
    entries = five()
    entries[2] = entry(3, note(3, "Bestuur niet gebeld."))
    return export(linked(entries))


def spelled(line: Json) -> str:
    """A line as it stands in the file."""
    return json.dumps(line, ensure_ascii=not _plain(line))


def _plain(line: Json) -> bool:
    try:
        json.dumps(line, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def content(lines: list[Any]) -> bytes:
    """The file."""
    done = [
        one if isinstance(one, bytes) else (one if isinstance(one, str) else spelled(one)).encode() for one in lines
    ]
    return b"".join(line + b"\n" for line in done)


def main() -> None:
    """Write every vector, and the index."""
    index: Json = {"format": "CCL-1", "valid": {}, "broken": {}, "anchored": {}}
    files = {}
    for name, make in VALID.items():
        lines = make()
        files[name] = content(lines)
        gone = sum(len(json.loads(line["header"])["parts"]) - len(line["parts"]) for line in lines[1:])
        index["valid"][name] = {
            "why": WHY[name],
            "entries": len(lines) - 1,
            "head": lines[0]["head"],
            "partial": lines[0].get("partial", False),
            "missing_parts": gone,
        }
    for name, (first_bad, make) in BROKEN.items():
        files[name] = content(make())
        index["broken"][name] = {"why": WHY[name], "first_bad": first_bad}
    files["rebuilt"] = content(rebuilt())
    index["anchored"]["rebuilt"] = {
        "why": rebuilt.__doc__,
        "anchors": {"2": linked(five())[1]["hash"], "4": linked(five())[3]["hash"]},
        "first_bad": 4,
    }
    for old in HERE.glob("*.jsonl"):
        old.unlink()
    for name, text in files.items():
        (HERE / f"{name}.jsonl").write_bytes(text)
    (HERE / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

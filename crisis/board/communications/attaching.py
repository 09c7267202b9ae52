"""Files with a message: they are part of what goes out, so that an approval is lost when one comes or goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from crisis.actions import action
from crisis.board.communications.binding import LARGEST, MEDIA, MOST, Attachment
from crisis.board.communications.drafting import must_be_open, rewrite
from crisis.board.communications.thing import Communication
from crisis.incident import By, Entry, Fact, Incident, Names
from crisis.inputs import Typed, one_of, text
from crisis.refusals import Refused, Unreadable

Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$"), Typed]
FileName = Annotated[str, text(120), Typed]
Media = Annotated[str, Typed, one_of({media: kind for media, (kind, _) in MEDIA.items()})]
Size = Annotated[int, Field(ge=1, le=LARGEST)]
#: What is to be seen on a picture, for who does not see it; for a document its title.
Described = Annotated[str, text(300, 5), Typed]
_PATH: Final = frozenset("/\\")


@dataclass(frozen=True)
class AttachmentAdded(Fact, kind="attachment_added", line="communication", written=True):
    """A file goes along with a message from here on."""

    about = "communication"
    communication: int
    digest: str
    name: str
    media_type: str
    size: int
    alt: str

    @property
    def attachment(self) -> Attachment:
        """The file."""
        return Attachment(self.digest, self.name, self.media_type, self.size, self.alt)

    def change(self, incident: Incident, entry: Entry) -> None:
        """Add it; what was agreed before does not hold any more."""
        now = incident[Communication][self.communication]
        rewrite(incident, entry, self.communication, {"attachments": (*now.attachments, self.attachment)})

    def sentence(self, names: Names) -> str:
        """Which file, with what is to be seen on it."""
        one = self.attachment
        return f"Bijlage bij {names.named(self.communication)}: {one.name} ({one.kind}, {one.weight}). {self.alt}"


@dataclass(frozen=True)
class AttachmentRemoved(Fact, kind="attachment_removed", line="communication"):
    """A file does not go along any more; it stays to be read with what was."""

    about = "communication"
    communication: int
    digest: str
    name: str

    def change(self, incident: Incident, entry: Entry) -> None:
        """Take it away; what was agreed before does not hold any more."""
        now = incident[Communication][self.communication]
        left = tuple(one for one in now.attachments if one.digest != self.digest)
        rewrite(incident, entry, self.communication, {"attachments": left})

    def sentence(self, names: Names) -> str:
        """Which file."""
        return f"Bijlage {self.name} hoort niet meer bij {names.named(self.communication)}."


@action("communications.attach", "Bijlage toevoegen", by_hand=False)
def attach(
    incident: Incident,
    by: By,
    communication: Communication,
    digest: Digest,
    name: FileName,
    media_type: Media,
    size: Size,
    alt: Described,
) -> Iterator[Fact]:
    """Let a file go along that was looked at and lies on the disk; the same file once."""
    must_be_open(communication)
    if _PATH & {*name}:
        raise Unreadable({"name": "Een bestandsnaam heeft geen schuine streep."})
    made = AttachmentAdded(communication.id, digest, name, media_type, size, alt)
    there = next((one for one in communication.attachments if one.digest == digest), None)
    if there == made.attachment:
        return
    if there:
        raise Refused("Dit bestand zit er al bij. Haal het eerst weg als de naam of de beschrijving anders moet.")
    if len(communication.attachments) >= MOST:
        raise Refused(f"Er passen {MOST} bijlagen bij een bericht. Haal er eerst een weg.")
    yield made


@action("communications.detach", "Bijlage weghalen")
def detach(incident: Incident, by: By, communication: Communication, digest: Digest) -> Iterator[Fact]:
    """Take a file away from a message that is not out yet."""
    must_be_open(communication)
    there = next((one for one in communication.attachments if one.digest == digest), None)
    if there:
        yield AttachmentRemoved(communication.id, digest, there.name)


def attached(incident: Incident, number: int) -> dict[str, Attachment]:
    """Every file that goes or went along with a message, by its hash."""
    facts = (entry.fact for entry in incident.history(number))
    return {one.digest: one.attachment for one in facts if isinstance(one, AttachmentAdded)}

"""Messages that wait for somebody: to be looked at, agreed, written again, or brought out."""

from __future__ import annotations

from crisis.attention.wanted import AHEAD, Wanted
from crisis.board.communications import Communication
from crisis.glossary import ROLES
from crisis.view import View


def to_approve(view: View) -> list[Wanted]:
    """Texts that wait for somebody, with who that is and since when."""
    found = []
    for one in view.things(Communication):
        if one.status != "in_review":
            continue
        if one.call_asked:
            who = one.drafted_by or "communications_advisor"
            found.append(
                Wanted("Bellen", f"{ROLES[one.approver]} wil bellen: {one.title}", one.id, one.call_asked, role=who)
            )
        found.append(Wanted("Akkoord", one.title, one.id, one.submitted_at, role=" ".join(one.signers(view.now))))
        if asked := dict.fromkeys(role for look in one.waiting_looks for role in one.lookers(look, view.now)):
            found.append(Wanted("Nakijken", one.title, one.id, one.submitted_at, role=" ".join(asked)))
    return found


def promised_message(view: View) -> list[Wanted]:
    """More was promised for a moment that is near, or past."""
    last = view.promised
    if last is None or last.release is None or last.release.next_update is None:
        return []
    at = last.release.next_update
    why = "Bericht beloofd" if at > view.now else "Bericht te laat"
    told = f"Beloofd in {last.name}"
    return [Wanted(why, told, last.id, at, role="spokesperson")] if at <= view.now + AHEAD else []


def to_bring_out(view: View) -> list[Wanted]:
    """What has to be written again, may go out, or should have gone out."""
    found = []
    for one in view.things(Communication):
        if one.status == "changes_requested":
            found.append(Wanted("Tekst moet anders", f"{one.title}: {one.asked_changes}", one.id, role=one.drafted_by))
        elif one.status == "approved":
            found.append(Wanted("Uitbrengen", one.title, one.id, one.approval.at if one.approval else None))
        elif one.open and one.due and one.due <= view.now:
            found.append(Wanted("Bericht te laat", one.title, one.id, one.due, role=one.drafted_by))
    return found

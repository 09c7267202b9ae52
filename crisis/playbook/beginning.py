"""A small playbook to begin with."""

from __future__ import annotations

from typing import Final

HEADER: Final = "# yaml-language-server: $schema=draaiboek.schema.json"
_TEXT: Final = """\
{header}
# Kijk na met: crisis playbook check {name}.yaml. Alle sleutels staan in docs/draaiboek.md.
playbook: {name}
version: 1
title: {title}
owner: afdeling Veiligheid & Kabinet
includes: [basis]
trigger:
  - Schrijf op waaraan u merkt dat dit draaiboek nodig is
not_for: Schrijf op wanneer een ander draaiboek beter past.
classification: zaakvertrouwelijk
circle: full_team
team:
  - {{role: chair, core: true, acknowledge_within: 10m, arrive_within: 45m}}
  - {{role: public_order_advisor, core: true, acknowledge_within: 10m, arrive_within: 45m}}
  - {{role: log_keeper, core: true, acknowledge_within: 10m, arrive_within: 30m}}
  - {{role: police_liaison, core: true, acknowledge_within: 10m, arrive_within: 45m}}
  - {{role: communications_advisor, core: true, acknowledge_within: 10m, arrive_within: 45m}}
  - {{role: allies_coordinator, when: als er contact is met gemeenschappen}}
  - {{role: prosecution_liaison, when: als er een onderzoek loopt}}
  - {{role: legal_advisor, when: als er een maatregel in beeld is}}
phases:
  - phase: melding
    title: Melding
    kind: incident
    scale: 1
    enter_when:
      - De politie of een inwoner meldt wat er is gebeurd.
    leave_when:
      - Het eerste bericht is geplaatst.
    meeting_every: 2h
    strategy_prompt: Wat willen wij in deze fase bereiken?
    tasks:
      - task: eerste-belronde
        title: Wijkagent bellen over wat er leeft
        owner: police_liaison
        due: T+30m
        done_when: het antwoord van de wijkagent is gelogd
        line: signaleren
    communications:
      - communication: procesbericht
        title: Procesbericht
        product: holding_statement
        audience: [residents, press]
        drafted_by: spokesperson
        checks: [{{role: police_liaison, on: facts}}]
        approved_by: mayor
        preapproved: true
        due: T+45m
        text: |
          Op {{{{datum}}}} rond {{{{tijd}}}} was er een incident bij {{{{plaats}}}}.
          De politie onderzoekt wat er is gebeurd.

          Is er direct gevaar? Bel 112. Wij vertellen meer om {{{{volgende-update}}}} op {{{{webadres}}}}.
  - phase: nazorg
    title: Nazorg
    kind: aftercare
    scale: 0
    enter_when:
      - Er is een dag lang geen nieuwe melding geweest.
  - phase: evaluatie
    title: Evaluatie
    kind: evaluation
    scale: 0
    enter_when:
      - De voorzitter besluit om af te sluiten.
"""


def beginning(name: str) -> str:
    """The text of a first version, which `crisis playbook check` finds right."""
    return _TEXT.format(header=HEADER, name=name, title=name.replace("-", " ").capitalize())

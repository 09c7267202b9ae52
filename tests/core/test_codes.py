"""A code is said aloud and stands in messages: it means one incident, also of two that opened in the same minute."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime

from crisis.ledger import Ledger
from tests.cast import ANNA, klein

#: Long before any other test, so that nobody else opens in this minute.
MINUTE = datetime(2021, 3, 1, 12, 30, tzinfo=UTC)


def code(ledger: Ledger, at: datetime = MINUTE, **given: bool) -> str:
    return ledger.open(ANNA.credential, klein(), "Onrust", simulated=True, at=at, **given).incident.code


def test_the_second_of_a_minute_gets_a_number(ledger: Ledger):
    found = [code(ledger, exercise=True) for _ in range(3)]
    plain = re.sub(r"-\d$", "", found[-1])
    assert found[-1] != plain
    assert len(set(found)) == 3
    assert all(re.fullmatch(rf"{plain}(-\d)?", one) for one in found)


def test_another_minute_or_kind_has_its_own(ledger: Ledger):
    other = MINUTE.replace(minute=41)
    assert {code(ledger, other, exercise=True), code(ledger, other)} == {"OEF-20210301-1341", "INC-20210301-1341"}
    assert code(ledger, other) == "INC-20210301-1341-2"


def test_two_at_once_differ(ledger: Ledger):
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(code(ledger, MINUTE.replace(hour=7)))) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(set(found)) == 6

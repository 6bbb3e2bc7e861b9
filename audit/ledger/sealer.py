"""The sealer at work: each second a round, each minute an anchor, each few minutes a check."""

import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.conf import settings
from django.db import Error, connections
from django.utils import timezone

from audit.ledger import anchoring, memory, people, results, sealing, signing_key
from audit.ledger.finding import Finding
from audit.ledger.receipt_watch import ReceiptWatch
from audit.ledger.signing_key import KeyMissing, SigningKeys
from audit.ledger.stored_tree import TreeBroken
from audit.ledger.witness_client import WitnessAbsent

EACH_ANCHOR, EACH_PART = 60.0, 300.0
WHOLE_HOUR = 3  # of the night
_DAY = timedelta(hours=20), timedelta(hours=26)  # since the last whole check: may run, must run

log = logging.getLogger(__name__)


class Sealer:
    """The one process that seals; another beside it finds the lock taken and waits its turn."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._watch = ReceiptWatch()
        self._said: dict[str, Finding] = {}
        self._lasting: list[Finding] = []
        self._anchored_at = self._checked_at = float("-inf")
        self._anchored = ""
        self._check: subprocess.Popen[bytes] | None = None
        self._knows_last_report = False
        self._incarnation = memory.incarnation()

    def round(self) -> int:
        """Seal all that waits, and see to what is due; how many events were sealed."""
        found: list[Finding] = []
        sealed = 0
        try:
            self._renew()
            self._recall()
            sealed = self._seal(found)
            self._lasting += self._watch.look()
            self._anchor(found)
            self._verify()
        except (TreeBroken, KeyMissing) as broken:
            found.append(Finding("tree", str(broken)))
        except OSError as failure:
            found.append(Finding("disk", str(failure)))
        except Error as failure:
            log.warning("the database does not answer: %s", type(failure).__name__)
            connections["sealer"].close()
            connections["auditor"].close()
            return 0
        self._report([*found, *self._lasting])
        return sealed

    def _renew(self) -> None:
        """After a lawful restore nothing of the tree before it is waited for."""
        if (now := memory.incarnation()) != self._incarnation:
            self._incarnation = now
            self._watch = ReceiptWatch()
            self._lasting.clear()
            self._anchored_at = float("-inf")

    def _recall(self) -> None:
        """What the sealer before this one reported last stands until this one reports."""
        if not self._knows_last_report:
            last = results.latest("SEAL")
            self._said = {str(each): each for each in last.findings} if last else {}
            self._knows_last_report = True

    def _seal(self, found: list[Finding]) -> int:
        number = 0
        while sealed := sealing.seal_once(keys_of_installation()):
            number += sealed.events
            for event in sealed.vanished:
                self._lasting.append(Finding("pending", f"event {event} vanished before sealing"))
            if sealed.events < sealing.BATCH:
                break
        return number

    def _anchor(self, found: list[Finding]) -> None:
        if self._clock() - self._anchored_at < EACH_ANCHOR:
            found.extend(self._kept("witness"))
            return
        note = sealing.newest_note("sealer")
        self._anchored_at = self._clock()
        try:
            if note and note != self._anchored:
                anchoring.anchor(note)
                self._anchored = note
        except WitnessAbsent as absent:
            found.append(Finding("witness", str(absent)))

    def _kept(self, check: str) -> Iterator[Finding]:
        # Until the next attempt it is as it was.
        yield from (each for each in self._said.values() if each.check == check)

    def _verify(self) -> None:
        if self._check is not None and self._check.poll() is None:
            return
        if self._clock() - self._checked_at < EACH_PART:
            return
        self._checked_at = self._clock()
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "verify_ledger", "--quiet"]
        self._check = subprocess.Popen([*command, *(["--whole"] if _is_whole_due() else [])])  # noqa: S603

    def _report(self, findings: list[Finding]) -> None:
        """Store what has changed since the last report."""
        now = {str(each): each for each in findings}
        if now.keys() == self._said.keys():
            return
        for text in now.keys() - self._said.keys():
            log.error("ledger: %s", text)
        self._said = now
        try:
            results.store("SEAL", size=0, seconds=0, findings=list(now.values()))
        except Error:
            connections["sealer"].close()


def _is_whole_due() -> bool:
    """At night; at once where there was none for longer than a day."""
    last = results.latest("WHOLE")
    if last is None:
        return True
    age = timezone.now() - last.at
    return age > _DAY[1] or (age > _DAY[0] and time.localtime().tm_hour == WHOLE_HOUR)


def keys_of_installation() -> SigningKeys:
    """The signing keys; made at the first start, when nothing was ever sealed.

    Raises KeyMissing.
    """
    if keys := signing_key.load():
        signing_key.pin(keys.current.public())
        return keys
    if sealing.newest_note("sealer") is not None or signing_key.first_key() is not None:
        raise KeyMissing("the key that signs checkpoints is gone: put it back from its backup")
    keys = signing_key.make()
    log.warning("recovery code, write it down and seal it: %s", people.make_recovery_code())
    return keys

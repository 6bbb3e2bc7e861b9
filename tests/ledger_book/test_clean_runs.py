"""Lawful days of a ledger, drawn by chance: the verifier never cries wolf."""

import os
import random
from collections.abc import Iterator
from contextlib import suppress

import pytest

from audit.ledger import anchoring, sealing, signing_key
from audit.ledger.attack_ground import Ground, ground
from audit.ledger.receipt_watch import ReceiptWatch
from audit.ledger.verify import verify
from audit.ledger.witness_client import WitnessAbsent

pytestmark = pytest.mark.django_db

SEED = int(os.environ.get("CUSTOS_SEED", "20261125"))


@pytest.fixture
def quiet(_django_db_helper: None) -> Iterator[Ground]:
    with ground() as made:
        yield made


def _a_day(made: Ground, chance: random.Random) -> None:
    """Whatever may lawfully happen between two verifications."""
    for _ in range(chance.randint(0, 3)):
        made.write(chance.randint(0, 6))
        if chance.random() < 0.02:
            signing_key.rotate()
        keys = signing_key.load()
        assert keys
        sealed = sealing.seal_once(keys, limit=chance.choice([1, 3, 10_000]))
        if sealed and chance.random() < 0.3:
            with suppress(WitnessAbsent):  # it is dead by now: an alarm, no contradiction
                anchoring.anchor(sealed.note)


@pytest.mark.parametrize("runs", [20, pytest.param(1000, marks=pytest.mark.deep)])
def test_no_false_alarm(quiet: Ground, runs: int) -> None:
    chance, watch = random.Random(SEED), ReceiptWatch()  # noqa: S311
    for run in range(runs):
        _a_day(quiet, chance)
        done = verify(whole=chance.random() < 0.2)
        assert (run, done.findings, watch.look()) == (run, [], [])
    assert done.size > runs

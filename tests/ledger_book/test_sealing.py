"""Sealing: none lost, none twice, dense, by one sealer at a time."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connections

from audit.ledger import checkpoint, memory, signing_key
from audit.ledger.memory import AheadOfDatabase
from audit.ledger.sealing import newest_note, seal_once
from audit.ledger.signed_note import split
from audit.ledger.signing_key import KeyMissing, SigningKeys
from audit.ledger.stored_tree import stored_tree
from audit.ledger.tree import root_at
from tests.ledger_book.conftest import NOTE, connect, leaves, run_python, write_notes

pytestmark = pytest.mark.django_db


def test_events_become_leaves_under_a_signed_checkpoint(keys: SigningKeys) -> None:
    seal_once(keys)
    before = len(leaves())
    written = write_notes(37)
    sealed = seal_once(keys)
    assert sealed
    said, _ = checkpoint.trusted(sealed.note, keys.current.public())
    assert said.size == before + 37
    assert [leaves()[event] for event in written] == list(range(before, before + 37))
    assert root_at(said.size, stored_tree("auditor")) == said.root
    assert said == memory.signed()


def test_nothing_new_signs_nothing(keys: SigningKeys) -> None:
    seal_once(keys)
    note = newest_note("auditor")
    assert seal_once(keys) is None
    assert newest_note("auditor") == note


def test_a_large_heap_is_sealed_in_parts(keys: SigningKeys) -> None:
    seal_once(keys)
    write_notes(25)
    parts = [seal_once(keys, limit=10) for _ in range(4)]
    assert [part.events if part else 0 for part in parts] == [10, 10, 5, 0]


def test_eight_writers_and_two_sealers_lose_nothing_and_seal_nothing_twice(
    keys: SigningKeys,
) -> None:
    """One transaction stays open all the while, in another database too: it delays nothing."""
    seal_once(keys)
    first = len(leaves())
    idle, foreign = connect("owner"), connect("owner", dbname="postgres")
    for each in (idle, foreign):
        each.cursor().execute("BEGIN; SELECT pg_current_xact_id()")
    over = threading.Event()

    def write(_writer: int) -> list[int]:
        with connect("door") as door, door.cursor() as cursor:
            found = []
            for _ in range(250):
                cursor.execute(NOTE, ["r-writers"])
                found.append(cursor.fetchone()[0])
            return found

    def seal(_sealer: int) -> None:
        while not over.is_set():
            seal_once(keys, limit=300)
        connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        sealers = [pool.submit(seal, number) for number in range(2)]
        written = [event for found in pool.map(write, range(8)) for event in found]
        over.set()
        for each in sealers:
            each.result()
    seal_once(keys)
    for each in (idle, foreign):
        each.close()
    found = leaves()
    assert len(written) == 2000
    assert set(written) <= found.keys()
    assert sorted(found.values()) == list(range(first + 2000))


def test_kill_9_in_the_middle_loses_nothing(keys: SigningKeys) -> None:
    seal_once(keys)
    first = len(leaves())
    written = write_notes(400)
    program = "from audit.ledger import sealing, signing_key as k\nwhile True: "
    for wait in (0.0, 0.01, 0.02, 0.04, 0.08):
        process = run_python(f"{program}sealing.seal_once(k.load(), limit=3) and print(flush=True)")
        assert process.stdout
        process.stdout.readline()
        time.sleep(wait)
        process.kill()
        process.wait()
    assert len(leaves()) > first
    while seal_once(keys):
        pass
    found = leaves()
    assert set(written) <= found.keys()
    assert sorted(found.values()) == list(range(first + 400))
    said = checkpoint.parse(newest_note("auditor") or "")
    assert root_at(said.size, stored_tree("auditor")) == said.root


def test_new_key_is_introduced_by_the_one_before_it(keys: SigningKeys) -> None:
    seal_once(keys)
    signing_key.rotate()
    rotated = signing_key.load()
    assert rotated
    sealed = seal_once(rotated)
    assert sealed
    assert len(split(sealed.note)[1]) == 2
    _, trusted = checkpoint.trusted(sealed.note, keys.current.public())
    assert trusted == rotated.current.public()
    write_notes(1)
    after = seal_once(SigningKeys(rotated.current))
    assert after
    assert checkpoint.trusted(after.note, trusted)


def test_unknown_key_seals_nothing(keys: SigningKeys) -> None:
    seal_once(keys)
    write_notes(1)
    stranger = SigningKeys(type(keys.current).generate(keys.current.name))
    with pytest.raises(KeyMissing):
        seal_once(stranger)


def test_sealer_does_not_build_upon_a_ledger_that_was_set_back(keys: SigningKeys) -> None:
    write_notes(1)
    sealed = seal_once(keys)
    assert sealed
    said = checkpoint.parse(sealed.note)
    ahead = replace(said, size=said.size + 5)
    memory.remember_signed(ahead.note([keys.current]))
    write_notes(1)
    try:
        with pytest.raises(AheadOfDatabase):
            seal_once(keys)
    finally:
        memory.remember_signed(sealed.note)

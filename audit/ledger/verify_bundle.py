#!/usr/bin/env python3
"""Verify a bundle or a proof from a Custos ledger, offline.

    python3 verify_bundle.py FILE [--key KEY] [--witness KEY] [--note FILE]

Needs Python 3.11 and the package `cryptography`, nothing of Custos. FILE is what the ledger's
pages gave out, plain or gzip. KEY is the ledger's first key, and the witness's, as you got them on
paper; without them the file only shows that it does not contradict itself. --note is a checkpoint
that you kept from another day. Checked: events against leaves, leaves against signed roots (RFC
6962), checkpoints against each other and the keys, inclusion and consistency, the witness's
signatures (C2SP). Exit code 1: BAD, and the first bad event.
"""

import argparse
import base64
import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LEDGER, WITNESS = 1, 4  # kinds of key: Ed25519, and Ed25519 over a dated cosignature
HEAD = {b"key", b"witness", b"rotation", b"start"}
Key = tuple[str, bytes, int, bytes]  # name, the four bytes that stand for it, kind, 32 bytes


class Bad(Exception): ...  # what contradicts what, and where first


def parse_key(text: str) -> Key:
    name, number, coded = text.strip().split("+", 2)
    content = base64.b64decode(coded, validate=True)
    made = sha256(name.encode() + b"\n" + content).digest()[:4]
    if made.hex() != number or len(content) != 33 or content[0] not in (LEDGER, WITNESS):
        raise Bad("no key")
    return name, made, content[0], content[1:]


def split(note: str) -> tuple[str, list[str]]:
    text, _, below = note.rpartition("\n\n")
    lines = below.splitlines()
    if not lines or not all(each.startswith("\u2014 ") for each in lines):
        raise Bad("no signed note")
    return text + "\n", lines


def signed_by(note: str, key: Key | None) -> bool:
    text, lines = split(note)
    for name, _, coded in (each[2:].partition(" ") for each in lines):
        content = base64.b64decode(coded, validate=True)
        if key is None or (name, content[:4]) != key[:2]:
            continue
        signature, message = content[4:], text
        if key[2] == WITNESS:
            stamp, signature = int.from_bytes(signature[:8], "big"), signature[8:]
            message = f"cosignature/v1\ntime {stamp}\n{text}"
        try:
            Ed25519PublicKey.from_public_bytes(key[3]).verify(signature, message.encode())
        except InvalidSignature:
            return False
        return True
    return False


class Checkpoint:
    def __init__(self, note: str) -> None:
        self.note, (text, _) = note, split(note)
        try:
            self.origin, size, root, *rest = text.splitlines()
            said = dict(each.split(" ", 1) for each in rest)
            self.size, self.root = int(size), base64.b64decode(root, validate=True)
            self.previous, self.time, self.key = said["previous"], said["time"], said.get("key")
        except (ValueError, KeyError) as wrong:
            raise Bad(f"no checkpoint: {wrong}") from wrong
        self.digest = sha256(text.encode()).hexdigest()


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Tree:
    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size, self.peaks = size, list(peaks)
        if len(self.peaks) != size.bit_count():
            raise Bad(f"a tree of {size} has {size.bit_count()} peaks, not {len(self.peaks)}")

    def append(self, leaf: bytes) -> None:
        index = self.size
        while index & 1:
            leaf, index = node(self.peaks.pop(), leaf), index >> 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        found = self.peaks[-1] if self.peaks else sha256(b"").digest()
        for peak in reversed(self.peaks[:-1]):
            found = node(peak, found)
        return found


def climb(
    index: int, last: int, steps: list[bytes], old: bytes, new: bytes
) -> tuple[bytes, bytes] | None:
    """The walk of RFC 9162, 2.1.3.2 and 2.1.4.2: up from a node, in the old tree and the new."""
    for step in steps:
        if last == 0:
            return None
        if index & 1 or index == last:
            old, new = node(step, old), node(step, new)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            new = node(new, step)
        index, last = index >> 1, last >> 1
    return (old, new) if last == 0 else None


def is_included(index: int, leaf: bytes, said: Checkpoint, path: list[bytes]) -> bool:
    found = climb(index, said.size - 1, path, leaf, leaf) if 0 <= index < said.size else None
    return found is not None and found[1] == said.root


def is_consistent(old: Checkpoint, new: Checkpoint, path: list[bytes]) -> bool:
    if old.size in (0, new.size):
        return not path and (old.size == 0 or old.root == new.root)
    if old.size > new.size or not path:
        return False
    index, last = old.size - 1, new.size - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    first, steps = (path[0], path[1:]) if index else (old.root, path)
    return climb(index, last, steps, first, first) == (old.root, new.root)


class File:
    """Takes one line after another by its first word; whatever contradicts raises Bad."""

    def __init__(self, key: Key | None, witness: Key | None, kept: list[Checkpoint]) -> None:
        self.given, self.witness, self.kept = (key, witness), witness, kept
        self.keys = [key] if key else []  # the first one, and those that it introduced
        self.tree, self.agreed, self.first = Tree(), 0, ""  # a signed root agreed up to there
        self.last: Checkpoint | None = None
        self.proved, self.place, self.path = b"", 0, list[bytes]()
        self.count = self.withheld = self.cosigned = self.compared = 0
        self.ids, self.end, self.is_proof = set[int](), -1, False

    def read(self, lines: Iterator[bytes]) -> Checkpoint:
        form = next(lines, b"")
        if not form.startswith((b"custos-bundle 1 ", b"custos-proof 1 ")):
            raise Bad("no bundle and no proof in a form that this program knows")
        self.is_proof = form.startswith(b"custos-proof")
        for number, each in enumerate(lines, start=2):
            word, _, rest = each.rstrip(b"\n").partition(b" ")
            if word in HEAD and (self.count or self.last):
                raise Bad(f"line {number} comes too late")
            try:
                getattr(self, f"take_{word.decode()}")(rest)
            except (ValueError, KeyError, TypeError, AttributeError) as wrong:
                raise Bad(f"line {number} can't be read: {wrong}") from wrong
        return self.close()

    def take_key(self, rest: bytes) -> None:
        self.keys = [parse_key(rest.decode())]
        if self.given[0] not in (None, self.keys[0]):
            raise Bad("the ledger's first key is not the one that you gave")

    def take_witness(self, rest: bytes) -> None:
        self.witness = parse_key(rest.decode())
        if self.given[1] not in (None, self.witness):
            raise Bad("the witness's key is not the one that you gave")

    def take_rotation(self, rest: bytes) -> None:
        self.trust(Checkpoint(json.loads(rest)))

    def take_start(self, rest: bytes) -> None:
        size, *peaks = rest.decode().split(" ")
        self.tree = Tree(int(size), map(base64.b64decode, peaks))
        self.agreed = self.tree.size

    def take_event(self, rest: bytes) -> None:
        coded, _, entry = rest.partition(b" ")
        leaf = base64.b64decode(coded, validate=True)
        try:
            said = json.loads(entry.decode())
            number, form = int(said["id"]), int(said["v"])
        except (ValueError, KeyError, TypeError) as wrong:
            raise Bad(f"the event at index {self.tree.size} can't be read") from wrong
        at = f"event {number}" + ("" if self.is_proof else f" at index {self.tree.size}")
        if sha256(b"\x00" + entry).digest() != leaf:
            raise Bad(f"{at} is not what was sealed")
        if form < 1 or number in self.ids:
            raise Bad(f"{at} {'claims an older form' if form < 1 else 'stands here twice'}")
        self.ids.add(number)
        self.add(leaf, f"event {number}")

    def take_leaf(self, rest: bytes) -> None:
        self.withheld += 1
        self.add(base64.b64decode(rest, validate=True), "a withheld event")

    def add(self, leaf: bytes, name: str) -> None:
        self.count += 1
        self.proved, self.first = leaf, self.first or name
        self.tree.append(leaf)

    def take_end(self, rest: bytes) -> None:
        self.end = int(rest)

    def take_path(self, rest: bytes) -> None:
        place, *steps = rest.decode().split(" ")
        self.place, self.path = int(place), [base64.b64decode(step) for step in steps]

    def take_growth(self, rest: bytes) -> None:
        self.path = [base64.b64decode(step) for step in rest.split()]

    def take_witnessed(self, rest: bytes) -> None:
        said = Checkpoint(json.loads(rest))
        if not signed_by(said.note, self.witness):
            raise Bad(f"the witness has not signed the checkpoint of {said.size}")
        self.cosigned += 1
        if self.last is None or said.digest != self.last.digest:
            self.take_note(rest)

    def take_note(self, rest: bytes) -> None:
        said = Checkpoint(json.loads(rest))
        self.step(said) if self.is_proof else self.grown(said)
        for mine in (each for each in self.kept if each.size == said.size):
            self.compared += 1
            if mine.root != said.root:
                raise Bad(f"your own note of {mine.size} events knows another root")
        self.last, self.agreed, self.first = said, said.size, ""

    def grown(self, said: Checkpoint) -> None:
        if said.size != self.tree.size or said.root != self.tree.root():
            where = f"between index {self.agreed} ({self.first}) and {said.size}"
            raise Bad(f"{where}: not the events that were signed at {said.time}")
        if self.last and (said.previous != self.last.digest or said.time < self.last.time):
            raise Bad(f"the checkpoint of {said.size} does not continue the one before it")
        if said.key or self.last is None:
            self.trust(said)

    def step(self, said: Checkpoint) -> None:
        if self.last is None:
            if not is_included(self.place, self.proved, said, self.path):
                raise Bad(f"{self.first}: its path does not lead to the signed root")
        elif not is_consistent(self.last, said, self.path):
            raise Bad(f"the tree of {said.size} does not begin with the one of {self.last.size}")
        if not any(signed_by(said.note, key) for key in self.keys):
            raise Bad(f"the checkpoint of {said.size} is not signed by the ledger's key")

    def trust(self, said: Checkpoint) -> None:
        new = [parse_key(said.key)] if said.key else []
        wanted = [self.keys[-1], *new] if self.keys else []
        if not wanted or any(key[0] != said.origin for key in wanted):
            raise Bad(f"the checkpoint of {said.size} is another ledger's")
        if not all(signed_by(said.note, key) for key in wanted):
            raise Bad(f"the checkpoint of {said.size} is not signed by the ledger's key")
        self.keys += [key for key in new if key not in self.keys]

    def close(self) -> Checkpoint:
        if self.end != self.count or self.last is None:
            raise Bad(f"cut short after {self.count} events")
        if self.first:
            raise Bad(f"no signed checkpoint covers the events from {self.first} on")
        # Each checkpoint names the hash of the one before it: the last signature binds them all.
        if not self.is_proof and not signed_by(self.last.note, self.keys[-1]):
            raise Bad(f"the last checkpoint, of {self.last.size}, is not signed by the ledger")
        if self.compared < len(self.kept):
            raise Bad("this file has no checkpoint of the size of your note")
        return self.last


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", type=parse_key)
    parser.add_argument("--witness", type=parse_key)
    parser.add_argument("--note", type=Path, action="append", default=[])
    given = parser.parse_args()
    try:
        kept = [Checkpoint(path.read_text()) for path in given.note]
        file = File(given.key, given.witness, kept)
        with given.file.open("rb") as raw:
            packed = raw.peek(2)[:2] == b"\x1f\x8b"
            last = file.read(gzip.GzipFile(fileobj=raw) if packed else raw)
    except (Bad, EOFError, OSError) as bad:
        print(f"BAD: {bad}")
        return 1
    print(f"{file.count} events, {file.withheld} of them withheld, in a tree of {last.size}")
    whose = "the key that you gave" if given.key else "the file's own key"
    print(f"signed by {whose}, {file.cosigned} times by the witness: nothing changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())

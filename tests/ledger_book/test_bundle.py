"""What an outsider gets: a program without any of our code says whether it was changed."""

import base64
import gzip
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.ledger import anchoring, bundle, outside_form, sealing, signing_key
from audit.ledger.attack_ground import Ground, ground
from audit.ledger.proof import prove
from audit.ledger.tree import hash_leaf

PROGRAM = Path(bundle.__file__).with_name("verify_bundle.py")
CHANCE = random.Random(1)  # noqa: S311
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def sealed(django_db_setup: None, django_db_blocker) -> Iterator[Ground]:
    """Days with a change of keys in them; the witness lived through all but the last seal."""
    with django_db_blocker.unblock(), ground() as made:
        signing_key.rotate()
        keys = signing_key.load()
        assert keys
        for _ in range(3):
            made.write(9)
            assert sealing.seal_once(keys)
        yield made


def whole(*, hidden: tuple[str, ...] = ()) -> list[bytes]:
    part = bundle.stretch(None, None)
    assert part
    return list(bundle.bundle(part, hidden=hidden, asked=1))


def run(folder: Path, lines: list[bytes], *options: str) -> tuple[int, str]:
    """The program's answer, in a process that finds none of our packages."""
    file = folder / "bundle"
    file.write_bytes(b"".join(lines))
    command = [sys.executable, "-I", str(PROGRAM), str(file), *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_program_is_small_and_shares_no_code() -> None:
    source = PROGRAM.read_text()
    assert len(source.splitlines()) <= 300
    imported = {line.split()[1].split(".")[0] for line in source.splitlines() if "import " in line}
    assert imported & {"audit", "access", "config", "customers", "django"} == set()


def test_untouched_bundle_verifies_under_the_key_on_paper(sealed: Ground, tmp_path: Path) -> None:
    witness = anchoring.witness_key()
    options = ("--key", str(signing_key.first_key()), "--witness", str(witness))
    status, said = run(tmp_path, whole(), *options)
    assert status == 0, said
    assert f"{sealed.size()} events, 0 of them withheld" in said
    assert "by the key that you gave, 5 times by the witness: nothing changed" in said
    assert run(tmp_path, [gzip.compress(b"".join(whole()))])[0] == 0


def test_bundle_of_some_days_begins_with_what_came_before(sealed: Ground, tmp_path: Path) -> None:
    ((since,),) = sealed.rows("SELECT at FROM ledger.checkpoint WHERE size = 75")
    part = bundle.stretch(since, None)
    assert part
    assert part.before
    lines = list(bundle.bundle(part, hidden=(), asked=1))
    status, said = run(tmp_path, lines, "--key", str(signing_key.first_key()))
    assert (status, said.split()[0]) == (0, str(sealed.size() - 50))
    # Other peaks than those that were signed: it does not begin where it says.
    place = next(at for at, line in enumerate(lines) if line.startswith(b"start"))
    other = base64.b64encode(b"\1" * 32)
    lines[place] = b" ".join([*lines[place].split()[:-1], other]) + b"\n"
    assert "not the events that were signed" in run(tmp_path, lines)[1]


def test_withheld_events_leave_their_leaf_and_the_proof_whole(
    sealed: Ground, tmp_path: Path
) -> None:
    status, said = run(tmp_path, whole(hidden=("",)))
    assert (status, f"{sealed.size()} of them withheld" in said) == (0, True)


def _event(lines: list[bytes], nth: int) -> tuple[int, bytes, dict[str, object]]:
    places = [place for place, line in enumerate(lines) if line.startswith(b"event ")]
    _, leaf, entry = lines[places[nth]].split(b" ", 2)
    return places[nth], leaf, json.loads(entry)


def test_first_bad_event_is_named(sealed: Ground, tmp_path: Path) -> None:
    lines = whole()
    for nth in (60, 40):
        place, _, said = _event(lines, nth)
        lines[place] = lines[place].replace(b'"victim"', b'"nobody"')
    status, said_so = run(tmp_path, lines)
    assert (status, f"event {said['id']} at index 40 is not what was sealed" in said_so) == (
        1,
        True,
    )


@pytest.mark.parametrize(
    "damage", ["forged", "removed", "moved", "twice", "cut", "note", "root", "rotation", "key"]
)
def test_every_damage_is_seen(sealed: Ground, tmp_path: Path, damage: str) -> None:
    lines, options = whole(), ["--key", str(signing_key.first_key())]
    place, _, _ = _event(lines, 30)
    notes = [at for at, line in enumerate(lines) if line.startswith(b"note ")]
    if damage == "forged":
        entry = lines[place].split(b" ", 2)[2].rstrip(b"\n").replace(b'"victim"', b'"nobody"')
        lines[place] = outside_form.entry_line(hash_leaf(entry), entry)
    elif damage == "removed":
        del lines[place]
    elif damage == "moved":
        lines[place], lines[place + 1] = lines[place + 1], lines[place]
    elif damage == "twice":
        lines.insert(place, lines[place])
    elif damage == "cut":
        del lines[notes[-2] + 1 :]
    elif damage == "note":
        del lines[notes[2] : notes[2] + 2]  # with what the witness signed of it
    elif damage == "root":
        lines[notes[-1]] = (
            lines[notes[-1]]
            .replace(b"\\u2014 ", b"\\u2014 x")
            .replace("— custos".encode(), "— nobody".encode())
        )
    elif damage == "rotation":
        turn = next(at for at in notes if b"\\nkey custos/" in lines[at])
        lines[turn] = lines[turn].replace(b"\\nkey custos/", b"\\nkey custus/")
    else:
        options = ["--key", str(signing_key.load().current.public())]  # type: ignore[union-attr]
    status, said = run(tmp_path, lines, *options)
    assert (status, said.startswith("BAD: ")) == (1, True), said


def test_proof_of_each_event_verifies_alone(sealed: Ground, tmp_path: Path) -> None:
    events = [event for (event,) in sealed.rows("SELECT event FROM ledger.leaf ORDER BY index")]
    for event in [*CHANCE.sample(events, 12), events[0], events[-1]]:
        proof = prove(event)
        assert proof
        assert (proof.trouble, proof.witnessed) == ("", proof.index < 120)
        lines = list(outside_form.proof_file(proof, asked=1))
        status, said = run(tmp_path, lines, "--key", str(signing_key.first_key()))
        assert status == 0, said
        at = next(place for place, line in enumerate(lines) if line.startswith(b"path"))
        word, index, *steps = lines[at].split()
        lines[at] = b" ".join([word, str(int(index) ^ 1).encode(), *steps]) + b"\n"
        assert "does not lead to the signed root" in run(tmp_path, lines)[1]


def test_what_is_not_sealed_yet_has_no_proof(sealed: Ground) -> None:
    (event,) = sealed.write(1)
    assert prove(event) is None


def test_own_note_of_another_day_must_agree(sealed: Ground, tmp_path: Path) -> None:
    ((note,),) = sealed.rows("SELECT note FROM ledger.checkpoint WHERE size = 75")
    kept = tmp_path / "kept"
    kept.write_text(note)
    assert run(tmp_path, whole(), "--note", str(kept))[0] == 0
    root = note.splitlines()[2]
    kept.write_text(note.replace(root, base64.b64encode(b"\2" * 32).decode()))
    assert "knows another root" in run(tmp_path, whole(), "--note", str(kept))[1]

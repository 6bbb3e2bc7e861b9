"""A lawful restore: two people sign, the witness agrees, and the ledger goes on."""

import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from audit.ledger import anchoring, checkpoint, memory, people, sealing, serving, signing_key
from audit.ledger.attack_ground import Ground, point_at
from audit.ledger.incarnation_statement import new_code
from audit.ledger.stored_tree import TreeBroken
from audit.ledger.verify import verify
from audit.ledger.witness_process import start_witness

RECOVERY = new_code()


@pytest.fixture(scope="module")
def installation(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Ground, Path]]:
    """An installation with a living witness, and the folder of both."""
    before = settings.CUSTOS_WITNESS
    with (
        pytest.MonkeyPatch.context() as patched,
        django_db_blocker.unblock(),
        tempfile.TemporaryDirectory(prefix="custos-") as folder,
    ):
        patched.setattr(people, "new_code", lambda: RECOVERY)
        usual = connections["door"].settings_dict["NAME"]
        made = Ground("custos_anew", Path(folder))
        process = start_witness(Path(folder))
        try:
            made.prepare()
            shutil.copytree(Path(folder) / "witness", Path(folder) / "witness-before")
            yield made, Path(folder)
        finally:
            process.kill()
            process.wait()
            settings.CUSTOS_WITNESS = before
            made.drop()
            point_at(usual)


@pytest.fixture
def restored(
    installation: tuple[Ground, Path], django_db_blocker: DjangoDbBlocker
) -> Iterator[Ground]:
    """Its database is yesterday's."""
    made, folder = installation
    socket = settings.CUSTOS_WITNESS
    usual = connections["door"].settings_dict["NAME"]
    with django_db_blocker.unblock():
        made.renew()
        anchors = Path(settings.CUSTOS_ANCHORS) / made.name
        known = {path: path.read_bytes() for path in anchors.glob("*/*")}
        # The witness reads its folder at each question.
        for path in (folder / "witness").iterdir():
            if path.is_dir():
                shutil.rmtree(path)
        shutil.copytree(folder / "witness-before", folder / "witness", dirs_exist_ok=True)
        made.restore_yesterday()
        yield made
        for path in anchors.glob("*/*"):
            if path not in known:
                path.unlink()
        settings.CUSTOS_WITNESS = socket
        serving._checked = None
        point_at(usual)


def run(command: str, *arguments: str, typed: str = "") -> str:
    """The command's output; the codes come in as lines."""
    out, stdin = io.StringIO(), sys.stdin
    sys.stdin = io.StringIO(typed)
    try:
        call_command(command, *arguments, stdout=out)
    finally:
        sys.stdin = stdin
    return out.getvalue()


def admit(name: str, typed: str) -> str:
    """Let somebody in; their code."""
    said = run("ledger_people", "--add", name, typed=typed)
    return said.splitlines()[0].rpartition(" ")[2]


def seal() -> str:
    sealed = sealing.seal_once(signing_key.load() or signing_key.make())
    assert sealed is not None
    anchoring.anchor(sealed.note)
    return sealed.note


def test_older_database_serves_nothing_until_two_have_signed(restored: Ground) -> None:
    with pytest.raises(serving.LedgerSetBack):
        serving.require_anchor()
    restored.write(1)
    with pytest.raises(TreeBroken):
        seal()
    shen = admit("shen", f"recovery {RECOVERY}\n")
    said = run("ledger_begin_anew", typed=f"recovery {RECOVERY}\nshen {shen}\n")
    assert "20 events are given up" in said
    assert "Incarnation 2 has begun" in said

    serving.require_anchor()
    restored.write(5)
    assert checkpoint.parse(seal()).incarnation == 2
    serving.require_anchor()
    done = verify(whole=True)
    assert (done.findings, done.warnings) == ([], [])
    assert restored.rows(
        "SELECT actor, body->>'incarnation', body->>'old' FROM ledger.event WHERE verb = 'BEGIN'"
    ) == [("system:restore", "2", "120")]
    assert "nothing to begin anew" in run("ledger_begin_anew")


def test_too_few_or_wrong_people_change_nothing(restored: Ground) -> None:
    shen = admit("shen", f"recovery {RECOVERY}\n")
    stranger = new_code()
    for typed in (
        f"shen {shen}\nshen {shen}\n",
        f"shen {shen}\nrecovery {stranger}\n",
        f"shen {stranger}\nrecovery {RECOVERY}\n",
        f"gu {stranger}\nrecovery {RECOVERY}\n",
        f"shen {shen}\n",
        "",
    ):
        with pytest.raises(CommandError, match="not begun anew"):
            run("ledger_begin_anew", typed=typed)
    assert memory.incarnation() == 1
    with pytest.raises(serving.LedgerSetBack):
        serving.require_anchor()


def test_witness_asks_for_two_whatever_this_machine_says(restored: Ground) -> None:
    """An attacker with the signing key and this machine's files lacks a second person."""
    from audit.ledger import begin_anew, incarnation_statement
    from audit.ledger.signed_note import sign
    from audit.ledger.witness_client import WitnessRefused

    statement = begin_anew.proposal()
    keys = signing_key.load()
    assert keys is not None
    forged = incarnation_statement.key_of_code(keys.current.name, "forged", new_code())
    other = incarnation_statement.key_of_code(keys.current.name, "other", new_code())
    people.remember([forged.public(), other.public()])
    with pytest.raises(WitnessRefused):
        begin_anew.begin_anew(sign(statement.text(), [keys.current, forged, other]))
    assert memory.incarnation() == 1


def test_dead_witness_is_said_and_nothing_changes(restored: Ground) -> None:
    settings.CUSTOS_WITNESS = "/nowhere/witness.sock"
    with pytest.raises(CommandError, match="no witness"):
        run("ledger_begin_anew", typed="x y\nx y\n")
    assert memory.incarnation() == 1


def test_people_let_each_other_in_and_out(restored: Ground) -> None:
    shen = admit("shen", f"recovery {RECOVERY}\n")
    both = f"recovery {RECOVERY}\nshen {shen}\n"
    gu = admit("gu", both)
    with pytest.raises(CommandError, match="known already"):
        admit("gu", both)
    with pytest.raises(CommandError, match="somebody else"):
        admit("wei", f"shen {shen}\nshen {shen}\n")
    assert run("ledger_people").split() == ["recovery", "shen", "gu"]
    left = run("ledger_people", "--remove", "shen", typed=f"gu {gu}\nrecovery {RECOVERY}\n")
    assert left.split() == ["recovery", "gu"]
    with pytest.raises(CommandError, match="two must be left"):
        run("ledger_people", "--remove", "gu", typed=f"gu {gu}\nrecovery {RECOVERY}\n")


def test_new_key_is_signed_by_the_old_one_and_the_witness_follows(restored: Ground) -> None:
    restored.renew()
    assert "new key: custos/" in run("ledger_rotate_key")
    note = seal()
    assert checkpoint.parse(note).key
    restored.write(3)
    seal()
    assert verify(whole=True).findings == []


def test_key_of_the_environment_is_not_rotated_here(
    restored: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOS_LEDGER_KEY", "x")
    with pytest.raises(CommandError, match="CUSTOS_LEDGER_KEY"):
        run("ledger_rotate_key")

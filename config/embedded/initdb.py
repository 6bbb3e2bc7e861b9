"""Making a cluster in which no superuser can ever log in."""

import errno
import secrets
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from config.embedded import roles
from config.embedded.account import Account
from config.embedded.trouble import Trouble

# PostgreSQL's own C.UTF-8 needs no locale of the machine's.
_OPTIONS = [
    "--username=postgres",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth=reject",
    "--no-instructions",
    "--no-sync",
]


def make_cluster(pgdata: Path, *, programs: Path, account: Account) -> None:
    """Make the cluster, its roles and its database, in place of what a killed start left."""
    shutil.rmtree(pgdata, ignore_errors=True)
    # Elsewhere first: the initdb of a start that was killed goes on until its files are gone.
    _remove_half_made(pgdata)
    making = pgdata.with_name(f"making-{secrets.token_hex(4)}")
    account.own(making, 0o700)
    _run([str(programs / "initdb"), "-D", str(making), *_OPTIONS], account=account)
    admit_roles(making)
    statements = [roles.create_role(role) for role in roles.ATTRIBUTES]
    statements += [f"CREATE DATABASE {roles.DATABASE} OWNER {roles.name_of('owner')}"]
    statements += [*roles.MEMBERSHIPS, *roles.CONNECTIONS]
    single_user(making, statements, programs=programs, account=account)
    making.rename(pgdata)
    _remove_half_made(pgdata)


def set_passwords(
    pgdata: Path, passwords: Mapping[str, str], *, programs: Path, account: Account
) -> None:
    """Give each role its password, of which the cluster keeps a SCRAM verifier.

    A role that is new in this release is made.
    """
    admit_roles(pgdata)
    statements = [roles.create_missing_role(role) for role in passwords]
    statements += [roles.set_password(role, word) for role, word in passwords.items()]
    statements += [*roles.MEMBERSHIPS, *roles.CONNECTIONS]
    single_user(pgdata, statements, programs=programs, account=account)


def admit_roles(pgdata: Path) -> None:
    """Let our roles in over the local socket with their passwords, and nobody else at all."""
    names = ",".join(roles.name_of(role) for role in roles.ATTRIBUTES)
    rules = [f"local all {names} scram-sha-256", "local all all reject", "host all all all reject"]
    (pgdata / "pg_hba.conf").write_text("\n".join(rules) + "\n")


def single_user(
    pgdata: Path, statements: Iterable[str], *, programs: Path, account: Account
) -> None:
    """Run the statements without a server: the superuser's work needs no log-in."""
    command = [str(programs / "postgres"), "--single", "-D", str(pgdata), "postgres"]
    said = _run(command, account=account, text="".join(f"{line};\n" for line in statements))
    # It ends well even where a statement failed, and the statement may hold a password.
    if "ERROR:" in said:
        error = said.split("ERROR:", 1)[1].splitlines()[0].strip()
        raise Trouble(f"PostgreSQL 初始化失败：{error}", f"PostgreSQL could not be set up: {error}")


def _remove_half_made(pgdata: Path) -> None:
    for left in pgdata.parent.glob("making-*"):
        shutil.rmtree(left, ignore_errors=True)


def _run(command: list[str], *, account: Account, text: str = "") -> str:
    done: subprocess.CompletedProcess[str] = subprocess.run(
        command, input=text, text=True, capture_output=True, check=False, **account.popen()
    )
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        if "No space left" in done.stderr:
            raise OSError(errno.ENOSPC, "No space left on device")
        reason = lines[-1] if lines else f"exit code {done.returncode}"
        raise Trouble(
            f"PostgreSQL 初始化失败：{reason}", f"PostgreSQL could not be set up: {reason}"
        )
    return done.stderr

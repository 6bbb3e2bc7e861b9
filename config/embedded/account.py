"""The system account that the services run as when root starts them."""

import os
import pwd
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.embedded.trouble import Trouble

NAME = "custos"
WITNESS = "custos-witness"
HOME = Path("/var/lib/custos")


@dataclass(frozen=True)
class Account:
    """Who owns the services' files and processes; PostgreSQL refuses to be root."""

    uid: int
    gid: int

    @property
    def foreign(self) -> bool:
        """Whether it is another than the one we are."""
        return self.uid != os.geteuid()

    def popen(self) -> dict[str, Any]:
        """How Popen starts a program as this account, with nothing of our environment."""
        options: dict[str, Any] = {
            "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            "cwd": "/",
        }
        if self.foreign:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return options

    def own(self, path: Path, mode: int) -> None:
        """Make the folder this account's; refuse one that somebody else put there."""
        path.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or path.lstat().st_uid not in {os.geteuid(), self.uid}:
            raise Trouble(f"{path} 属于其他用户", f"{path} belongs to somebody else: remove it")
        if self.foreign:
            os.chown(path, self.uid, self.gid)
        path.chmod(mode)


def service_account(name: str = NAME) -> Account:
    """Our own account, or for root the system account of that name, made when it is missing."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        _make(name)
        entry = pwd.getpwnam(name)
    HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
    HOME.chmod(0o755)
    return Account(entry.pw_uid, entry.pw_gid)


def remove_account() -> None:
    """Take back what root's first start put on the machine, once no cluster is left in it."""
    if os.geteuid() != 0 or not HOME.is_dir() or any(HOME.glob("[0-9a-f]*/pgdata")):
        return
    shutil.rmtree(HOME)
    for name in (NAME, WITNESS):
        subprocess.run(["userdel", name], check=False, capture_output=True)
    print(f"removed {HOME} and the system accounts {NAME} and {WITNESS}")


def _make(name: str) -> None:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin")
    if sys.platform != "linux" or not useradd:
        raise Trouble(
            "PostgreSQL 不能以 root 身份运行，请改用普通用户",
            "PostgreSQL refuses to run as root, and there is no useradd: use an ordinary user",
        )
    print(f"root: {name} becomes a system account, with files in {HOME} (make clean removes both)")
    shell = ["--shell", "/usr/sbin/nologin"]
    done = subprocess.run(
        [useradd, "--system", "--user-group", "--no-create-home", "--home-dir", HOME, *shell, name],
        check=False,
        capture_output=True,
        text=True,
    )
    # 9: it exists, made by a start beside ours.
    if done.returncode not in {0, 9}:
        raise Trouble(
            f"无法创建系统账号 {name}：{done.stderr.strip()}",
            f"can't make the system account {name}: start as an ordinary user instead",
        )

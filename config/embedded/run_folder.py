"""One installation's private folder: addresses, keys, marks, locks and logs."""

import contextlib
import errno
import fcntl
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from config.embedded.trouble import Trouble


class RunFolder:
    """Keeps what one installation must remember, readable by its own account alone."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()

    def make(self) -> None:
        """Create the folder, or say why it can't be used."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.chmod(0o700)
            (self.path / "logs").mkdir(mode=0o700, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.path):
                pass
        except (PermissionError, FileExistsError, NotADirectoryError) as error:
            raise self._unwritable() from error
        except OSError as error:
            if error.errno == errno.EROFS:
                raise self._unwritable() from error
            raise

    def log(self, name: str) -> Path:
        """Where the service of that name writes what it has to say."""
        return self.path / "logs" / f"{name}.log"

    def read(self, name: str) -> dict[str, Any]:
        """The stored object of that name, empty where there is none."""
        try:
            content = json.loads((self.path / name).read_text())
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise Trouble(
                f"文件 {self.path / name} 已损坏，请从备份恢复，或用 make clean 清空后重来",
                f"{self.path / name} is damaged: restore it, or start anew after make clean",
            ) from error
        return dict(content)

    def write(self, name: str, content: Mapping[str, Any]) -> None:
        """Store the object whole or not at all, for our own account alone."""
        self.write_text(name, json.dumps(content, indent=1) + "\n")

    def write_text(self, name: str, text: str) -> None:
        """Store the text whole or not at all, for our own account alone."""
        # mkstemp makes its file 0600.
        handle, temporary = tempfile.mkstemp(dir=self.path, prefix=f".{name}.")
        try:
            with open(handle, "w") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, self.path / name)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def has(self, mark: str) -> bool:
        """Whether that mark was set by a start that got so far."""
        return (self.path / mark).exists()

    def text(self, mark: str) -> str:
        """What was noted under that mark, empty where it was never set."""
        try:
            return (self.path / mark).read_text().strip()
        except FileNotFoundError:
            return ""

    @contextlib.contextmanager
    def alone(self, lock: str) -> Iterator[None]:
        """Wait until nobody else is inside, and keep others out."""
        # The kernel drops the lock with its process, after kill -9 too.
        with self._open_lock(lock) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    @contextlib.contextmanager
    def alone_or_not(self, lock: str) -> Iterator[bool]:
        """Keep others out if nobody is inside; False, without waiting, if somebody is."""
        with self._open_lock(lock) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    @contextlib.contextmanager
    def together(self, lock: str) -> Iterator[None]:
        """Count as a user of what is locked, beside any number of others."""
        with self._open_lock(lock) as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            yield

    @contextlib.contextmanager
    def _open_lock(self, lock: str) -> Iterator[Any]:
        path = self.path / f"{lock}.lock"
        with open(os.open(path, os.O_CREAT | os.O_RDWR, 0o600), "r+") as file:
            yield file

    def _unwritable(self) -> Trouble:
        return Trouble(
            f"无法写入目录 {self.path}，请检查权限，或用 CUSTOS_RUN=目录 换一个位置",
            f"can't write in {self.path}: mend its rights, or set CUSTOS_RUN=folder",
        )

"""`make run`: everything up, kept up together, and down together."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import NoReturn

from config.embedded import processes, services
from config.embedded.address import Address, free_address
from config.embedded.children import Children, stop_leftovers
from config.embedded.product import prepare_product, start_product
from config.embedded.run_folder import RunFolder
from config.embedded.trouble import Trouble

_LOCK = "supervisor"
_PATIENCE = 60
# The serving processes get no key to more than their own roles.
_KEPT_FROM_CHILDREN = {
    "CUSTOS_OWNER",
    "DATABASE_URL",
    "OWNER_DATABASE_URL",
    "BACKUP_DATABASE_URL",
}


Step = Callable[[RunFolder, Children, Address], None]


def run(run_folder: Path, *, prepare: Step = prepare_product, serve: Step = start_product) -> int:
    """Start everything, stay until told to stop or one part dies, stop everything."""
    folder = RunFolder(run_folder)
    folder.make()
    _refuse_full_disk(folder)
    with folder.alone_or_not(_LOCK) as alone:
        if not alone:
            pid = folder.text(_LOCK)
            raise Trouble(f"Custos 已在运行（进程 {pid}）", f"Custos runs already (process {pid})")
        folder.write_text(_LOCK, str(os.getpid()))
        for left in stop_leftovers(folder):
            print(f"custos: stopped `{left}`, left by a start that was killed")
        return _serve(folder, free_address(), steps=(prepare, serve))


def stop(run_folder: Path) -> None:
    """Stop the supervisor with all that is its, or what one left."""
    folder = RunFolder(run_folder)
    if not folder.path.is_dir():
        return
    with folder.alone_or_not(_LOCK) as alone:
        pid = processes.first_number(folder.path / _LOCK)
        if not alone and pid:
            os.kill(pid, signal.SIGTERM)
    with folder.alone(_LOCK):
        stop_leftovers(folder)
        services.stop(run_folder)


def _serve(folder: RunFolder, address: Address, *, steps: tuple[Step, ...]) -> int:
    begin = time.monotonic()
    children = Children(folder, _environment(folder))
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, _interrupt)
    try:
        services.start(folder.path)
        for step in steps:
            step(folder, children, address)
        _await_health(children, address)
        _greet(folder, address, seconds=time.monotonic() - begin)
        _watch(folder, children)
    except KeyboardInterrupt:
        return 0
    finally:
        # A second Ctrl-C must not leave half of it running.
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        print("custos: stopping", flush=True)
        children.stop()
        services.stop(folder.path)
        print("custos: stopped", flush=True)


def _environment(folder: RunFolder) -> dict[str, str]:
    kept = {key: word for key, word in os.environ.items() if key not in _KEPT_FROM_CHILDREN}
    return kept | {
        "CUSTOS_RUN": str(folder.path),
        "DJANGO_SETTINGS_MODULE": "config.settings.run",
        "PYTHONUNBUFFERED": "1",
    }


def _await_health(children: Children, address: Address) -> None:
    healthy = processes.wait_until(
        lambda: bool(children.dead()) or address.healthy(), seconds=_PATIENCE
    )
    if not healthy and not children.dead():
        raise Trouble(
            f"{address.url}health/ 在 {_PATIENCE} 秒内没有应答",
            f"{address.url}health/ did not answer within {_PATIENCE} s",
        )


def _greet(folder: RunFolder, address: Address, *, seconds: float) -> None:
    print(f"\ncustos: {address.url}  ({seconds:.1f} s, Ctrl-C 停止 / stops)")
    if code := folder.text("first-run-code.txt"):
        print(f"\n首次启用的安装码 / set-up code of the first run: {code}")
    if logins := folder.text("demo-logins.txt"):
        print(f"\n{logins}\n\ndemo code: make code USER=...")
    print(flush=True)


def _watch(folder: RunFolder, children: Children) -> NoReturn:
    """Look on until a part dies or a signal comes."""
    while True:
        time.sleep(0.5)
        lost = services.ours() - set(services.pids(folder.path))
        gone = children.dead() or next(iter(lost), None)
        if gone:
            raise Trouble(
                f"{gone} 意外退出，已全部停止；再次 make run 即可恢复",
                f"{gone} ended by itself, so all was stopped: make run starts again",
            )


def _refuse_full_disk(folder: RunFolder) -> None:
    state = os.statvfs(folder.path)
    needed = 100 if folder.has("databases.json") else 400
    if state.f_bavail * state.f_frsize < needed * 1024 * 1024:
        raise Trouble(
            f"{folder.path} 所在磁盘空间不足 {needed} MB",
            f"less than {needed} MB are free where {folder.path} is",
        )


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt

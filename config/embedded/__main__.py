"""python -m config.embedded run|start|stop|status|clean [--test], or with --test -- COMMAND."""

import argparse
import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

from config.embedded import services, supervisor
from config.embedded.run_folder import RunFolder
from config.embedded.trouble import Trouble

PROJECT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Do what the arguments say; a trouble is one line."""
    options = _parse()
    try:
        return _COMMANDS[options.command](options)
    except Trouble as trouble:
        print(f"custos: {trouble}", file=sys.stderr)
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        print("custos: 磁盘空间不足，请腾出空间后再试 / no space left on the disk", file=sys.stderr)
    return 1


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m config.embedded")
    parser.add_argument("command", choices=_COMMANDS)
    parser.add_argument("--test", action="store_true", help="the suite's own services")
    cut = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    options = parser.parse_args(sys.argv[1:cut])
    options.arguments = sys.argv[cut + 1 :]
    default = PROJECT / (".run-test" if options.test else ".run")
    options.run_folder = Path(os.environ.get("CUSTOS_RUN") or default)
    return options


def _run(options: argparse.Namespace) -> int:
    return supervisor.run(options.run_folder)


def _start(options: argparse.Namespace) -> int:
    services.start(options.run_folder, test=options.test)
    print(f"custos: services are up, addresses in {options.run_folder}")
    return 0


def _stop(options: argparse.Namespace) -> int:
    supervisor.stop(options.run_folder)
    return 0


def _status(options: argparse.Namespace) -> int:
    found = services.pids(options.run_folder)
    for name in ("postgresql", "valkey"):
        print(f"{name:<10} {found.get(name, 'stopped')}")
    return 0 if found else 3


def _with(options: argparse.Namespace) -> int:
    """Run a command while the services are up."""
    with services.running(options.run_folder, test=options.test) as up:
        environment = os.environ | {"CUSTOS_RUN": str(up.run_folder)}
        return subprocess.run(options.arguments, env=environment, check=False).returncode


def _clean(options: argparse.Namespace) -> int:
    """Delete an installation; a real company's only when told so in so many words."""
    folder = RunFolder(options.run_folder)
    if folder.text("company") == "empty" and os.environ.get("DELETE") != "everything":
        raise Trouble(
            f"{folder.path} 里有真实公司的数据；确认删除请用 DELETE=everything make clean",
            f"{folder.path} holds a real company: DELETE=everything make clean deletes it",
        )
    supervisor.stop(folder.path)
    services.remove(folder.path)
    shutil.rmtree(folder.path, ignore_errors=True)
    return 0


_COMMANDS = {
    "run": _run,
    "start": _start,
    "stop": _stop,
    "status": _status,
    "clean": _clean,
    "with": _with,
}

if __name__ == "__main__":
    sys.exit(main())

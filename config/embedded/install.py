"""Put the locked packages into .venv, with the system's Python and nothing else.

Run by path, isolated, before anything is installed: it imports the standard library alone, and
keeps to syntax that an older Python reads far enough to be told that it is too old.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from typing import NoReturn

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENV = os.path.join(PROJECT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
NEEDED_MB = 900

# What an installer's complaint means, by words that stand in it.
REASONS = (
    ("No space left", "磁盘空间不足，请腾出空间后再试", "no space left on the disk"),
    (
        "DO NOT MATCH THE HASHES",
        "下载的包与锁文件的哈希不符，已拒绝安装",
        "a package differs from the lock file and was refused: check PIP_INDEX_URL",
    ),
    (
        "NewConnectionError",
        "无法连接软件源，请检查网络或 PIP_INDEX_URL",
        "the package index is out of reach: check the network or PIP_INDEX_URL",
    ),
    (
        "No matching distribution",
        "软件源里没有适合本机 Python 或系统的包，可试 PYTHON=python3.12 make run",
        "no package for this Python and system: try PYTHON=python3.12 make run",
    ),
    ("ermission denied", "无法写入 .venv，请检查权限", "can't write in .venv: mend its rights"),
)


def main() -> None:
    """Have .venv hold what requirements/<name>.txt locks."""
    lock = os.path.join(PROJECT, "requirements", sys.argv[1] + ".txt")
    stamp = os.path.join(VENV, "installed-" + sys.argv[1])
    with open(lock, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    if os.path.exists(PYTHON) and read(stamp) == digest:
        return
    check_machine()
    make_venv()
    install(lock)
    with open(stamp, "w") as file:
        file.write(digest)


def check_machine() -> None:
    """End here on a machine that this can't work on."""
    if sys.version_info < (3, 11):  # noqa: UP036, the one line that an old Python must reach
        fail(
            "需要 Python 3.11 或更新版本，可指定 PYTHON=python3.12 make run",
            f"Python 3.11 or newer is needed, not {platform.python_version()}: "
            "PYTHON=python3.12 make run",
        )
    if sys.platform == "linux" and platform.libc_ver()[0] != "glibc":
        fail(
            "需要基于 glibc 的 Linux（如 Debian、Ubuntu、RHEL），不支持 musl（Alpine）",
            "Linux with glibc is needed (Debian, Ubuntu, RHEL), musl (Alpine) won't do",
        )
    if not os.access(PROJECT, os.W_OK):
        fail(f"无法写入 {PROJECT}，请检查权限", f"can't write in {PROJECT}: mend its rights")
    if shutil.disk_usage(PROJECT).free < NEEDED_MB * 1024 * 1024:
        fail(
            f"{PROJECT} 所在磁盘空间不足 {NEEDED_MB} MB",
            f"less than {NEEDED_MB} MB are free where {PROJECT} is",
        )


def make_venv() -> None:
    """Make .venv, also in place of one whose Python is gone."""
    if runs(PYTHON, "import pip, sys; assert sys.version_info >= (3, 11)"):
        return
    if not runs(sys.executable, "import venv, ensurepip"):
        fail(
            "Python 缺少 venv 模块，请安装（Debian、Ubuntu：apt install python3-venv）",
            "Python has no venv module: apt install python3-venv (Debian, Ubuntu)",
        )
    print("custos: 创建 .venv / making .venv", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        explain(made.stdout + made.stderr)


def install(lock: str) -> None:
    """Install what the lock file names, each package checked against its hash."""
    version = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, text=True)
    if int(version.stdout.split()[1].split(".")[0]) < 22:
        fail(
            "pip 版本过低，请运行 .venv/bin/python -m pip install -U pip",
            "pip is too old: .venv/bin/python -m pip install -U pip",
        )
    print(
        f"custos: 安装依赖，首次需要几分钟 / installing {os.path.relpath(lock, PROJECT)}, "
        "some minutes the first time",
        flush=True,
    )
    # Wheels alone: nothing is compiled, and no package's code runs while it is installed.
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--only-binary", ":all:", "--require-hashes", "-r", lock]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        explain(done.stderr)


def runs(python: str, code: str) -> bool:
    """Whether that interpreter can do that."""
    try:
        return subprocess.run([python, "-c", code], capture_output=True).returncode == 0
    except OSError:
        return False


def read(path: str) -> str:
    """The file's text, empty where there is none."""
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


def explain(output: str) -> NoReturn:
    """End with what the installer's complaint means."""
    for words, chinese, english in REASONS:
        if words in output:
            fail(chinese, english)
    lines = output.strip().splitlines() or ["?"]
    fail("安装失败：" + lines[-1], "the installation failed")


def fail(chinese: str, english: str) -> NoReturn:
    """End with one line."""
    sys.exit(f"custos: {chinese} / {english}")


if __name__ == "__main__":
    main()

"""A company's own servers: settings that Django's deployment check has nothing to say about."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def given(**more: str) -> dict[str, str]:
    """A production environment, with nothing of the suite's in it."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "CUSTOS_RUN": "/nonexistent",
        "CUSTOS_HOSTS": "crm.example.com",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "CUSTOS_FIELD_KEYS": "aQ" * 21 + "A=",
        "CUSTOS_INDEX_KEY_WHOLE": "ab" * 32,
        "CUSTOS_INDEX_KEY_LAST4": "cd" * 32,
    }
    return environment | more


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=given(**environment),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_deployment_check_has_no_warning() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_a_missing_key_is_named_and_nothing_starts() -> None:
    done = manage("check", SECRET_KEY="", CUSTOS_HOSTS="")
    assert done.returncode != 0
    assert "not in the environment: CUSTOS_HOSTS, SECRET_KEY" in done.stderr


def test_demo_commands_refuse() -> None:
    for command in (["load_demo"], ["demo_code", "zhang.wei"]):
        done = manage(*command)
        assert done.returncode != 0, command
        assert "Traceback" not in done.stderr

"""The commands in docs/api.md bring a file in, as they stand there."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from access.models import ApiToken, User
from customers.models import Import
from tests.cast import PURPOSE

DOCS = Path(__file__).resolve().parents[2] / "docs" / "api.md"


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl on this machine")
def test_commands_of_the_documentation_run(
    data_steward: User, live_server: object, tmp_path: Path
) -> None:
    english = DOCS.read_text().split("\n# ")[0]
    settings, *commands = re.findall(r"```sh\n(.*?)```", english, re.DOTALL)
    assert settings.startswith("export CUSTOS=")
    _, token = ApiToken.objects.create(user=data_steward)
    given = {"CUSTOS": str(live_server), "TOKEN": token, "PURPOSE": PURPOSE, "NO_PROXY": "*"}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(commands)],
        cwd=tmp_path,
        env=os.environ | given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "'written': 2" in done.stdout.splitlines()[-1]
    assert "This is no phone number" in done.stdout
    assert '"bad_phone"' in (tmp_path / "refused.csv").read_text()
    assert json.loads((tmp_path / "mapping.json").read_text())["fields"]["phone"]["column"] == 4
    assert Import.objects.get().state == "DONE"

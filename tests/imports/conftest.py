"""Who imports, and jobs that nobody takes."""

import pytest

from access.models import Department, User
from customers import tasks
from tests.cast import STAFF_VERBS, make_post, make_user


@pytest.fixture
def importer(east: Department) -> User:
    post = make_post("test-importer", scope="DEPARTMENT", verbs=[*STAFF_VERBS, "IMPORT"])
    return make_user("importer", post, east)


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody takes the jobs that are sent off."""
    monkeypatch.setattr(tasks.run_job_task, "apply_async", lambda *_, **__: None)

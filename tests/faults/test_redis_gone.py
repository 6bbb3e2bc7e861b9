"""Redis is gone, or silent: people log in and read all the same, and jobs wait in their rows."""

import socket
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from celery import current_app
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from access.models import Company, User
from access.public_id import encode
from customers import tasks
from customers.models import Job, JobState
from tests.cast import log_in
from tests.ledger import events_of

PATIENCE = 3.0


@pytest.fixture(params=["refuses", "is silent"])
def redis(request: pytest.FixtureRequest, settings: LazySettings) -> Iterator[None]:
    """An address where nothing listens, or where nobody ever answers."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        if request.param == "is silent":
            place.listen()
        url = f"redis://127.0.0.1:{place.getsockname()[1]}/0"
        settings.REDIS_URL = url
        before = {name: current_app.conf[name] for name in ("broker_url", "task_always_eager")}
        current_app.conf.update(broker_url=url, task_always_eager=False)
        yield
        current_app.conf.update(before)


def test_people_log_in_and_read(redis: None, sales: User, customer: int) -> None:
    Company.objects.create(name_zh="衡川传动")
    client, started = Client(), time.monotonic()
    came = client.post("/accounts/login/", {"login": "sales", "password": "correct horse"})
    assert came.status_code == 302
    answer = log_in(sales).get(f"/customers/{encode(customer)}/")
    assert answer.status_code == 200
    assert time.monotonic() - started < PATIENCE
    assert [event.verb for event in events_of(answer["X-Request-ID"])] == ["READ", "READ"]


def test_limits_hold_all_the_same(redis: None, sales: User) -> None:
    Company.objects.create(name_zh="衡川传动")
    statuses = [
        Client().post("/accounts/login/", {"login": "sales", "password": f"wrong {n}"}).status_code
        for n in range(7)
    ]
    assert statuses[0] == 200
    assert set(statuses[5:]) <= {403, 429}
    right = Client().post("/accounts/login/", {"login": "sales", "password": "correct horse"})
    assert right.status_code in {403, 429}


def test_job_waits_in_its_row_and_is_found_later(
    redis: None, data_steward: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Job.objects.create(kind="CHECK_IMPORT", subject=7, actor=data_steward)
    started = time.monotonic()
    tasks.dispatch(job.pk)
    assert time.monotonic() - started < PATIENCE
    Job.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    sent: list[int] = []
    monkeypatch.setattr(tasks, "dispatch", sent.append)
    tasks.resume_jobs_task()
    assert sent == [job.pk]
    assert Job.objects.get().state == JobState.QUEUED

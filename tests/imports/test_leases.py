"""A job belongs to one attempt at a time, and survives its worker and its broker."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.utils import timezone
from kombu.exceptions import OperationalError

from access.models import User
from customers import tasks
from customers.jobs.cancel_job import cancel_job
from customers.jobs.lease import JobCancelled, LeaseLost, take_job
from customers.jobs.resume_jobs import jobs_left_alone
from customers.jobs.run_job import run_job
from customers.models import ImportState, Job, JobState
from tests.cast import acting
from tests.imports.bringing import refusals, start
from tests.imports.numbered_rows import checked, checked_now, count, rows

ROOT = Path(__file__).resolve().parents[2]


def test_two_attempts_never_write_both(data_steward: User, waiting: None) -> None:
    made = checked_now(data_steward, rows(3))
    job = start(data_steward, made)
    first = take_job(job.pk)
    assert first is not None
    assert take_job(job.pk) is None
    _expire(job)
    assert jobs_left_alone() == [job.pk]
    run_job(job.pk)
    with pytest.raises(LeaseLost):
        first.step(1)
    with pytest.raises(LeaseLost):
        first.finish({})
    first.close()
    assert count() == 3


def test_job_that_was_dropped_three_times_is_given_up(data_steward: User, waiting: None) -> None:
    made = checked_now(data_steward, rows(3))
    job = start(data_steward, made)
    for _ in range(3):
        lease = take_job(job.pk)
        assert lease is not None
        lease.close()
        _expire(job)
    assert jobs_left_alone() == []
    job.refresh_from_db()
    made.refresh_from_db()
    assert (job.state, job.error, made.state) == ("FAILED", "gave_up", "CHECKED")


def test_asking_to_stop_reaches_the_next_step(data_steward: User, waiting: None) -> None:
    made = checked_now(data_steward, rows(3))
    job = start(data_steward, made)
    lease = take_job(job.pk)
    assert lease is not None
    cancel_job(actor=acting(data_steward), job_id=job.pk)
    with pytest.raises(JobCancelled):
        lease.step(1)
    lease.close()


def test_broker_that_does_not_answer_leaves_the_job_in_its_row(
    data_steward: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError

    monkeypatch.setattr(tasks.run_job_task, "apply_async", refuse)
    made = checked(data_steward, rows(3))
    assert made.job is not None
    assert made.job.state == JobState.QUEUED
    Job.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    monkeypatch.undo()
    tasks.resume_jobs_task()
    made.refresh_from_db()
    assert made.state == ImportState.CHECKED


WORKER = """
import django, sys
django.setup()
from django.db import connections
for alias in connections:
    connections[alias].settings_dict["NAME"] = sys.argv[2]
from customers.imports import write_import
writing = write_import.write_customers
def slow(**given):
    written = writing(**given)
    print("written", flush=True)
    return written
write_import.write_customers = slow
from customers.jobs.run_job import run_job
run_job(int(sys.argv[1]))
"""


@pytest.mark.parametrize("batches", [1, 3, 6])
def test_killed_worker_leaves_nothing_and_the_next_attempt_writes_all(
    data_steward: User, waiting: None, settings: LazySettings, batches: int
) -> None:
    made = checked_now(data_steward, rows(3000))
    job = start(data_steward, made)
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(job.pk), connection.settings_dict["NAME"]],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test"},
        stdout=subprocess.PIPE,
    )
    assert worker.stdout is not None
    for _ in range(batches):
        assert worker.stdout.readline() == b"written\n"
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    time.sleep(0.5)  # the server notices that its client is gone
    assert count() in {0, 3000}
    _expire(job)
    for left in jobs_left_alone():
        run_job(left)
    job.refresh_from_db()
    made.refresh_from_db()
    assert (job.state, made.state, count()) == ("DONE", "DONE", 3000)
    assert refusals(made) == []


def _expire(job: Job) -> None:
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(
        lease_until=timezone.now() - timedelta(seconds=1)
    )

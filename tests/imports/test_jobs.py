"""An import is written once, whole, by who still may."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from access.errors import RecordNotVisible
from access.models import Grant, User
from access.public_id import encode
from customers.imports import storage, write_import
from customers.imports.own_import import own_import
from customers.imports.start_import import AlreadyImported, RowsRefused
from customers.imports.sweep_uploads import sweep_uploads
from customers.jobs.cancel_job import cancel_job
from customers.jobs.run_job import run_job
from customers.models import Import, ImportState, Job, JobState
from tests.cast import MakeCustomer, acting
from tests.imports.bringing import start
from tests.imports.numbered_rows import checked, checked_now, count, rows
from tests.ledger import events_of


def test_every_batch_is_one_ticket_that_names_its_customers(data_steward: User) -> None:
    made = checked(data_steward, rows(1100))
    job = start(data_steward, made)
    assert (job.state, job.result["written"], job.done, job.total) == ("DONE", 1100, 1100, 1100)
    events = events_of(f"job:{encode(job.pk)}")
    named = [event.ids for event in events if (event.verb, event.kind) == ("CREATE", "INTENT")]
    assert [len(ids) for ids in named] == [500, 500, 100]
    results = [e for e in events if (e.verb, e.kind) == ("CREATE", "RESULT")]
    assert [event.outcome for event in results] == ["ALLOWED"] * 3
    assert not (storage.folder() / made.stored_name).is_file()
    assert made.state == ImportState.DONE


def test_no_value_of_the_file_is_in_the_tables_of_imports(data_steward: User) -> None:
    # Long needles: the tables hold random base32 text, in which two letters turn up by chance.
    wrong = "K9-unmistakable"
    made = checked(data_steward, rows(3) + f"{wrong},,\n".encode())
    start(data_steward, made, leave_out=True)
    with connection.cursor() as cursor:
        for table in ("job", "import", "refusal"):
            cursor.execute(f"SELECT t::text FROM customers_{table} t")
            said = "".join(row[0] for row in cursor.fetchall())
            assert "客户" not in said
            assert wrong not in said
            assert "file.csv" not in said


def test_refused_rows_stop_the_start_until_they_may_be_left_out(data_steward: User) -> None:
    made = checked(data_steward, rows(2) + b"K9,\n")
    with pytest.raises(RowsRefused):
        start(data_steward, made)
    assert count() == 0
    assert start(data_steward, made, leave_out=True).result["refused"] == 1
    assert count() == 2


def test_double_click_starts_one_job(data_steward: User, waiting: None) -> None:
    made = checked_now(data_steward, rows(3))
    assert start(data_steward, made).pk == start(data_steward, made).pk


def test_twenty_uploads_of_one_file_started_at_once_make_one_import(data_steward: User) -> None:
    made = [checked(data_steward, rows(40)) for _ in range(20)]

    def begin(one: Import) -> object:
        try:
            return start(data_steward, one).pk
        except AlreadyImported as earlier:
            return earlier
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(begin, made))
    assert sum(isinstance(answer, int) for answer in answers) == 1
    assert Import.objects.filter(state=ImportState.DONE).count() == 1
    assert count() == 40


def test_the_same_rows_in_another_file_are_known_and_left_as_they_are(data_steward: User) -> None:
    start(data_steward, checked(data_steward, rows(3)))
    again = checked(data_steward, rows(4))
    assert (again.counts["known"], again.counts["good"]) == (3, 1)
    assert start(data_steward, again).result == {
        "rows": 4, "written": 1, "known": 3, "refused": 0, "tickets": 1,
    }  # fmt: skip


def test_another_persons_import_does_not_exist(data_steward: User, importer: User) -> None:
    made = checked(data_steward, rows(1))
    for import_id in (made.pk, 7):
        with pytest.raises(RecordNotVisible):
            own_import(acting(importer), import_id)
    with pytest.raises(RecordNotVisible):
        cancel_job(actor=acting(importer), job_id=made.job_id or 0)


def test_cancel_before_the_start_gives_the_file_back(data_steward: User, waiting: None) -> None:
    made = checked_now(data_steward, rows(3))
    job = start(data_steward, made)
    cancel_job(actor=acting(data_steward), job_id=job.pk)
    job.refresh_from_db()
    made.refresh_from_db()
    assert (job.state, made.state) == (JobState.CANCELLED, ImportState.CHECKED)
    run_job(job.pk)
    assert count() == 0


def test_cancel_at_half_takes_everything_back_and_it_can_be_started_again(
    data_steward: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = checked(data_steward, rows(2000))
    seen: list[int] = []
    writing = write_import.write_customers

    def write_and_cancel(**given: Any) -> Any:
        seen.append(Job.objects.using("owner").get(pk=_job(made)).done)
        if len(seen) == 2:
            with ThreadPoolExecutor(1) as elsewhere:
                elsewhere.submit(_cancel, data_steward, _job(made)).result()
        return writing(**given)

    monkeypatch.setattr(write_import, "write_customers", write_and_cancel)
    job = start(data_steward, made)
    # Progress shows on other connections while the one transaction is open.
    assert seen == [0, 500]
    assert (job.state, made.state, count()) == ("CANCELLED", "CHECKED", 0)
    monkeypatch.undo()
    assert start(data_steward, made).state == "DONE"
    assert count() == 2000


def _cancel(person: User, job_id: int) -> None:
    """From a connection of its own, as another request does."""
    cancel_job(actor=acting(person), job_id=job_id)
    connections.close_all()


def _job(made: Import) -> int:
    return int(Import.objects.using("owner").values_list("job", flat=True).get(pk=made.pk) or 0)


def test_right_that_ends_on_the_way_ends_the_import(
    importer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = checked(importer, rows(1200))
    writing = write_import.write_customers

    def write_and_revoke(**given: Any) -> Any:
        written = writing(**given)
        Grant.objects.using("owner").update(ends_on=timezone.localdate() - timedelta(days=1))
        return written

    monkeypatch.setattr(write_import, "write_customers", write_and_revoke)
    job = start(importer, made)
    assert (job.state, job.error, count()) == ("FAILED", "no_right", 0)


def test_row_that_was_good_and_is_refused_now_stops_all(
    importer: User, outsider: User, make_customer: MakeCustomer, waiting: None
) -> None:
    made = checked_now(importer, rows(3))
    job = start(importer, made)
    make_customer(outsider, external_source="erp", external_id="K1")
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == ("FAILED", "changed")
    assert count() == 1


def test_files_that_nobody_started_are_destroyed_after_a_week(data_steward: User) -> None:
    made = checked(data_steward, rows(3))
    place = storage.folder() / made.stored_name
    assert sweep_uploads() == 0
    assert place.exists()
    Import.objects.update(changed_at=timezone.now() - timedelta(days=8))
    os.utime(place, (time.time() - 8 * 86400,) * 2)
    assert sweep_uploads() >= 1
    made.refresh_from_db()
    assert (made.state, made.stored_name, place.exists()) == ("ABANDONED", "", False)

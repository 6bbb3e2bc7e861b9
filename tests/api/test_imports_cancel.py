"""A program stops a job, or gives an upload up; a person can go on where it left off."""

from access.models import User
from access.public_id import decode
from customers.jobs.run_job import run_job
from customers.models import Job
from tests.api.importing import ImportProgram, mapped, stored
from tests.cast import log_in
from tests.ledger import events_of


def test_cancelled_before_it_began_it_can_be_started_again(
    program: ImportProgram, waiting: None
) -> None:
    check = mapped(program).check().json()
    assert check["state"] == "QUEUED"
    run_job(decode(check["id"]))
    job = program.start().json()["id"]
    answer = program.client.post(f"{program.address}cancel/")
    assert (answer.status_code, answer.json()["state"]) == (202, "CANCELLED")
    run_job(decode(job))
    made = program.read().json()
    assert (made["state"], made["job"]["state"]) == ("CHECKED", "CANCELLED")
    again = program.start().json()["id"]
    assert again != job
    run_job(decode(again))
    assert program.read().json()["state"] == "DONE"


def test_job_that_runs_is_asked_to_stop(program: ImportProgram, waiting: None) -> None:
    job = mapped(program).check().json()["id"]
    Job.objects.filter(pk=decode(job)).update(state="RUNNING")
    answer = program.client.post(f"/api/v1/jobs/{job}/cancel/").json()
    assert (answer["state"], answer["is_cancelled"], answer["is_over"]) == ("RUNNING", True, False)


def test_failed_job_says_why_in_the_language_of_the_request(
    program: ImportProgram, waiting: None
) -> None:
    job = mapped(program).check().json()["id"]
    Job.objects.filter(pk=decode(job)).update(
        state="FAILED", error="bad_encoding", detail={"line": 17, "byte": "0x81"}
    )
    program.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    error = program.client.get(f"/api/v1/jobs/{job}/").json()["error"]
    assert (error["code"], error["title"]) == (
        "bad_encoding", "Line 17: byte 0x81 is no character of the file's encoding",
    )  # fmt: skip


def test_upload_that_is_given_up_is_destroyed_and_so_the_check_ends(
    program: ImportProgram, waiting: None
) -> None:
    before = stored()
    job = mapped(program).check().json()["id"]
    assert len(stored()) == len(before) + 1
    answer = program.client.delete(program.address)
    assert answer.status_code == 204
    assert stored() == before
    (event,) = events_of(answer["X-Request-ID"])
    assert (event.verb, event.body["step"]) == ("IMPORT", "ABANDONED")
    run_job(decode(job))
    made = program.read().json()
    assert (made["state"], made["job"]["state"]) == ("ABANDONED", "CANCELLED")
    assert program.client.delete(program.address).status_code == 409


def test_what_a_program_began_a_person_can_finish_on_the_pages(
    program: ImportProgram, importer: User
) -> None:
    mapped(program).check()
    pages = log_in(importer)
    number = program.made["id"]
    assert pages.get(f"/imports/{number}/check/").status_code == 200
    assert pages.post(f"/imports/{number}/start/").status_code == 302
    assert program.read().json()["state"] == "DONE"

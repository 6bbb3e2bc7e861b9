"""Run one attempt at a job, and say how it ended."""

import logging

from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError

from access.actor import Actor, actor_for
from access.errors import NoGrant, PurposeMissing, RecordNotVisible, WallsDrifted
from access.models import User
from access.public_id import encode
from audit.ledger.book import LedgerUnavailable
from customers.imports.check_import import check_import
from customers.imports.errors import FileRefused, ImportChanged
from customers.imports.release_import import release_import
from customers.imports.write_import import write_import
from customers.jobs.lease import JobCancelled, Lease, LeaseLost, take_job
from customers.models import JobKind, JobState

log = logging.getLogger(__name__)

# What passes by itself: the attempt lets go, and the next one tries again.
PASSING = (LedgerUnavailable, WallsDrifted, OperationalError, InterfaceError)


def run_job(job_id: int) -> None:
    """Take the job and work; nothing where another attempt is at it."""
    lease = take_job(job_id)
    if lease is None:
        return
    try:
        _work(lease)
    except LeaseLost:
        log.warning("job %s was taken over", encode(job_id))
    except JobCancelled:
        _end(lease, JobState.CANCELLED)
    except FileRefused as refused:
        _end(lease, JobState.FAILED, refused.code, line=refused.line, **refused.detail)
    except ImportChanged:
        _end(lease, JobState.FAILED, "changed")
    except (NoGrant, PurposeMissing, RecordNotVisible):
        _end(lease, JobState.FAILED, "no_right")
    except PASSING as failure:
        log.warning("job %s will be tried again: %s", encode(job_id), type(failure).__name__)
        lease.let_go()
    except IntegrityError:  # an external id was taken since the check
        _end(lease, JobState.FAILED, "changed")
    except DatabaseError as failure:
        # Its words would quote the row: its kind and SQLSTATE alone are logged.
        state = getattr(failure.__cause__, "pgcode", "")
        log.error("job %s failed: %s %s", encode(job_id), type(failure).__name__, state)
        _end(lease, JobState.FAILED, "unexpected")
    finally:
        lease.close()


def _work(lease: Lease) -> None:
    def actor_now() -> Actor:
        user = User.objects.get(pk=lease.job.actor_id)
        number = f"job:{encode(lease.job.pk)}"
        return actor_for(user, purpose=lease.job.purpose, request=number, channel="JOB")

    if lease.job.kind == JobKind.CHECK_IMPORT:
        check_import(lease, actor_now())
    else:
        write_import(lease, actor_now)


def _end(lease: Lease, state: JobState, error: str = "", **detail: int | str) -> None:
    if lease.end(state, error, detail):
        release_import(lease.job.pk)

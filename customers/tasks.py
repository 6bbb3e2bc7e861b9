"""What the worker does; arguments are ids alone."""

import logging

from celery import current_app, shared_task
from django.conf import settings
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from access.public_id import encode
from customers.imports.sweep_uploads import sweep_uploads
from customers.jobs.resume_jobs import jobs_left_alone
from customers.jobs.run_job import run_job

log = logging.getLogger(__name__)


@shared_task(name="customers.run_job")
def run_job_task(job_id: int) -> None:
    """One attempt at a job."""
    run_job(job_id)


@shared_task(name="customers.resume_jobs")
def resume_jobs_task() -> None:
    """Take up again what a killed worker left, or what never reached one."""
    for job_id in jobs_left_alone():
        dispatch(job_id)


@shared_task(name="customers.sweep_uploads")
def sweep_uploads_task() -> None:
    """Destroy what was uploaded and never imported."""
    sweep_uploads()


def dispatch(job_id: int) -> None:
    """Send a job off. Without Redis it waits in its row, and resume_jobs finds it."""
    patience = settings.CUSTOS_BROKER_PATIENCE
    options = {"socket_timeout": patience, "socket_connect_timeout": patience, "max_retries": 0}
    try:
        with current_app.connection_for_write(transport_options=options) as broker:
            run_job_task.apply_async((job_id,), producer=broker.Producer(), retry=False)
    except (OperationalError, RedisError):
        log.warning("job %s waits: the broker does not answer", encode(job_id))

"""Work that takes long: Celery, and what happens by the clock."""

from datetime import timedelta
from typing import Any

from config.settings.databases import RUN

CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A page waits no longer than this for a broker that is silent (customers/tasks.py).
CUSTOS_BROKER_PATIENCE = 1.0  # seconds
CELERY_BEAT_SCHEDULE: dict[str, Any] = {
    "resume-jobs": {"task": "customers.resume_jobs", "schedule": timedelta(minutes=1)},
    "sweep-uploads": {"task": "customers.sweep_uploads", "schedule": timedelta(hours=1)},
    "close-abandoned": {"task": "access.close_abandoned", "schedule": timedelta(minutes=1)},
    "close-long-abandoned": {"task": "access.close_long_abandoned", "schedule": timedelta(days=1)},
    "count-refusals": {"task": "access.count_refusals", "schedule": timedelta(minutes=1)},
    "check-walls": {"task": "access.check_walls", "schedule": timedelta(minutes=5)},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(RUN / "beat-schedule")

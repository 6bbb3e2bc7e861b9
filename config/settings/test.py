"""The suite's settings: its own run folder, quick hashing, mail kept in memory."""

import os
from pathlib import Path

os.environ.setdefault("CUSTOS_OWNER", "1")
os.environ.setdefault("CUSTOS_SEALER", "1")
os.environ.setdefault("CUSTOS_RUN", str(Path(__file__).resolve().parents[2] / ".run-test"))

from config.settings.base import *  # noqa: F403
from config.settings.base import BASE_DIR, MEDIA_ROOT  # noqa: F401

# Each of the suite's processes counts its own files.
MEDIA_ROOT = MEDIA_ROOT / os.environ.get("PYTEST_XDIST_WORKER", "one")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
CUSTOS_DEMO = True

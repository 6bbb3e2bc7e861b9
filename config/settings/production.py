"""A company's own servers: everything from the environment, behind a proxy that speaks TLS."""

import os

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import CUSTOS_FIELD_KEYS, CUSTOS_INDEX_KEYS, LOGGING, SECRET_KEY

ALLOWED_HOSTS = [host for host in os.environ.get("CUSTOS_HOSTS", "").split(",") if host]

_missing = [
    name
    for name, given in {
        "CUSTOS_HOSTS": ALLOWED_HOSTS,
        "SECRET_KEY": SECRET_KEY,
        "CUSTOS_FIELD_KEYS": CUSTOS_FIELD_KEYS,
        "CUSTOS_INDEX_KEY_WHOLE": CUSTOS_INDEX_KEYS["whole"],
        "CUSTOS_INDEX_KEY_LAST4": CUSTOS_INDEX_KEYS["last4"],
    }.items()
    if not given
]
if _missing:
    raise ImproperlyConfigured(f"not in the environment: {', '.join(_missing)}")

# No demo company, no demo codes: the commands refuse.
CUSTOS_DEMO = False

# The proxy sets this header on every request, whatever a visitor sent.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# Asked by the container's own health check, which speaks no TLS.
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "1") == "1"

# A line for each request, as JSON, without its query.
LOGGING["loggers"] = {"django_structlog": {"level": "INFO"}}

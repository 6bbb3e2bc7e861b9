"""What every way of running Custos shares."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.settings.databases import RUN, databases, stored
from config.settings.jobs import *  # noqa: F403
from config.settings.logs import *  # noqa: F403
from config.settings.people import *  # noqa: F403

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parents[2]
CUSTOS_RUN = RUN

# --- secrets: from the environment, else from the run folder ---------------------------------
_secrets = stored("secrets.json")
SECRET_KEY: str = os.environ.get("SECRET_KEY") or _secrets.get("secret_key", "")
CUSTOS_FIELD_KEYS: list[str] = [
    key for key in os.environ.get("CUSTOS_FIELD_KEYS", "").split(",") if key
] or _secrets.get("field_keys", [])
CUSTOS_INDEX_KEYS: dict[str, str] = {
    kind: os.environ.get(f"CUSTOS_INDEX_KEY_{kind.upper()}")
    or _secrets.get("index_keys", {}).get(kind, "")
    for kind in ("whole", "last4")
}

DEBUG = False
ALLOWED_HOSTS: list[str] = ["127.0.0.1", "localhost", "[::1]"]

INSTALLED_APPS = [
    "config",
    "audit.ledger",
    "audit.oversight",
    "access",
    "customers",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django_prometheus",
    "django_structlog",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "rest_framework",
    "simple_history",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.request_log.RequestLogMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "access.middleware.ActorMiddleware",
    "access.mfa_gate.MfaGate",
    "axes.middleware.AxesMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.frame.frame",
            ],
            "builtins": ["access.templatetags.custos"],
        },
    }
]

# --- data ------------------------------------------------------------------------------------
DATABASES = databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SIMPLE_HISTORY_HISTORY_ID_USE_UUID = True
MEDIA_ROOT = Path(os.environ.get("CUSTOS_MEDIA", RUN / "media"))
REDIS_URL: str = (
    os.environ.get("REDIS_URL")
    or stored("databases.json").get("redis")
    or "redis://127.0.0.1:6379/0"
)
CELERY_BROKER_URL = REDIS_URL
# Rate limits alone are kept here: they hold while Redis is away.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_limits",
    }
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
CUSTOS_UPLOAD_LIMIT = 50 * 1024 * 1024

# --- language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [
    BASE_DIR / "locale" / app for app in ("config", "audit", "access", "customers", "imports")
]
USE_I18N = True
USE_TZ = True
TIME_ZONE = CELERY_TIMEZONE = "Asia/Shanghai"
CURRENCY = "CNY"

# --- what a browser may do with our pages ------------------------------------------------------
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- API ---------------------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "access.token_authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.problem.problem_response",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Custos API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
# Every token is given its own end; knox's own is for none that forgot to.
REST_KNOX = {"TOKEN_TTL": timedelta(hours=1), "AUTO_REFRESH": False, "TOKEN_PREFIX": "custos_"}
KNOX_TOKEN_MODEL = "access.ApiToken"  # noqa: S105  # the name of a model

# --- mail -----------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = RUN / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("CUSTOS_MAIL_FROM", "custos@localhost")
# Names of the operating company's installation, and whether its data is made up.
CUSTOS_DEMO = False
# Receipts and anchors of the ledger: on this machine, out of the database's reach.
CUSTOS_LEDGER_STATE: Path = Path(os.environ.get("CUSTOS_LEDGER_STATE", RUN / "ledger"))
CUSTOS_ANCHORS: Path = Path(os.environ.get("CUSTOS_ANCHORS", RUN / "anchors"))
CUSTOS_WITNESS = os.environ.get("CUSTOS_WITNESS") or stored("witness.json").get("socket", "")
CUSTOS_LEDGER_KEYS: Path = Path(os.environ.get("CUSTOS_LEDGER_KEYS", RUN / "ledger-key"))
# Every protected table, as the database must guard it.
CUSTOS_WALLS = "config.policies.WALLS"
# Whose decisions are explained: the guarded door to customers.
CUSTOS_EXPLAINED = "customers.records.customer_records"
# The attributes by which a grant may be narrowed.
CUSTOS_DECLARED = "customers.declared.declared_attributes"
# Asked before a department closes; access itself knows no customers.
CUSTOS_DEPARTMENT_HOLDS = "customers.holding.department_holds_customers"

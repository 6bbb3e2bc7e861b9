"""Who logs in, how, and how often somebody may try."""

import os
from datetime import timedelta

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
_validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_validation}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_validation}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_validation}.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
CSRF_FAILURE_VIEW = "config.error_pages.csrf_failure"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

ACCOUNT_ADAPTER = "access.account_adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Wrong passwords are counted by axes, wrong codes here; a whole office comes from one address.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "5/5m/key"}
MFA_ADAPTER = "access.mfa_adapter.MFAAdapter"
MFA_FORMS = {"authenticate": "access.forms.code_form.CodeForm"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Custos"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "access.lock_out.counted_name"
# Neither what was typed nor who came from where: the ledger has the log-ins.
AXES_SENSITIVE_PARAMETERS = ["login", "username", "ip_address"]
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_CALLABLE = "access.lock_out.locked_out"
# Only these proxies are believed when they name the visitor's address.
CUSTOS_TRUSTED_PROXIES = [
    proxy for proxy in os.environ.get("CUSTOS_TRUSTED_PROXIES", "").split(",") if proxy
]
AXES_CLIENT_IP_CALLABLE = "access.visitor_address.visitor_address"

"""The six database roles and what each may do to the server itself."""

from urllib.parse import quote, urlencode

DATABASE = "custos"

_COMMON = "LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION"
ATTRIBUTES = {
    "owner": f"{_COMMON} CREATEDB NOBYPASSRLS",
    "app": f"{_COMMON} NOCREATEDB NOBYPASSRLS",
    "door": f"{_COMMON} NOCREATEDB NOBYPASSRLS",
    "auditor": f"{_COMMON} NOCREATEDB NOBYPASSRLS",
    "sealer": f"{_COMMON} NOCREATEDB NOBYPASSRLS",
    "backup": f"{_COMMON} NOCREATEDB BYPASSRLS",
}
SERVING = ("app", "door", "auditor")

# The owner ends what holds a test database open; the backup role reads past row security.
MEMBERSHIPS = (
    "GRANT pg_signal_backend TO custos_owner",
    "GRANT pg_read_all_data TO custos_backup",
)
# Values stand in statements, in a failed row, and open tickets in both: neither a role's other
# sessions nor the server's log may show them.
DISCREET = {
    "track_activities": "off",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
DISCRETION = tuple(
    f"ALTER ROLE custos_{role} SET {name} = {value}"
    for role in ATTRIBUTES
    for name, value in DISCREET.items()
)
_EVERYBODY = ", ".join(f"custos_{role}" for role in ATTRIBUTES)
# Also takes TEMP from everybody: no object of an attacker's stands before ours.
CONNECTIONS = (
    f"REVOKE ALL ON DATABASE {DATABASE} FROM public",
    f"GRANT CONNECT ON DATABASE {DATABASE} TO {_EVERYBODY}",
)


def name_of(role: str) -> str:
    """The role's name in PostgreSQL."""
    return f"custos_{role}"


def create_role(role: str) -> str:
    """SQL that makes the role, without a password: nobody logs in yet."""
    return f"CREATE ROLE {name_of(role)} {ATTRIBUTES[role]}"


def create_missing_role(role: str) -> str:
    """SQL, on one line, that makes the role in a cluster of an older release."""
    known = f"SELECT FROM pg_roles WHERE rolname = '{name_of(role)}'"
    return f"DO $$ BEGIN IF NOT EXISTS ({known}) THEN {create_role(role)}; END IF; END $$"


def set_password(role: str, password: str) -> str:
    """SQL that gives the role its password, which has no quote in it (token_urlsafe)."""
    return f"ALTER ROLE {name_of(role)} PASSWORD '{password}'"


def url(role: str, password: str, *, host: str, port: str, **options: str) -> str:
    """The role's address; a host that is a folder holds a Unix socket."""
    who = f"postgres://{name_of(role)}:{quote(password, safe='')}"
    if host.startswith("/"):
        return f"{who}@/{DATABASE}?" + urlencode({"host": host, "port": port, **options}, safe="/")
    host = f"[{host}]" if ":" in host else host
    query = f"?{urlencode(options)}" if options else ""
    return f"{who}@{host}:{port}/{DATABASE}{query}"

"""Somebody else's PostgreSQL: the same roles and database, made over its administrator's URL."""

import secrets
from contextlib import suppress
from urllib.parse import urlsplit

import psycopg2
from psycopg2.extensions import connection as Connection

from config.embedded import roles
from config.embedded.run_folder import RunFolder
from config.embedded.trouble import Trouble

_OLDEST = 150000


def prepare_server(folder: RunFolder, admin_url: str) -> dict[str, str]:
    """Make what is missing on the server and give each role's address."""
    admin = _connect(admin_url)
    try:
        server = f"{admin.info.host}:{admin.info.port}"
        stored = folder.read("passwords.json")
        known: dict[str, str] = stored.get(server, {})
        try:
            passwords = _make_roles(admin, known)
            _make_database(admin)
        except psycopg2.Error as error:
            raise _refused(server, error) from error
        folder.write("passwords.json", stored | {server: passwords})
        place = {"host": admin.info.host, "port": str(admin.info.port), **_tls(admin_url)}
        return {role: roles.url(role, word, **place) for role, word in passwords.items()}
    finally:
        admin.close()


def _connect(admin_url: str) -> Connection:
    parts = urlsplit(admin_url)
    where = f"{parts.hostname or parts.query}:{parts.port or 5432}"
    try:
        admin = psycopg2.connect(admin_url, connect_timeout=5)
    except psycopg2.Error as error:
        reason = str(error).strip().splitlines()[-1] if str(error).strip() else "?"
        raise Trouble(
            f"无法连接 DATABASE_URL 指向的 PostgreSQL（{where}）：{reason}",
            f"no PostgreSQL answers at DATABASE_URL ({where})",
        ) from error
    admin.autocommit = True
    if admin.server_version < _OLDEST:
        raise Trouble(
            f"{where} 的 PostgreSQL 版本过低，需要 15 或更新版本",
            f"PostgreSQL at {where} is too old: 15 or newer is needed",
        )
    return admin


def _make_roles(admin: Connection, known: dict[str, str]) -> dict[str, str]:
    passwords = {}
    with admin.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'custos\\_%'")
        existing = {name for (name,) in cursor.fetchall()}
        for role in roles.ATTRIBUTES:
            fresh = roles.name_of(role) not in existing
            if fresh:
                cursor.execute(roles.create_role(role))
            passwords[role] = known.get(role) or secrets.token_urlsafe(24)
            if fresh or role not in known:
                cursor.execute(roles.set_password(role, passwords[role]))
        for statement in roles.MEMBERSHIPS:
            cursor.execute(statement)
        # Some hosts keep this setting to themselves.
        with suppress(psycopg2.errors.InsufficientPrivilege):
            for statement in roles.DISCRETION:
                cursor.execute(statement)
    return passwords


def _make_database(admin: Connection) -> None:
    with admin.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [roles.DATABASE])
        if cursor.fetchone() is None:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            if cursor.fetchone() != (True,):
                # Only a member of a role may make a database for it.
                cursor.execute("GRANT custos_owner TO CURRENT_USER")
            cursor.execute(_create_database(admin))
        for statement in roles.CONNECTIONS:
            cursor.execute(statement)


def _create_database(admin: Connection) -> str:
    """SQL for the database, sorted by code point as the embedded one is."""
    start = (
        f"CREATE DATABASE {roles.DATABASE} OWNER custos_owner TEMPLATE template0 ENCODING 'UTF8'"
    )
    if admin.server_version >= 170000:
        return f"{start} LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
    return f"{start} LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"


def _tls(admin_url: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in urlsplit(admin_url).query.split("&"))
    return {name: value for name, _, value in pairs if name.startswith("ssl")}


def _refused(server: str, error: psycopg2.Error) -> Trouble:
    reason = str(error).strip().splitlines()[0]
    return Trouble(
        f"DATABASE_URL 的账号在 {server} 上权限不足：{reason}",
        f"DATABASE_URL's account must be allowed to make roles and databases on {server}: {reason}",
    )

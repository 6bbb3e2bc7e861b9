"""Where each role's connection is, from the environment or from the run folder."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

RUN = Path(os.environ.get("CUSTOS_RUN", Path(__file__).resolve().parents[2] / ".run"))

AUTOCOMMIT = "audit.ledger.autocommit"


def stored(name: str) -> dict[str, Any]:
    """The run folder's JSON file of that name, or nothing where there is none."""
    try:
        content: dict[str, Any] = json.loads((RUN / name).read_text())
    except FileNotFoundError:
        return {}
    return content


def url_of(role: str) -> str | None:
    """The role's address: its environment variable wins over the run folder."""
    given = os.environ.get(f"{role.upper()}_DATABASE_URL")
    apart = {"owner": "owner.json", "backup": "owner.json", "sealer": "sealer.json"}
    return given or stored(apart.get(role, "databases.json")).get(role)


def connection(url: str, *, engine: str, options: str) -> dict[str, Any]:
    """Django's settings for one PostgreSQL URL; `?host=` names a socket's folder."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": engine,
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": str(parts.port or query.get("port") or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": options, "connect_timeout": 2},
    }


def databases() -> dict[str, dict[str, Any]]:
    """The aliases of this process; `owner` and `sealer` only where it asks for them."""
    postgresql = "django.db.backends.postgresql"
    # The ledger answers within 2 s or nothing is shown: 503 within 3 s, whatever hangs.
    wanted = {
        "default": ("app", postgresql, "-c lock_timeout=5s -c statement_timeout=15s"),
        "door": ("door", AUTOCOMMIT, "-c lock_timeout=1500ms -c statement_timeout=2s"),
        "auditor": ("auditor", AUTOCOMMIT, "-c lock_timeout=1500ms -c statement_timeout=2s"),
    }
    if os.environ.get("CUSTOS_OWNER") == "1":
        wanted["owner"] = ("owner", postgresql, "-c lock_timeout=5s")
    if os.environ.get("CUSTOS_SEALER") == "1":
        wanted["sealer"] = ("sealer", postgresql, "-c lock_timeout=5s -c statement_timeout=60s")
    found = {}
    for alias, (role, engine, options) in wanted.items():
        url = url_of(role) or f"postgres://custos_{role}@127.0.0.1/custos"
        found[alias] = connection(url, engine=engine, options=options)
    return found

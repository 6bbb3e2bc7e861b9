"""`make run`: the whole product on this machine, over plain HTTP."""

import os
import socket

from config.settings.base import *  # noqa: F403
from config.settings.base import ALLOWED_HOSTS, CUSTOS_RUN

# Loaded on the first start unless EMPTY=1 left the field to a real company.
_company = CUSTOS_RUN / "company"
CUSTOS_DEMO = not (_company.exists() and _company.read_text().strip() == "empty")

STATIC_ROOT = CUSTOS_RUN / "static"


def _names_of(host: str) -> list[str]:
    """By what names a browser reaches us when we listen there."""
    if host not in {"0.0.0.0", "::"}:  # noqa: S104
        return [f"[{host}]" if ":" in host else host]
    name = socket.gethostname()
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(name, None)}
    except OSError:
        found = set()
    # No packet leaves: the machine only says from which address it would go out.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outward:
        try:
            outward.connect(("192.0.2.1", 9))
            found.add(outward.getsockname()[0])
        except OSError:
            found.discard("")
    return [name, *sorted(f"[{each}]" if ":" in each else each for each in found)]


ALLOWED_HOSTS = [
    *ALLOWED_HOSTS,
    *_names_of(os.environ.get("HOST") or "127.0.0.1"),
    *filter(None, os.environ.get("CUSTOS_HOSTS", "").split(",")),
]

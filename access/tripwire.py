"""The switch of the second wall: protected values load only while the gateway is open."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_open: ContextVar[bool] = ContextVar("custos_gateway_open", default=False)


class UnauditedRead(Exception):
    """Code tried to load a protected record or field outside the gateway."""


@contextmanager
def gateway_open() -> Iterator[None]:
    """Let protected values load inside this block, in this thread or task alone."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def require_open(what: str) -> None:
    """Refuse to load `what` unless the gateway is open. Raises UnauditedRead."""
    if not _open.get():
        raise UnauditedRead(what)

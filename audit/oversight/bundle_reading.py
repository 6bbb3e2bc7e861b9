"""A bundle as an officer asks for it: some days, recorded before it leaves, packed on its way."""

import zlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_date

from access.actor import Actor
from access.errors import QueryRefused
from audit.ledger.book import LedgerUnavailable
from audit.ledger.bundle import bundle, stretch
from audit.oversight.ledger_reading import ask, hidden_purposes, require_watcher

_PIECE = 1 << 16


def read_bundle(actor: Actor, asked: Mapping[str, str]) -> tuple[int, Iterator[bytes]]:
    """The event of this question, and the file, gzip.

    Raises RecordNotVisible, QueryRefused, LedgerUnavailable (also where nothing was sealed).
    """
    require_watcher(actor)
    for name in asked:
        if name not in {"since", "until"}:
            raise QueryRefused(name[:40])
    since, until = (_day(asked, name) for name in ("since", "until"))
    number = ask(actor, {"bundle": [str(day) if day else "" for day in (since, until)]})
    part = stretch(_begin(since), _begin(until and until + timedelta(days=1)))
    if part is None:
        raise LedgerUnavailable
    hidden = hidden_purposes(actor)
    return number, _packed(bundle(part, hidden=hidden, asked=number))


def _day(asked: Mapping[str, str], name: str) -> date | None:
    text = asked.get(name, "")
    try:
        day = parse_date(text) if text else None
    except ValueError:
        day = None
    if text and (day is None or not 1970 < day.year < 9999):
        raise QueryRefused(name)
    return day


def _begin(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None


def _packed(lines: Iterator[bytes]) -> Iterator[bytes]:
    pack = zlib.compressobj(level=1, wbits=31)
    waiting: list[bytes] = []
    size = 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= _PIECE:
            yield pack.compress(b"".join(waiting))
            waiting, size = [], 0
    yield pack.compress(b"".join(waiting)) + pack.flush()

"""Take an uploaded file in."""

from django.conf import settings

from access.actor import Actor
from access.keyring import encrypt
from access.public_id import encode
from audit.ledger.event import Verb
from customers.imports.delimiter import detect_delimiter, head_of, looks_like_heading, sample_rows
from customers.imports.encoding import detect_encoding
from customers.imports.errors import FileRefused
from customers.imports.own_import import require_import
from customers.imports.sealing_handler import SealingHandler
from customers.imports.sheet import first_row, heading_digest
from customers.imports.storage import Stored, blocks_of, delete
from customers.models import Import
from customers.records import customer_records

_FORM = 64 * 1024  # what surrounds the file in a request


def require_size(length: str) -> None:
    """Refuse a request by the length that it states, before its body is read.

    Raises FileRefused.
    """
    if length.isdecimal() and int(length) > settings.CUSTOS_UPLOAD_LIMIT + _FORM:
        raise FileRefused("too_large", limit=settings.CUSTOS_UPLOAD_LIMIT >> 20)


def take_sealed(*, actor: Actor, handler: SealingHandler) -> int:
    """Take what the handler sealed while the body was read; the id of its import.

    Raises FileRefused, NoGrant, PurposeMissing.
    """
    if handler.refused:
        raise handler.refused
    if not handler.stored:
        raise FileRefused("no_file")
    return take_upload(actor=actor, stored=handler.stored, file_name=handler.given_name)


def drop_sealed(handler: SealingHandler) -> None:
    """Destroy what was sealed of a body that could not be read to its end."""
    if handler.stored:
        delete(handler.stored.name)


def take_upload(*, actor: Actor, stored: Stored, file_name: str) -> int:
    """Read how the file is written; the id of its import. What is refused is destroyed.

    Raises FileRefused, NoGrant, PurposeMissing.
    """
    try:
        require_import(actor)
        return _take(actor, stored, file_name)
    except BaseException:
        delete(stored.name)
        raise


def _take(actor: Actor, stored: Stored, file_name: str) -> int:
    encoding = detect_encoding(blocks_of(stored.name, stored.digest))
    head = head_of(blocks_of(stored.name, stored.digest), encoding)
    delimiter = detect_delimiter(head, encoding)
    rows = sample_rows(head, encoding, delimiter)
    if not rows:
        raise FileRefused("empty_file")
    imported = Import(
        owner_id=actor.id,
        stored_name=stored.name,
        file_name=encrypt(file_name[:200]),
        digest=stored.digest,
        size=stored.size,
        encoding=encoding,
        delimiter=delimiter,
        has_heading=looks_like_heading(rows[0]),
    )
    first = first_row(imported)
    imported.heading_digest = heading_digest(first.cells, has_heading=imported.has_heading)
    body = {"step": "UPLOADED", "import": encode(imported.pk), "digest": stored.digest}
    customer_records.enter(actor, Verb.IMPORT, body | {"bytes": stored.size})
    imported.save(force_insert=True)
    return imported.pk

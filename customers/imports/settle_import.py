"""Say how a file is written, what it becomes and whose ids it carries."""

import re

from access.actor import Actor
from customers.imports.delimiter import DELIMITERS
from customers.imports.encoding import ENCODINGS, check_encoding
from customers.imports.errors import FileRefused
from customers.imports.own_import import own_import, require_change, require_import
from customers.imports.sheet import first_row, heading_digest
from customers.imports.storage import blocks_of
from customers.models import ImportState, Target

_SOURCE = re.compile(r"[\w][\w .-]{0,39}")


def settle_import(
    *,
    actor: Actor,
    import_id: int,
    encoding: str,
    delimiter: str,
    has_heading: bool,
    target: str,
    source: str,
) -> None:
    """Keep the choices; a mapping made under other ones is dropped.

    Raises FileRefused, where the file is not written like that, StepRefused and what own_import
    raises.
    """
    imported = own_import(actor, import_id)
    require_change(imported)
    if target not in Target.values:
        raise FileRefused("target_missing")
    require_import(actor, target)
    if encoding not in ENCODINGS or delimiter not in DELIMITERS:
        raise FileRefused("bad_encoding", byte="")
    if not _SOURCE.fullmatch(source):
        raise FileRefused("source_missing")
    before = (imported.encoding, imported.delimiter, imported.has_heading, imported.target)
    if encoding != imported.encoding:
        check_encoding(blocks_of(imported.stored_name, imported.digest), encoding)
    imported.encoding, imported.delimiter = encoding, delimiter
    imported.has_heading, imported.target, imported.source = has_heading, target, source
    first = first_row(imported)
    imported.heading_digest = heading_digest(first.cells, has_heading=has_heading)
    if before != (encoding, delimiter, has_heading, target):
        imported.mapping = ""
    imported.state, imported.job = ImportState.DRAFT, None
    imported.save()

"""What the API says of an import: entered in the ledger as a page is, where it quotes the file."""

from dataclasses import fields
from typing import Any

from access.actor import Actor
from access.public_id import encode
from audit.ledger.event import Verb
from customers.api.import_fields import shown_mapping
from customers.choices import Choices
from customers.imports.errors import FileRefused
from customers.imports.listing import ImportCard, present_import
from customers.imports.own_import import may_still_change, own_import
from customers.imports.sheet import Sheet, letters, open_sheet
from customers.imports.start_import import earlier_import
from customers.imports.suggest_mapping import first_mapping
from customers.records import customer_records

SAMPLE = 10


def answer_for(actor: Actor, import_id: int) -> dict[str, Any]:
    """One import; with its file and mapping as long as they can be changed.

    Raises what own_import raises.
    """
    imported = own_import(actor, import_id)
    answer = listed(present_import(imported)) | {
        "file": None,
        "mapping": None,
        "mapping_origin": None,
        "earlier": earlier_import(imported),
        "folio": None,
    }
    if not may_still_change(imported):
        return answer
    step = {"step": "PREVIEWED", "import": encode(import_id)}
    answer["folio"] = customer_records.enter(actor, Verb.IMPORT, step)
    try:
        sheet = open_sheet(imported)
    except FileRefused:
        return answer
    answer["file"] = _file(sheet)
    if imported.target:
        mapping, origin = first_mapping(sheet, Choices(actor))
        answer |= {"mapping": shown_mapping(mapping), "mapping_origin": origin}
    return answer


def listed(card: ImportCard) -> dict[str, Any]:
    """An import's card, with its target as a code."""
    shown = {field.name: getattr(card, field.name) for field in fields(card)}
    return shown | {"target_code": card.target_code.upper()}


def _file(sheet: Sheet) -> dict[str, Any]:
    imported = sheet.imported
    names = zip(letters(len(sheet.heading)), sheet.heading, strict=True)
    return {
        "digest": imported.digest,
        "size": imported.size,
        "encoding": imported.encoding,
        "delimiter": imported.delimiter,
        "has_heading": imported.has_heading,
        "about_rows": sheet.about,
        "columns": [
            {"number": number, "letter": letter, "heading": heading}
            for number, (letter, heading) in enumerate(names, start=1)
        ],
        "sample": sheet.sample[:SAMPLE],
    }

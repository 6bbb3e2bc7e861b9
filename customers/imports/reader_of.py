"""The reader for an import's target, with its plan and its lists."""

from typing import Any

from access.actor import Actor
from customers.choices import Choices
from customers.imports.batch import Reader
from customers.imports.errors import FileRefused
from customers.imports.mapping import unsealed
from customers.imports.plan import Plan
from customers.imports.read_customers import CustomerReader
from customers.imports.read_lines import LineReader
from customers.imports.read_transactions import TransactionReader
from customers.imports.sheet import Sheet
from customers.models import Target


def reader_of(sheet: Sheet, actor: Actor) -> Reader[Any]:
    """What turns the sheet's rows into drafts, as the actor may write them."""
    mapping = unsealed(sheet.imported.mapping)
    if mapping is None:
        raise FileRefused("mapping_missing")
    choices = Choices(actor)
    plan = Plan(sheet, mapping, choices)
    source = sheet.imported.source
    if sheet.imported.target == Target.CUSTOMERS:
        return CustomerReader(plan, actor, source, choices.assignable)
    if sheet.imported.target == Target.TRANSACTIONS:
        return TransactionReader(plan, actor, source)
    return LineReader(plan, actor, source)

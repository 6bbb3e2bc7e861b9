"""Bringing a file in without the pages."""

from access.models import User
from access.public_id import encode
from customers.imports.keep_mapping import keep_mapping
from customers.imports.mapping import Assigned, Mapping
from customers.imports.settle_import import settle_import
from customers.imports.start_import import start_check, start_import
from customers.imports.storage import Sealing
from customers.imports.take_upload import take_upload
from customers.models import Import, Job
from customers.tasks import dispatch
from tests.cast import acting


def customer_constants(owner: User, **values: str) -> dict[str, Assigned]:
    """Every classification as a constant, and the owner."""
    given = {
        "kind": "COMPANY",
        "type": "type:DIRECT",
        "industry": "industry:F",
        "region": "DE",
        "tier": "tier:C",
        "sensitivity": "sensitivity:INTERNAL",
        "source": "source:IMPORT",
        "lawful_basis": "lawful_basis:CONTRACT_OR_HR",
        "business_line": "business_line:BEARINGS",
        "owner": encode(owner.pk),
        "status": "ACTIVE",
    }
    return {name: Assigned(constant=code) for name, code in (given | values).items()}


def upload(person: User, content: bytes, file_name: str = "file.csv") -> int:
    sealing = Sealing()
    sealing.take(content)
    return take_upload(actor=acting(person), stored=sealing.close(), file_name=file_name)


def settle(person: User, import_id: int, target: str, source: str = "northwind") -> Import:
    made = Import.objects.get(pk=import_id)
    settle_import(
        actor=acting(person),
        import_id=import_id,
        encoding=made.encoding,
        delimiter=made.delimiter,
        has_heading=made.has_heading,
        target=target,
        source=source,
    )
    made.refresh_from_db()
    return made


def check(
    person: User,
    content: bytes,
    target: str,
    fields: dict[str, Assigned],
    *,
    source: str = "northwind",
    joins: int | None = None,
    empties: bool = True,
) -> Import:
    """Upload, map and check; the import with its counts."""
    made = settle(person, upload(person, content), target, source)
    mapping = Mapping(fields=fields, joins=joins, empties=empties)
    keep_mapping(actor=acting(person), import_id=made.pk, mapping=mapping)
    start_check(actor=acting(person), import_id=made.pk, dispatch=dispatch)
    made.refresh_from_db()
    return made


def start(person: User, made: Import, *, leave_out: bool = False) -> Job:
    job = start_import(
        actor=acting(person), import_id=made.pk, leave_out=leave_out, dispatch=dispatch
    )
    made.refresh_from_db()
    return Job.objects.get(pk=job)


def refusals(made: Import) -> list[tuple[int, int, str]]:
    return list(made.refusals.values_list("line", "column", "code"))

"""Files of numbered customers, uploaded and checked."""

from django.db import connections

from access.models import User
from customers.imports.mapping import Assigned
from customers.jobs.run_job import run_job
from customers.models import Import, ImportState, Target
from tests.imports.bringing import check, customer_constants

FIELDS = {"external_id": Assigned(column=0), "name": Assigned(column=1)}


def rows(many: int, first: int = 0) -> bytes:
    lines = (f"K{number},客户{number}有限公司" for number in range(first, first + many))
    return ("id,名称\n" + "\n".join(lines) + "\n").encode()


def checked(person: User, content: bytes) -> Import:
    fields = customer_constants(person) | FIELDS
    return check(person, content, Target.CUSTOMERS, fields, source="erp")


def count() -> int:
    with connections["door"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM customers_customer WHERE external_source = 'erp'")
        return int(cursor.fetchone()[0])


def checked_now(person: User, content: bytes) -> Import:
    """Checked although nobody takes jobs."""
    made = checked(person, content)
    assert made.job is not None
    run_job(made.job.pk)
    made.refresh_from_db()
    assert made.state == ImportState.CHECKED
    return made

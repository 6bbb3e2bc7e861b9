"""A person's imports, newest first, and the refused rows of one."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from access.actor import Actor
from access.errors import RecordNotVisible
from access.keyring import decrypt
from customers.imports.fields import TARGETS
from customers.imports.reasons import reason
from customers.imports.sheet import letters
from customers.jobs.progress import Progress, present_job
from customers.models import Import, Refusal
from customers.value_reasons import Reason

SHOWN = 100


@dataclass(frozen=True)
class ImportCard:
    """An import in a list and on its job's page."""

    id: int
    file_name: str
    state: str
    target: Promise | str
    target_code: str
    source: str
    created_at: datetime
    counts: dict[str, int]
    job: Progress | None


@dataclass(frozen=True)
class RefusedRow:
    """A refused row: where, why, and the cure."""

    line: int
    column: str
    reason: Reason


def own_imports(actor: Actor, most: int = 50, after: int | None = None) -> list[ImportCard]:
    """The latest ones, drafts too; or those after one of them. Raises RecordNotVisible."""
    own = Import.objects.filter(owner=actor.id)
    found = own.select_related("job")
    if after is not None:
        last = own.filter(pk=after).first()
        if last is None:
            raise RecordNotVisible
        older = Q(created_at__lt=last.created_at)
        found = found.filter(older | Q(created_at=last.created_at, pk__lt=last.pk))
    return [present_import(one) for one in found[:most]]


def present_import(imported: Import) -> ImportCard:
    """The import as its person sees it."""
    return ImportCard(
        id=imported.pk,
        file_name=decrypt(imported.file_name),
        state=imported.state,
        target=TARGETS.get(imported.target, ""),
        target_code=imported.target,
        source=imported.source,
        created_at=imported.created_at,
        counts=imported.counts,
        job=present_job(imported.job) if imported.job else None,
    )


def import_of_job(actor: Actor, job: Progress) -> tuple[ImportCard, list[RefusedRow]]:
    """The import that a job of the actor's works on, and its first refused rows.

    Raises RecordNotVisible.
    """
    imported = Import.objects.filter(pk=job.subject, owner=actor.id).select_related("job").first()
    if imported is None:
        raise RecordNotVisible
    return present_import(imported), list(islice(refused_rows(imported, None), SHOWN))


def refused_rows(imported: Import, heading: tuple[str, ...] | None) -> Iterator[RefusedRow]:
    """Every kept refusal. Once the file is destroyed its columns are known by their letters."""
    for one in Refusal.objects.filter(subject=imported).iterator():
        yield RefusedRow(one.line, _column(one.column, heading), reason(one.code, line=one.line))


def refused_page(imported: Import, most: int, after: int | None = None) -> list[Refusal]:
    """Kept refusals by line and column, or those after one of them. Raises RecordNotVisible."""
    found = Refusal.objects.filter(subject=imported)
    if after is not None:
        last = found.filter(pk=after).first()
        if last is None:  # of another import, or of a check before this one
            raise RecordNotVisible
        line, column = last.line, last.column
        found = found.filter(
            Q(line__gt=line)
            | Q(line=line, column__gt=column)
            | Q(line=line, column=column, pk__gt=last.pk)
        )
    return list(found[:most])


def refused_csv(imported: Import, heading: tuple[str, ...] | None) -> Iterator[str]:
    """The refused rows as a table; cells that a spreadsheet would run are made harmless."""
    yield "\ufeff" + _line([_("Line"), _("Column"), _("Code"), _("Why"), _("Cure")])
    for row in refused_rows(imported, heading):
        yield _line([str(row.line), row.column, row.reason.code, row.reason.what, row.reason.cure])


def _column(column: int, heading: tuple[str, ...] | None) -> str:
    if not column:
        return ""
    letter = letters(column)[-1]
    if heading and column <= len(heading) and heading[column - 1] != letter:
        return f"{letter} {heading[column - 1]}"
    return letter


def _line(cells: list[str]) -> str:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerow([_harmless(cell) for cell in cells])
    return written.getvalue()


def _harmless(cell: str) -> str:
    # A heading is the uploader's text: what looks like a formula is shown, never run.
    start = cell.lstrip(" \u200b\u200c\u200d\ufeff\t\r\n")
    risky = start[:1] in {"=", "+", "-", "@", "＝", "＋", "－", "＠"} or cell[:1] in {
        "\t",
        "\r",
        "\n",
    }
    return f"'{cell}" if risky else cell

"""What the imports refuse, as problems: what, where, and how to mend it."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from rest_framework.response import Response

from access.api import DoorView, Problem, body_too_large
from access.public_id import encode
from customers.imports.errors import FileRefused, MappingRefused, StepRefused
from customers.imports.fields import TARGETS
from customers.imports.reasons import reason
from customers.imports.start_import import AlreadyImported, NothingToWrite, RowsRefused
from customers.value_reasons import Reason

_PARAMETERS = {"target_missing": "target", "source_missing": "source"}


class ImportView(DoorView):
    """An operation on imports; what customers/imports raises becomes a problem."""

    def handle_exception(self, exc: Exception) -> Response:
        """Answer for the imports; every other exception goes its way."""
        return super().handle_exception(_problem_of(exc) or exc)


def trouble(parameter: str, code: str, **more: Any) -> dict[str, Any]:
    """One entry of a problem's `errors`."""
    why = reason(code)
    return {"parameter": parameter, "code": code, "title": why.what, "cure": why.cure} | more


def mapping_problem(errors: list[dict[str, Any]]) -> Problem:
    """Everything that is wrong with a mapping at once."""
    first = errors[0]
    return Problem(
        422,
        "mapping-refused",
        first["title"],
        parameter=first["parameter"],
        cure=first["cure"],
        errors=errors,
    )


def _problem_of(failure: Exception) -> Problem | None:
    match failure:
        case FileRefused():
            return _of_file(failure)
        case MappingRefused():
            named = failure.troubles.items()
            return mapping_problem([trouble(_place(name), code) for name, code in named])
        case StepRefused():
            return _problem(409, reason(failure.code))
        case AlreadyImported():
            earlier = {"import": encode(failure.import_id)}
            if failure.job_id:
                earlier["job"] = encode(failure.job_id)
            return _problem(409, reason("already_imported"), **earlier)
        case NothingToWrite():
            return _problem(409, reason("nothing_to_write"))
        case RowsRefused():
            return _problem(409, reason("rows_refused"), parameter="leave_out")
        case RequestDataTooBig() | TooManyFieldsSent() | TooManyFilesSent():
            return body_too_large()
    return None


def _of_file(refused: FileRefused) -> Problem:
    why = reason(refused.code, line=refused.line, **refused.detail)
    more: dict[str, Any] = {"parameter": _PARAMETERS.get(refused.code, "file")}
    if refused.line:
        more["line"] = refused.line
    if refused.code == "target_missing":
        more["choices"] = [target.upper() for target in TARGETS]
    return _problem(413 if refused.code == "too_large" else 422, why, **more)


def _problem(status: int, why: Reason, **members: Any) -> Problem:
    code = why.code.replace("_", "-")
    return Problem(status, code, why.what, cure=why.cure, **members)


def _place(name: str) -> str:
    return name if name == "joins" else f"fields.{name}"

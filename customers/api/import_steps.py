"""/api/v1/imports/ID/check/, start/, cancel/: the steps that take long; each answers its job."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from access.actor import Actor
from access.api import HEADER
from customers.api.import_cards import StartSerializer
from customers.api.import_problems import ImportView
from customers.api.job_cards import JobSerializer
from customers.imports.errors import StepRefused
from customers.imports.own_import import own_import, require_import
from customers.imports.start_import import start_check, start_import
from customers.jobs.cancel_job import cancel_job
from customers.jobs.progress import progress_of
from customers.tasks import dispatch


class ImportCheck(ImportView):
    """The dry run."""

    @extend_schema(
        operation_id="imports_check",
        parameters=[HEADER],
        request=None,
        responses={202: JobSerializer},
    )
    def post(self, request: Request, import_id: int) -> Response:
        """Check every row; nothing is written."""
        actor = self.actor(request)
        job = start_check(actor=actor, import_id=import_id, dispatch=dispatch)
        return _accepted(actor, job)


class ImportStart(ImportView):
    """The writing."""

    @extend_schema(
        operation_id="imports_start",
        parameters=[HEADER],
        request=StartSerializer,
        responses={202: JobSerializer},
    )
    def post(self, request: Request, import_id: int) -> Response:
        """Write what was checked, all or nothing; asked again, the same job."""
        actor = self.actor(request)
        require_import(actor)
        asked = StartSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        leave_out = asked.validated_data["leave_out"]
        job = start_import(actor=actor, import_id=import_id, leave_out=leave_out, dispatch=dispatch)
        return _accepted(actor, job)


class ImportCancel(ImportView):
    """The end of a check or a writing."""

    @extend_schema(
        operation_id="imports_cancel",
        parameters=[HEADER],
        request=None,
        responses={202: JobSerializer},
    )
    def post(self, request: Request, import_id: int) -> Response:
        """Stop what is under way; what has been written so far is taken back."""
        actor = self.actor(request)
        job = own_import(actor, import_id).job
        if job is None or job.is_over:
            raise StepRefused("nothing_runs")
        cancel_job(actor=actor, job_id=job.pk)
        return _accepted(actor, job.pk)


def _accepted(actor: Actor, job_id: int) -> Response:
    return Response(JobSerializer(progress_of(actor, job_id)).data, status=202)

"""/api/v1/jobs/: what takes long, and how far it is."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from access.actor import Actor
from access.api import HEADER, DoorView
from access.errors import NoGrant, PurposeMissing
from customers.api.job_cards import JobPageSerializer, JobSerializer
from customers.api.paging import AFTER, SIZE, one_more, read_after
from customers.jobs.cancel_job import cancel_job
from customers.jobs.progress import own_jobs, progress_of


class JobView(DoorView):
    """An operation on jobs of one's own, whatever they do."""

    def actor(self, request: Request) -> Actor:
        """Who asks, for a purpose of theirs. Raises PurposeMissing, NoGrant."""
        actor = super().actor(request)
        if not actor.purpose:
            raise PurposeMissing
        if actor.purpose not in actor.purposes:
            raise NoGrant
        return actor


class JobList(JobView):
    """Jobs, newest first."""

    @extend_schema(
        operation_id="jobs_list", parameters=[HEADER, AFTER], responses=JobPageSerializer
    )
    def get(self, request: Request) -> Response:
        """List jobs of one's own, page by page."""
        actor = self.actor(request)
        found = own_jobs(actor, SIZE + 1, read_after(request))
        return Response(JobPageSerializer(one_more(found)).data)


class JobDetail(JobView):
    """One job."""

    @extend_schema(operation_id="jobs_read", parameters=[HEADER], responses=JobSerializer)
    def get(self, request: Request, job_id: int) -> Response:
        """Read how far a job is; absent and foreign answer alike."""
        return Response(JobSerializer(progress_of(self.actor(request), job_id)).data)


class JobCancel(JobView):
    """The end of a job."""

    @extend_schema(
        operation_id="jobs_cancel",
        parameters=[HEADER],
        request=None,
        responses={202: JobSerializer},
    )
    def post(self, request: Request, job_id: int) -> Response:
        """Ask a job to stop; what it has written so far is taken back."""
        actor = self.actor(request)
        cancel_job(actor=actor, job_id=job_id)
        return Response(JobSerializer(progress_of(actor, job_id)).data, status=202)

"""Jobs as JSON: counts and states, never a value of a file."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from access.api import PublicId
from customers.imports.reasons import reason
from customers.jobs.progress import Progress


class ReasonSerializer(serializers.Serializer[Any]):
    """Why something failed, and the cure, in the language of the request."""

    code = serializers.CharField()
    title = serializers.CharField(source="what")
    cure = serializers.CharField()


class JobSerializer(serializers.Serializer[Any]):
    """A job of one's own; `subject` is the import that it works on, `left` is in seconds."""

    id = PublicId()
    kind = serializers.ChoiceField(choices=["CHECK_IMPORT", "WRITE_IMPORT"])
    subject = PublicId()
    state = serializers.CharField(help_text="QUEUED, RUNNING, DONE, FAILED or CANCELLED")
    is_over = serializers.BooleanField()
    is_cancelled = serializers.BooleanField(help_text="asked for; heeded at the next batch")
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    rate = serializers.IntegerField(allow_null=True, help_text="rows a second")
    left = serializers.IntegerField(allow_null=True)
    result = serializers.DictField(help_text="counts, once it is done")
    error = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(ReasonSerializer(allow_null=True))
    def get_error(self, job: Progress) -> Any:
        """Why it failed."""
        return ReasonSerializer(reason(job.error, **job.detail)).data if job.error else None


class JobPageSerializer(serializers.Serializer[Any]):
    """Newest first; `next` is what `after` takes."""

    results = JobSerializer(many=True)
    next = PublicId(allow_null=True)

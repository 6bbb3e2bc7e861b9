"""Imports as JSON. What is quoted of a file goes to the person who uploaded it, and nobody else."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from access.api import FolioSerializer, PublicId
from customers.api.import_fields import MappingSerializer
from customers.api.job_cards import JobSerializer
from customers.imports.delimiter import DELIMITERS
from customers.imports.encoding import ENCODINGS

TARGETS = ("CUSTOMERS", "TRANSACTIONS", "LINES")


class ReadingSerializer(serializers.Serializer[Any]):
    """How the file is written, what its rows become, and the system from which the ids come. What
    is left out stays as it was found."""

    target = serializers.CharField(max_length=20, help_text=", ".join(TARGETS))
    source = serializers.CharField(max_length=80, help_text="such as erp")  # type: ignore[assignment]
    encoding = serializers.ChoiceField(choices=list(ENCODINGS), required=False)
    delimiter = serializers.ChoiceField(
        choices=list(DELIMITERS), required=False, help_text="a blank says: runs of blanks"
    )
    has_heading = serializers.BooleanField(required=False, allow_null=True, default=None)


@extend_schema_field({"type": "string", "format": "binary"})
class FileContent(serializers.FileField):
    """The file, as one part of the body."""


class UploadSerializer(ReadingSerializer):
    """The same with the file itself."""

    file = FileContent(allow_empty_file=True, help_text="CSV, of at most 50 MB")


class ListedImportSerializer(serializers.Serializer[Any]):
    """An import, with the job that is under way or was the last."""

    id = PublicId()
    file_name = serializers.CharField()
    state = serializers.CharField(help_text="DRAFT, CHECKED, STARTED, DONE or ABANDONED")
    target = serializers.ChoiceField(choices=TARGETS, source="target_code", allow_blank=True)
    source = serializers.CharField(help_text="the system from which the ids come")  # type: ignore[assignment]  # a field of that name, not its option
    created_at = serializers.DateTimeField()
    counts = serializers.DictField(help_text="of the last check")
    job = JobSerializer(allow_null=True)


class ImportPageSerializer(serializers.Serializer[Any]):
    """Newest first; `next` is what `after` takes."""

    results = ListedImportSerializer(many=True)
    next = PublicId(allow_null=True)


class ColumnSerializer(serializers.Serializer[Any]):
    """A column; a mapping names it by its number or its heading."""

    number = serializers.IntegerField(help_text="from 1")
    letter = serializers.CharField()
    heading = serializers.CharField()


class SampleRowSerializer(serializers.Serializer[Any]):
    """One of the first rows, as it stands."""

    line = serializers.IntegerField()
    cells = serializers.ListField(child=serializers.CharField())


class FileSerializer(serializers.Serializer[Any]):
    """The file as it was read."""

    digest = serializers.CharField(help_text="SHA-256")
    size = serializers.IntegerField(help_text="bytes")
    encoding = serializers.CharField()
    delimiter = serializers.CharField(trim_whitespace=False)
    has_heading = serializers.BooleanField()
    about_rows = serializers.IntegerField(help_text="estimated from the first rows")
    columns = ColumnSerializer(many=True)
    sample = SampleRowSerializer(many=True)


class EarlierSerializer(serializers.Serializer[Any]):
    """The import by which the very same file came in before."""

    id = PublicId()
    job = PublicId(source="job_id", allow_null=True)


class ImportSerializer(ListedImportSerializer):
    """One import. `file` and `mapping` are there until the writing begins, and null from then on;
    `folio` is the event under which they were shown."""

    file = FileSerializer(allow_null=True)
    mapping = MappingSerializer(allow_null=True)
    mapping_origin = serializers.ChoiceField(
        choices=["KEPT", "REMEMBERED", "SUGGESTED"],
        allow_null=True,
        help_text="kept for this file, from the last one of its kind, or by the headings",
    )
    earlier = EarlierSerializer(allow_null=True)
    folio = FolioSerializer(allow_null=True)


class StartSerializer(serializers.Serializer[Any]):
    """Whether refused rows may be left out."""

    leave_out = serializers.BooleanField(default=False)


class RefusalSerializer(serializers.Serializer[Any]):
    """A refused row by its line in the file, and its column (from 1; null for the whole row)."""

    file = serializers.CharField(help_text="the file's name")
    line = serializers.IntegerField()
    column = serializers.IntegerField(allow_null=True)
    heading = serializers.CharField(help_text="of the column, as long as the file is there")
    code = serializers.CharField()
    title = serializers.CharField()
    cure = serializers.CharField()


class RefusalPageSerializer(serializers.Serializer[Any]):
    """By line and column; `next` is what `after` takes, `total` counts refused rows."""

    results = RefusalSerializer(many=True)
    total = serializers.IntegerField()
    next = serializers.IntegerField(allow_null=True)

"""What every class of the API starts from: an actor whose purpose comes with the request."""

from typing import Any, cast

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.views import APIView

from access.actor import Actor, actor_for
from access.errors import OtherPurpose, SecondStepMissing
from access.models import ApiToken, User
from access.public_id import decode, encode

PURPOSE = "X-Purpose"
HEADER = OpenApiParameter(
    PURPOSE,
    str,
    OpenApiParameter.HEADER,
    description="the code of a purpose; only a token that is bound to one goes without",
)


class DoorView(APIView):
    """One operation. The header X-Purpose says why; it must be one of the person's purposes.

    A token that is bound to a purpose needs no header, and bears no other one.
    """

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Who it is, and whether what they sent may be read at all. Raises Problem."""
        super().initial(request, *args, **kwargs)
        # Django counts what it reads itself; the parsers of JSON read past it. A file is counted
        # by its own handler.
        length = request.META.get("CONTENT_LENGTH") or ""
        is_form = (request.content_type or "").startswith("multipart/")
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if not is_form and length.isdecimal() and int(length) > most:
            raise body_too_large()

    def actor(self, request: Request) -> Actor:
        """Who asks, under the grants of today. Raises OtherPurpose, SecondStepMissing."""
        token = request.auth if isinstance(request.auth, ApiToken) else None
        actor = actor_for(
            cast(User, request.user),
            purpose=_purpose(request, token),
            request=getattr(request._request, "number", ""),
            channel="API",
        )
        # Who logged in by a page has passed access/mfa_gate.py already.
        if token and actor.requires_mfa and not token.with_code:
            raise SecondStepMissing
        return actor


def _purpose(request: Request, token: ApiToken | None) -> str:
    said = request.headers.get(PURPOSE, "")
    if token is None or token.purpose_id is None:
        return said
    if said not in {"", token.purpose_id}:
        raise OtherPurpose
    return str(token.purpose_id)


class Problem(APIException):
    """An answer that says what is wrong, where, and how to mend it.

    `members` are further members of the problem, such as `parameter` and `cure`.
    """

    def __init__(self, status: int, code: str, title: str, **members: Any) -> None:
        super().__init__(title, code)
        self.status_code = status
        self.code = code
        self.title = title
        self.members = members


def body_too_large() -> Problem:
    """What the request holds beside a file is more than is read."""
    title = _("The request is larger than %(limit)s KB.")
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE >> 10
    return Problem(413, "too-large", title % {"limit": limit}, cure=_("Send less at once."))


@extend_schema_field({"type": "string", "examples": ["7F3K-9Q2M-XD4T"]})
class PublicId(serializers.Field[int, Any, str, Any]):
    """An id as people write it, "7F3K-9Q2M-XD4T"."""

    def to_representation(self, value: int) -> str:
        return encode(value)

    def to_internal_value(self, data: Any) -> int:
        try:
            return decode(str(data))
        except ValueError:
            raise serializers.ValidationError("no id") from None


class FolioSerializer(serializers.Serializer[Any]):
    """The event under which an answer was entered."""

    event = serializers.IntegerField()
    at = serializers.DateTimeField()
    purpose = serializers.CharField()


class ShownSerializer(serializers.Serializer[Any]):
    """A value as it may be seen; `part` is what a reveal asks for."""

    group = serializers.CharField()
    level = serializers.ChoiceField(choices=["HIDDEN", "MASKED", "CLEAR"])
    text = serializers.CharField()
    part = PublicId(allow_null=True)
    may_reveal = serializers.BooleanField()

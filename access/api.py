"""What every class of the API starts from: an actor whose purpose comes with the request."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from access.actor import Actor, actor_for
from access.models import User
from access.public_id import decode, encode

PURPOSE = "X-Purpose"


class DoorView(APIView):
    """One operation. The header X-Purpose says why; it must be one of the person's purposes."""

    def actor(self, request: Request) -> Actor:
        """Who asks, under the grants of today."""
        return actor_for(
            cast(User, request.user),
            purpose=request.headers.get(PURPOSE, ""),
            request=getattr(request._request, "number", ""),
            channel="API",
        )


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

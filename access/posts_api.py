"""/api/v1/access/...: grants of posts, drafts with their comparison, and publishing one."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.actor import Actor
from access.api import DoorView, Problem, PublicId
from access.change_refused import ChangeRefused
from access.comparing import compare
from access.decision.facts_now import grants_now
from access.models import GrantDraft, Post
from access.public_id import encode
from access.services.publish_draft import publish_draft
from audit.ledger.book import write_refusal
from audit.ledger.event import Entry, Verb


class GrantSerializer(serializers.Serializer[Any]):
    """A grant of a post. `filters` narrows the scope; a group without a level is hidden."""

    id = PublicId()
    post = PublicId()
    verbs = serializers.ListField(child=serializers.CharField())
    scope = serializers.CharField()
    filters = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    levels = serializers.DictField(child=serializers.CharField())
    purposes = serializers.SerializerMethodField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)

    def get_purposes(self, grant: Any) -> list[str]:
        """In order of the alphabet."""
        return sorted(grant.purposes)


class PostSerializer(serializers.Serializer[Any]):
    """A post with its grants: a row of the matrix."""

    id = PublicId()
    code = serializers.CharField()
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    is_active = serializers.BooleanField()
    administers = serializers.BooleanField()
    watches = serializers.BooleanField()
    grants = GrantSerializer(many=True)


class DraftSerializer(serializers.Serializer[Any]):
    """A draft; `lines` are {kind: NEW, CHANGED or ENDED, grant, terms}."""

    id = PublicId()
    post = PublicId(source="post_id")
    state = serializers.CharField()
    starts_on = serializers.DateField()
    author = PublicId(source="author_id")
    publisher = PublicId(source="publisher_id", allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    waived = serializers.SerializerMethodField()
    lines = serializers.SerializerMethodField()

    def get_waived(self, draft: Any) -> bool:
        """The second person was waived in writing."""
        return draft.waiver_id is not None

    def get_lines(self, draft: Any) -> list[dict[str, Any]]:
        """Grants by their ids as people write them."""
        return [
            line | {"grant": encode(line["grant"]) if line["grant"] else None}
            for line in draft.lines
        ]


class ShiftSerializer(serializers.Serializer[Any]):
    """A field group takes this level for so many people."""

    group = serializers.CharField()
    level = serializers.CharField()
    is_more = serializers.BooleanField()
    people = serializers.IntegerField()


class ComparisonSerializer(serializers.Serializer[Any]):
    """What publishing would change; counts stop at 10,001. `seen` is what publishing asks for."""

    day = serializers.DateField()
    holders = serializers.IntegerField()
    gained = serializers.IntegerField()
    lost = serializers.IntegerField()
    shifts = ShiftSerializer(many=True)
    doubts = serializers.ListField(child=serializers.CharField())
    seen = serializers.CharField(source="digest")


class ComparedSerializer(serializers.Serializer[Any]):
    """A draft and its comparison; nothing for one that is no longer open."""

    draft = DraftSerializer()
    comparison = ComparisonSerializer(allow_null=True)


class PublishSerializer(serializers.Serializer[Any]):
    """The comparison as it was seen; `sure` where it has doubts."""

    seen = serializers.CharField(max_length=64)
    sure = serializers.BooleanField(default=False)


class _KeeperView(DoorView):
    """For others than administrators and those who watch nothing is here."""

    def keeper(self, request: Request) -> Actor:
        """Who asks. Raises Http404, and the refusal is in the ledger."""
        actor = self.actor(request)
        if actor.administers or actor.watches:
            return actor
        body: dict[str, object] = {"channel": actor.channel, "what": type(self).__name__}
        entry = Entry(
            actor=encode(actor.id),
            verb=Verb.ADMINISTER,
            resource="access",
            request=actor.request,
            body=body,
        )
        write_refusal(entry)
        raise Http404


class PostMatrix(_KeeperView):
    """All posts with their grants."""

    @extend_schema(operation_id="access_posts", responses=PostSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List them, grants that are over too."""
        self.keeper(request)
        posts: list[Any] = list(Post.objects.all())
        grants = sorted(grants_now([post.pk for post in posts]), key=lambda grant: grant.id)
        rows = [
            {name: getattr(post, name) for name in _OF_POST}
            | {"grants": [grant for grant in grants if grant.post == post.pk]}
            for post in posts
        ]
        return Response(PostSerializer(rows, many=True).data)


_OF_POST = ("id", "code", "name_zh", "name_en", "is_active", "administers", "watches")


class DraftList(_KeeperView):
    """Drafts."""

    @extend_schema(operation_id="access_drafts", responses=DraftSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the newest 200."""
        self.keeper(request)
        return Response(DraftSerializer(GrantDraft.objects.all()[:200], many=True).data)


class DraftDetail(_KeeperView):
    """One draft."""

    @extend_schema(operation_id="access_draft", responses=ComparedSerializer)
    def get(self, request: Request, draft_id: int) -> Response:
        """Compare it with what is in force; each count is an event."""
        actor, draft = self.keeper(request), _draft(draft_id)
        compared = compare(actor, draft) if draft.state == "OPEN" else None
        return Response(ComparedSerializer({"draft": draft, "comparison": compared}).data)


class DraftPublish(_KeeperView):
    """Publishing."""

    @extend_schema(
        operation_id="access_publish_draft", request=PublishSerializer, responses=DraftSerializer
    )
    def post(self, request: Request, draft_id: int) -> Response:
        """Bring it into force as it was compared; 409 with the reason where a rule forbids it."""
        actor = self.keeper(request)
        _draft(draft_id)
        asked = PublishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        try:
            draft = publish_draft(
                actor=actor, draft_id=draft_id, seen=given["seen"], sure=given["sure"]
            )
        except ChangeRefused as refused:
            raise Problem(409, refused.code.replace("_", "-"), str(refused.reason)) from refused
        return Response(DraftSerializer(draft).data)


def _draft(draft_id: int) -> GrantDraft:
    found = GrantDraft.objects.filter(pk=draft_id).first()
    if found is None:
        raise Http404
    return found

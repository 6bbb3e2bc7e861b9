"""Explanations as JSON, for the API and the console: ids, codes and levels."""

from typing import Any

from rest_framework import serializers

from access.api import FolioSerializer, PublicId


class LookedAtSerializer(serializers.Serializer[Any]):
    """A grant that was looked at. `lapse`: "over", "not_begun" or null; `lacks`: "verb",
    "purpose", "scope" or null. One with neither answers."""

    grant = PublicId(source="grant.id")
    post = serializers.CharField(source="grant.post")
    scope = serializers.CharField(source="grant.scope")
    filters = serializers.DictField(
        source="grant.filters", child=serializers.ListField(child=serializers.CharField())
    )
    verbs = serializers.SerializerMethodField()
    purposes = serializers.SerializerMethodField()
    levels = serializers.DictField(source="grant.levels", child=serializers.CharField())
    starts_on = serializers.DateField(source="term.starts_on")
    ends_on = serializers.DateField(source="term.ends_on", allow_null=True)
    answers = serializers.BooleanField()
    lapse = serializers.CharField(allow_null=True)
    lacks = serializers.SerializerMethodField()

    def get_verbs(self, one: Any) -> list[str]:
        """In order of the alphabet, so that two answers can be compared."""
        return sorted(one.grant.verbs)

    def get_purposes(self, one: Any) -> list[str]:
        """The same for purposes."""
        return sorted(one.grant.purposes)

    def get_lacks(self, one: Any) -> str | None:
        """What keeps it from answering, its term apart."""
        return str(one.short_of) or None


class VerdictSerializer(serializers.Serializer[Any]):
    """The answer for one purpose. Levels: HIDDEN, MASKED, REVEAL (masked until one click), CLEAR;
    a group that is not named is hidden."""

    purpose = serializers.CharField()
    allowed = serializers.BooleanField()
    levels = serializers.DictField(child=serializers.CharField())
    grants = LookedAtSerializer(source="looked_at", many=True)
    missing = serializers.ListField(child=serializers.CharField())


class LapsedSerializer(serializers.Serializer[Any]):
    """An appointment that does not count, and why."""

    post = PublicId(source="0.post")
    department = PublicId(source="0.department")
    starts_on = serializers.DateField(source="0.starts_on")
    ends_on = serializers.DateField(source="0.ends_on", allow_null=True)
    lapse = serializers.CharField(source="1")


class ExplanationSerializer(serializers.Serializer[Any]):
    """May this person do this to this record? Allowed where one purpose allows it."""

    person = PublicId(source="question.person")
    verb = serializers.CharField(source="question.verb")
    record = PublicId(source="question.record")
    at = serializers.DateTimeField()
    allowed = serializers.BooleanField()
    missing = serializers.ListField(child=serializers.CharField())
    verdicts = VerdictSerializer(many=True)
    lapsed_appointments = serializers.SerializerMethodField()
    folio = FolioSerializer()

    def get_lapsed_appointments(self, found: Any) -> list[dict[str, Any]]:
        """Posts that are over, have not begun or are not in use."""
        lapsed = found.standing.lapsed_appointments if found.standing else ()
        return [dict(LapsedSerializer(one).data) for one in lapsed]


class SeeingSerializer(serializers.Serializer[Any]):
    """What one person may see of the record for some purposes."""

    person = PublicId(source="person.id")
    verbs = serializers.ListField(child=serializers.CharField())
    purposes = serializers.ListField(child=serializers.CharField())
    levels = serializers.DictField(child=serializers.CharField())
    grants = serializers.SerializerMethodField()

    def get_grants(self, one: Any) -> list[str]:
        """The grants that open it."""
        return [PublicId().to_representation(ground.grant.id) for ground in one.grounds]


class RecordExplainedSerializer(serializers.Serializer[Any]):
    """Who can see a record; `people` of the `asked`."""

    record = PublicId()
    at = serializers.DateTimeField()
    exists = serializers.BooleanField()
    people = serializers.IntegerField()
    asked = serializers.IntegerField()
    results = SeeingSerializer(source="seeing", many=True)
    folio = FolioSerializer()


class ReachSerializer(serializers.Serializer[Any]):
    """A grant in force; `count` stops at 10,001 and is null for a past moment."""

    grant = PublicId(source="grant.id")
    post = serializers.CharField(source="grant.post")
    scope = serializers.CharField(source="grant.scope")
    filters = serializers.DictField(
        source="grant.filters", child=serializers.ListField(child=serializers.CharField())
    )
    verbs = serializers.SerializerMethodField()
    purposes = serializers.SerializerMethodField()
    levels = serializers.DictField(source="grant.levels", child=serializers.CharField())
    starts_on = serializers.DateField(source="term.starts_on")
    ends_on = serializers.DateField(source="term.ends_on", allow_null=True)
    count = serializers.IntegerField(allow_null=True)

    def get_verbs(self, one: Any) -> list[str]:
        """In order of the alphabet."""
        return sorted(one.grant.verbs)

    def get_purposes(self, one: Any) -> list[str]:
        """The same for purposes."""
        return sorted(one.grant.purposes)


class PersonExplainedSerializer(serializers.Serializer[Any]):
    """What a person can see; with anything `missing`, nothing of it."""

    person = PublicId(source="user")
    at = serializers.DateTimeField()
    missing = serializers.ListField(child=serializers.CharField())
    results = ReachSerializer(source="reaches", many=True)
    lapsed_appointments = LapsedSerializer(many=True)
    folio = FolioSerializer()

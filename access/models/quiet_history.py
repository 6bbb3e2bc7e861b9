"""The history of rows that are saved often for reasons which nobody needs to replay."""

from typing import Any

from simple_history.models import HistoricalRecords


class QuietHistory(HistoricalRecords):
    """A version only where the row is new or one of the watched fields may have changed: a log-in
    notes its time on the person, and that is no history."""

    def __init__(self, *args: Any, watched: frozenset[str], **options: Any) -> None:
        super().__init__(*args, **options)  # type: ignore[no-untyped-call]
        self._watched = watched

    def post_save(
        self, instance: Any, created: bool, using: str | None = None, **kwargs: Any
    ) -> None:
        """Keep this version, or let it go."""
        fields = kwargs.get("update_fields")
        if created or fields is None or self._watched & set(fields):
            super().post_save(  # type: ignore[no-untyped-call]
                instance, created, using=using, **kwargs
            )

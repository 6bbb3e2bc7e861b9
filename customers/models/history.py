"""Who wrote a history row: the actor's id, which the gateway puts on the row."""

from typing import Any


def writer(historical: Any) -> int | None:
    """The id of the person who wrote this version."""
    found: int | None = historical.history_user_id
    return found


def set_writer(historical: Any, actor_id: int | None) -> None:
    """Keep the actor's id with the version."""
    historical.history_user_id = actor_id

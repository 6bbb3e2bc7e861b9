"""The tree of departments as ids."""

from collections.abc import Iterable, Mapping

from access.models import Department


def parents() -> dict[int, int | None]:
    """Each department's parent; one query."""
    return dict(Department.objects.values_list("id", "parent_id"))


def subtree(roots: Iterable[int], parent_of: Mapping[int, int | None]) -> tuple[int, ...]:
    """The roots and everything below them, roots first."""
    found = list(dict.fromkeys(roots))
    for department in found:
        found += [
            child
            for child, parent in parent_of.items()
            if parent == department and child not in found
        ]
    return tuple(found)

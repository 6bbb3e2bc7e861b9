"""The tree as the database keeps it: leaves, and every fourth level of complete subtrees."""

from collections.abc import Sequence

from django.db import connections

from audit.ledger.tree import Lookup, Place, hash_node

STRIDE = 4

_SQL = """
    SELECT w.place, l.hash FROM unnest(%(level)s::int[], %(low)s::bigint[], %(high)s::bigint[],
        %(place)s::int[]) AS w (level, low, high, place)
    CROSS JOIN LATERAL (
        SELECT index, hash FROM ledger.leaf WHERE w.level = 0 AND index >= low AND index < high
        UNION ALL
        SELECT index, hash FROM ledger.node n
        WHERE n.level = w.level AND index >= low AND index < high
    ) l ORDER BY w.place, l.index
"""


class TreeBroken(Exception):
    """The database's tree lacks a part of what was sealed, or differs from what was signed."""


def stored_tree(alias: str) -> Lookup:
    """Subtrees by their places, read on this connection. The lookup raises TreeBroken."""

    def lookup(places: Sequence[Place]) -> dict[Place, bytes]:
        parts = zip(places, _parts(alias, places), strict=True)
        return {place: _fold(place, hashes) for place, hashes in parts}

    return lookup


def _parts(alias: str, places: Sequence[Place]) -> list[list[bytes]]:
    wanted = [(level - level % STRIDE, index, level % STRIDE) for level, index in places]
    parameters = {
        "level": [level for level, _, _ in wanted],
        "low": [index << above for _, index, above in wanted],
        "high": [(index + 1) << above for _, index, above in wanted],
        "place": list(range(len(wanted))),
    }
    found: list[list[bytes]] = [[] for _ in wanted]
    with connections[alias].cursor() as cursor:
        cursor.execute(_SQL, parameters)
        for number, value in cursor.fetchall():
            found[number].append(bytes(value))
    return found


def _fold(place: Place, hashes: list[bytes]) -> bytes:
    if len(hashes) != 1 << place[0] % STRIDE:
        raise TreeBroken(f"a part of the tree is missing: level {place[0]}, index {place[1]}")
    while len(hashes) > 1:
        hashes = [hash_node(*hashes[at : at + 2]) for at in range(0, len(hashes), 2)]
    return hashes[0]

"""What a dishonest owner of the database tries, as the owner: with all triggers out of the way.

Each says by which checks it is caught. `ground` holds what the attacker has stolen, too.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from audit.ledger import checkpoint, sealing
from audit.ledger.attack_ground import Ground
from audit.ledger.leaf import leaf_of, line_of
from audit.ledger.stored_tree import STRIDE
from audit.ledger.tree import Frontier, hash_leaf


@dataclass(frozen=True)
class Attack:
    """One attack: its name, what it does, and the checks that see it."""

    name: str
    strike: Callable[[Ground], None]
    checks: frozenset[str]


def update(ground: Ground) -> None:
    """Change who looked."""
    ground.run("UPDATE ledger.event SET actor = 'somebody else' WHERE id = %s", ground.event(40))


def delete(ground: Ground) -> None:
    """Let a look at a customer disappear."""
    ground.run("DELETE FROM ledger.event WHERE id = %s", ground.event(41))


def insert_in_the_middle(ground: Ground) -> None:
    """Put in a look that never was, under a number that was free."""
    ground.run(
        "INSERT INTO ledger.event (id, kind, actor, verb, resource, outcome, at)"
        " OVERRIDING SYSTEM VALUE SELECT -1, 'NOTE', 'victim', 'READ', 'customers.customer',"
        " 'ALLOWED', at FROM ledger.event WHERE id = %s",
        ground.event(42),
    )
    ground.run("DELETE FROM ledger.pending WHERE event = -1")


def reorder(ground: Ground) -> None:
    """Let one look change its place with another, and make the tree above them anew."""
    _exchange(ground, "ledger.leaf", "index", "event, version, hash", 50, 60)
    rebuild(ground)


def truncate(ground: Ground) -> None:
    """Empty the whole book."""
    tables = "ledger.event, ledger.pending, ledger.leaf, ledger.node, ledger.checkpoint"
    ground.run(f"TRUNCATE {tables}")


def swap_payloads(ground: Ground) -> None:
    """Exchange what two events say."""
    _exchange(ground, "ledger.event", "id", "actor, body", ground.event(70), ground.event(80))


def recompute_all(ground: Ground) -> None:
    """Change an event, then its leaf, every subtree, and every checkpoint, with the stolen key."""
    update(ground)
    rebuild(ground, leaves=True)
    resign(ground)


def drop_unsealed_tail(ground: Ground) -> None:
    """Remove the newest events before they are sealed."""
    events = ground.write(3)
    ground.run("DELETE FROM ledger.pending WHERE event = ANY (%s)", events)
    ground.run("DELETE FROM ledger.event WHERE id = ANY (%s)", events)


def restore_yesterday(ground: Ground) -> None:
    """Put back a copy from before the last events."""
    ground.restore_yesterday()


def fork(ground: Ground) -> None:
    """Put yesterday's copy back, then write another today, with the stolen key."""
    size = ground.size()
    ground.restore_yesterday()
    ground.write(size - ground.size(), receipts=False)
    ground.forget_signed()
    sealing.seal_once(ground.keys)


def downgrade(ground: Ground) -> None:
    """Change an event, and let its leaf claim an older form, without a hash of its place."""
    event = ground.event(90)
    ground.run("UPDATE ledger.event SET actor = 'somebody else' WHERE id = %s", event)
    weak = hash_leaf(line_of(ground.row(event)))[::-1]
    ground.run("UPDATE ledger.leaf SET version = 0, hash = %s WHERE event = %s", weak, event)


def switch_off_walls(ground: Ground) -> None:
    """Switch off a trigger, FORCE and a policy."""
    ground.run("ALTER TABLE ledger.event DISABLE TRIGGER event_never_changes")
    ground.run("ALTER TABLE customers_customer NO FORCE ROW LEVEL SECURITY")
    ground.run("DROP POLICY read ON customers_customer")


def rebuild(ground: Ground, *, leaves: bool = False) -> None:
    """Every subtree anew from the leaves; with `leaves`, these anew from the events."""
    if leaves:
        for index, event in ground.rows("SELECT index, event FROM ledger.leaf"):
            value = leaf_of(ground.row(event))
            ground.run("UPDATE ledger.leaf SET hash = %s WHERE index = %s", value, index)
    frontier = Frontier()
    for (value,) in ground.rows("SELECT hash FROM ledger.leaf ORDER BY index"):
        for (level, index), node in frontier.append(bytes(value)):
            if level % STRIDE == 0:
                sql = "UPDATE ledger.node SET hash = %s WHERE level = %s AND index = %s"
                ground.run(sql, node, level, index)


def resign(ground: Ground) -> None:
    """Every checkpoint anew, over the tree as it is now."""
    leaves = [bytes(v) for (v,) in ground.rows("SELECT hash FROM ledger.leaf ORDER BY index")]
    previous, frontier = "0" * 64, Frontier()
    for number, note in ground.rows("SELECT number, note FROM ledger.checkpoint ORDER BY number"):
        said = checkpoint.parse(note)
        while frontier.size < said.size:
            frontier.append(leaves[frontier.size])
        forged = replace(said, root=frontier.root(), previous=previous).note([ground.keys.current])
        previous = checkpoint.digest(forged)
        ground.run("UPDATE ledger.checkpoint SET note = %s WHERE number = %s", forged, number)


def _exchange(ground: Ground, table: str, key: str, columns: str, first: Any, second: Any) -> None:
    rows = {k: v for k, *v in ground.rows(f"SELECT {key}, {columns} FROM {table}")}  # noqa: S608
    slots = ", ".join(["%s"] * len(columns.split(",")))
    if table == "ledger.leaf":  # each event once: out of the way first
        ground.run("DELETE FROM ledger.leaf WHERE index = ANY (%s)", [first, second])
        for place, other in ((first, second), (second, first)):
            sql = f"INSERT INTO {table} ({key}, {columns}) VALUES (%s, {slots})"  # noqa: S608
            ground.run(sql, place, *rows[other])
        return
    for place, other in ((first, second), (second, first)):
        sql = f"UPDATE {table} SET ({columns}) = ({slots}) WHERE {key} = %s"  # noqa: S608
        ground.run(sql, *map(ground.adapted, rows[other]), place)


ATTACKS = (
    Attack("update", update, frozenset({"content"})),
    Attack("delete", delete, frozenset({"presence"})),
    Attack("insert in the middle", insert_in_the_middle, frozenset({"outside"})),
    Attack("reorder", reorder, frozenset({"root", "anchor"})),
    Attack("truncate", truncate, frozenset({"anchor", "receipts"})),
    Attack("swap two payloads", swap_payloads, frozenset({"content"})),
    Attack("recompute all later hashes", recompute_all, frozenset({"anchor", "receipts"})),
    Attack("drop the unsealed tail", drop_unsealed_tail, frozenset({"receipts"})),
    Attack("restore yesterday's dump", restore_yesterday, frozenset({"anchor", "receipts"})),
    Attack("fork", fork, frozenset({"anchor", "receipts"})),
    Attack(
        "downgrade the algorithm",
        downgrade,
        frozenset({"version", "content", "nodes", "root", "anchor", "receipts"}),
    ),
    Attack("switch off triggers, FORCE, a policy", switch_off_walls, frozenset({"walls"})),
)

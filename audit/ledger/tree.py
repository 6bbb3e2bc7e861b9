"""The Merkle tree of RFC 6962: hashes, what a proof needs, and checking one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

Place = tuple[int, int]  # level (0: a leaf) and index of a complete subtree
Lookup = Callable[[Sequence[Place]], dict[Place, bytes]]

EMPTY = sha256(b"").digest()


def hash_leaf(entry: bytes) -> bytes:
    """The hash of one entry."""
    return sha256(b"\x00" + entry).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return sha256(b"\x01" + left + right).digest()


@dataclass
class Frontier:
    """A tree while it grows: the complete subtrees that a tree of this size consists of."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)  # largest first

    def append(self, leaf: bytes) -> list[tuple[Place, bytes]]:
        """Add a leaf; the subtrees that it completes, above the leaf itself."""
        completed, node, level, index = [], leaf, 0, self.size
        while index & 1:
            node = hash_node(self.peaks.pop(), node)
            level, index = level + 1, index >> 1
            completed.append(((level, index), node))
        self.peaks.append(node)
        self.size += 1
        return completed

    def root(self) -> bytes:
        """The tree's root."""
        return join(self.peaks)


def join(peaks: Sequence[bytes]) -> bytes:
    """The root above complete subtrees, largest first."""
    if not peaks:
        return EMPTY
    node = peaks[-1]
    for peak in reversed(peaks[:-1]):
        node = hash_node(peak, node)
    return node


def peaks_of(start: int, end: int) -> list[Place]:
    """The complete subtrees that cover the leaves from `start` up to `end`, left to right.

    `start` is a multiple of the largest of them, as it is wherever a proof cuts the tree.
    """
    found = []
    while start < end:
        level = (end - start).bit_length() - 1
        found.append((level, start >> level))
        start += 1 << level
    return found


def root_at(size: int, lookup: Lookup) -> bytes:
    """The root of the first `size` leaves."""
    places = peaks_of(0, size)
    known = lookup(places)
    return join([known[place] for place in places])


def inclusion_proof(index: int, size: int, lookup: Lookup) -> list[bytes]:
    """The path from a leaf to the root of a tree of this size (RFC 6962, 2.1.1)."""
    return _hashes(_path(index, 0, size), lookup)


def consistency_proof(old: int, new: int, lookup: Lookup) -> list[bytes]:
    """The proof that a tree of size `new` begins with the one of size `old` (2.1.2)."""
    return _hashes(_subproof(old, 0, new, True), lookup) if 0 < old < new else []


def root_of_inclusion(index: int, size: int, leaf: bytes, path: Iterable[bytes]) -> bytes | None:
    """The root that the path leads to, or nothing where it is no path for this place."""
    if not 0 <= index < size:
        return None
    node, last = leaf, size - 1
    for step in path:
        if last == 0:
            return None
        if index & 1 or index == last:
            node = hash_node(step, node)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = hash_node(node, step)
        index, last = index >> 1, last >> 1
    return node if last == 0 else None


def is_consistent(
    old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """The proof shows that the old tree is the beginning of the new one (RFC 9162, 2.1.4.2)."""
    if old == new or old == 0:
        return not path and (old == 0 or old_root == new_root)
    if not 0 < old < new or not path:
        return False
    index, last = old - 1, new - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    steps = list(path)
    first = second = steps.pop(0) if index else old_root
    for step in steps:
        if last == 0:
            return False
        if index & 1 or index == last:
            first, second = hash_node(step, first), hash_node(step, second)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            second = hash_node(second, step)
        index, last = index >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _cut(size: int) -> int:
    """The largest power of two below the size: where the tree's left half ends."""
    return 1 << ((size - 1).bit_length() - 1)


def _path(index: int, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges of leaves beside the path, lowest first."""
    if end - start == 1:
        return []
    middle = start + _cut(end - start)
    if index < middle:
        return [*_path(index, start, middle), (middle, end)]
    return [*_path(index, middle, end), (start, middle)]


def _subproof(old: int, start: int, end: int, whole: bool) -> list[tuple[int, int]]:
    if old == end:
        return [] if whole else [(start, end)]
    middle = start + _cut(end - start)
    if old <= middle:
        return [*_subproof(old, start, middle, whole), (middle, end)]
    return [*_subproof(old, middle, end, False), (start, middle)]


def _hashes(ranges: Sequence[tuple[int, int]], lookup: Lookup) -> list[bytes]:
    places = [peaks_of(*each) for each in ranges]
    known = lookup([place for peaks in places for place in peaks])
    return [join([known[place] for place in peaks]) for peaks in places]

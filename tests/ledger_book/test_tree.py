"""The Merkle tree: RFC 6962's published vectors, and every proof of small trees."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.ledger.tree import (
    EMPTY,
    Frontier,
    Place,
    consistency_proof,
    hash_leaf,
    inclusion_proof,
    is_consistent,
    root_at,
    root_of_inclusion,
)

# Those of the reference implementation, google/certificate-transparency merkletree tests.
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
D = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
E = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
F = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
INCLUSION = [
    (0, 1, []),
    (0, 8, [A, B, C]),
    (5, 8, [D, E, ROOTS[4]]),
    (2, 3, [ROOTS[2]]),
    (1, 5, [ROOTS[1], B, D]),
]
CONSISTENCY = [(1, 1, []), (1, 8, [A, B, C]), (6, 8, [F, E, ROOTS[4]]), (2, 5, [B, D])]


class Grown:
    """A tree with all its complete subtrees."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.nodes: dict[Place, bytes] = {}
        self.roots = [EMPTY]
        frontier = Frontier()
        for index, leaf in enumerate(leaves):
            self.nodes[0, index] = leaf
            self.nodes.update(frontier.append(leaf))
            self.roots.append(frontier.root())

    def lookup(self, places: Sequence[Place]) -> dict[Place, bytes]:
        return {place: self.nodes[place] for place in places}


PUBLISHED = Grown([hash_leaf(entry) for entry in ENTRIES])
LARGE = Grown([hash_leaf(b"%d" % number) for number in range(500)])


def test_roots_are_the_published_ones() -> None:
    assert [root.hex() for root in PUBLISHED.roots] == ROOTS


@pytest.mark.parametrize(("index", "size", "path"), INCLUSION)
def test_inclusion_proofs_are_the_published_ones(index: int, size: int, path: list[str]) -> None:
    made = inclusion_proof(index, size, PUBLISHED.lookup)
    assert [step.hex() for step in made] == path
    root = root_of_inclusion(index, size, PUBLISHED.nodes[0, index], made)
    assert root == PUBLISHED.roots[size]


@pytest.mark.parametrize(("old", "new", "path"), CONSISTENCY)
def test_consistency_proofs_are_the_published_ones(old: int, new: int, path: list[str]) -> None:
    made = consistency_proof(old, new, PUBLISHED.lookup)
    assert [step.hex() for step in made] == path
    assert is_consistent(old, new, PUBLISHED.roots[old], PUBLISHED.roots[new], made)


def test_root_of_any_size_is_had_from_the_stored_subtrees() -> None:
    assert [root_at(size, LARGE.lookup) for size in range(501)] == LARGE.roots


@given(size=st.integers(1, 500), data=st.data())
def test_every_leaf_is_proved_and_no_other(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    leaf, root = LARGE.nodes[0, index], LARGE.roots[size]
    path = inclusion_proof(index, size, LARGE.lookup)
    assert root_of_inclusion(index, size, leaf, path) == root
    assert root_of_inclusion(index, size, _flip(leaf, data), path) != root
    for step in range(len(path)):
        bent = [*path[:step], _flip(path[step], data), *path[step + 1 :]]
        assert root_of_inclusion(index, size, leaf, bent) != root
    assert root_of_inclusion(index, size, leaf, path[1:]) != root or not path
    assert root_of_inclusion(index, size, leaf, [*path, leaf]) != root


@given(new=st.integers(1, 500), data=st.data())
def test_every_beginning_is_proved_and_no_other(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    first, second = LARGE.roots[old], LARGE.roots[new]
    path = consistency_proof(old, new, LARGE.lookup)
    assert is_consistent(old, new, first, second, path)
    assert not is_consistent(old, new, _flip(first, data), second, path)
    assert not is_consistent(old, new, first, _flip(second, data), path)
    for step in range(len(path)):
        bent = [*path[:step], _flip(path[step], data), *path[step + 1 :]]
        assert not is_consistent(old, new, first, second, bent)
    assert not is_consistent(old, new, first, second, [*path, first])
    assert not is_consistent(new + 1, new, first, second, path)


@pytest.mark.deep
def test_all_proofs_of_all_trees_up_to_500_leaves() -> None:
    for new in range(1, 501):
        for old in range(1, new + 1):
            path = consistency_proof(old, new, LARGE.lookup)
            assert is_consistent(old, new, LARGE.roots[old], LARGE.roots[new], path)
            path = inclusion_proof(old - 1, new, LARGE.lookup)
            root = root_of_inclusion(old - 1, new, LARGE.nodes[0, old - 1], path)
            assert root == LARGE.roots[new]


def _flip(value: bytes, data: st.DataObject) -> bytes:
    bit = data.draw(st.integers(0, len(value) * 8 - 1))
    return (int.from_bytes(value, "big") ^ (1 << bit)).to_bytes(len(value), "big")

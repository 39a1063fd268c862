"""The tree of RFC 6962: known answers, agreement with the definition, proofs that hold and that do not."""

import hashlib
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.ledger.tree import (
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    subtrees_of,
    verify_consistency,
    verify_inclusion,
)

# The inputs and roots of the reference implementation of Certificate Transparency.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(index.to_bytes(2, "big")) for index in range(200)]
SIZES = range(1, 201)
sizes = st.integers(1, 200)


def naive_root(leaves):
    """The definition in RFC 6962, section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = max(2**power for power in range(10) if 2**power < len(leaves))
    return node_hash(naive_root(leaves[:split]), naive_root(leaves[split:]))


@pytest.mark.parametrize("size", range(1, 9))
def test_known_roots(size):
    leaves = [leaf_hash(bytes.fromhex(each)) for each in INPUTS[:size]]
    assert root_of(leaves).hex() == ROOTS[size - 1]


def test_known_audit_path():
    leaves = [leaf_hash(bytes.fromhex(each)) for each in INPUTS]
    path = inclusion_proof(5, 8, subtrees_of(leaves))
    assert [step.hex() for step in path] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_an_empty_tree_has_the_hash_of_nothing():
    assert Frontier().root() == hashlib.sha256(b"").digest()


def test_the_frontier_gives_the_root_of_the_definition():
    frontier = Frontier()
    for size in SIZES:
        frontier = frontier.append(LEAVES[size - 1])
        assert frontier.root() == naive_root(LEAVES[:size])
        assert len(frontier.hashes) == size.bit_count()


@given(size=st.integers(0, 200), level=st.integers(0, 6))
def test_complete_subtrees_give_the_same_root_as_single_leaves(size, level):
    width = 1 << level
    frontier = Frontier()
    for start in range(0, size - size % width, width):
        frontier = frontier.append_subtree(naive_root(LEAVES[start : start + width]), level)
    for leaf in LEAVES[size - size % width : size]:
        frontier = frontier.append(leaf)
    assert frontier.root() == naive_root(LEAVES[:size])


def test_a_subtree_is_only_taken_where_it_begins():
    with pytest.raises(ValueError, match="does not begin"):
        Frontier().append(LEAVES[0]).append_subtree(LEAVES[1], 1)


def test_a_frontier_with_the_wrong_number_of_hashes_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        Frontier(3, (LEAVES[0],))


def test_every_inclusion_proof_of_every_size_holds():
    subtrees = cache(subtrees_of(LEAVES))
    for size in SIZES:
        root = naive_root(LEAVES[:size])
        for index in range(size):
            path = inclusion_proof(index, size, subtrees)
            assert verify_inclusion(LEAVES[index], index, size, path, root)


@given(sizes, st.data())
def test_every_consistency_proof_holds_and_says_nothing_of_other_roots(new, data):
    old = data.draw(st.integers(1, new))
    path = consistency_proof(old, new, subtrees_of(LEAVES))
    roots = naive_root(LEAVES[:old]), naive_root(LEAVES[:new])
    assert verify_consistency(old, roots[0], new, roots[1], path)
    assert not verify_consistency(old, LEAVES[0][::-1], new, roots[1], path)
    assert not verify_consistency(old, roots[0], new, LEAVES[0][::-1], path)


def test_consistency_holds_between_all_sizes():
    subtrees = cache(subtrees_of(LEAVES))
    roots = [naive_root(LEAVES[:size]) for size in range(201)]
    for new in SIZES:
        for old in range(1, new + 1):
            path = consistency_proof(old, new, subtrees)
            assert verify_consistency(old, roots[old], new, roots[new], path)


@given(sizes, st.data())
def test_a_changed_inclusion_proof_does_not_hold(size, data):
    index = data.draw(st.integers(0, size - 1))
    path = inclusion_proof(index, size, subtrees_of(LEAVES))
    root = naive_root(LEAVES[:size])
    changed = _changed(path, data)
    assert not verify_inclusion(LEAVES[index], index, size, changed, root)
    other = data.draw(st.integers(0, 210).filter(lambda each: each != index))
    assert not verify_inclusion(LEAVES[index], other, size, path, root)
    assert not verify_inclusion(leaf_hash(b"another"), index, size, path, root)


@given(sizes, st.data())
def test_a_changed_consistency_proof_does_not_hold(new, data):
    old = data.draw(st.integers(1, new))
    path = consistency_proof(old, new, subtrees_of(LEAVES))
    changed = _changed(path, data)
    assert not verify_consistency(old, naive_root(LEAVES[:old]), new, naive_root(LEAVES[:new]), changed)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 3), (3, 3)])
def test_no_proof_for_a_leaf_that_is_not_there(index, size):
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_proof(index, size, subtrees_of(LEAVES))
    assert not verify_inclusion(LEAVES[0], index, size, [], LEAVES[0])


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3)])
def test_no_proof_between_sizes_that_do_not_follow(old, new):
    with pytest.raises(ValueError, match="older tree"):
        consistency_proof(old, new, subtrees_of(LEAVES))
    assert not verify_consistency(old, LEAVES[0], new, LEAVES[0], [])


def _changed(path, data):
    """The path with one step more, one less, two swapped, or one bit turned."""
    ways = ["more"] + (["less", "bit", "short"] if path else []) + (["swap"] if len(path) > 1 else [])
    way = data.draw(st.sampled_from(ways))
    at = data.draw(st.integers(0, max(len(path) - 1, 0)))
    if way == "more":
        return [*path[:at], LEAVES[7], *path[at:]]
    if way == "less":
        return path[:at] + path[at + 1 :]
    if way == "swap":
        other = data.draw(st.integers(0, len(path) - 1).filter(lambda each: each != at))
        swapped = list(path)
        swapped[at], swapped[other] = path[other], path[at]
        return swapped
    step = path[at][:-1] if way == "short" else bytes([path[at][0] ^ 1]) + path[at][1:]
    return [*path[:at], step, *path[at + 1 :]]

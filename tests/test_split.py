"""The split: whole groups, by hash, as near the ratio as they allow, and stable when documents are added."""

from hypothesis import given
from hypothesis import strategies as st

from synthetic_data.split import split_groups


def test_sections_of_one_group_are_never_on_two_sides():
    sides = split_groups([f"s{n}" for n in range(100)], [n // 3 for n in range(100)], [1] * 100, 0.5, 0).sides
    for first in range(0, 99, 3):
        assert len(set(sides[first : first + 3])) == 1


def test_the_share_is_as_near_the_ratio_as_whole_groups_allow():
    split = split_groups([f"s{n}" for n in range(200)], range(200), [1] * 200, 0.9, 0)
    assert split.share == 0.9
    assert split.sides.count("train") == 180


def test_too_little_material_is_said_and_nothing_leaks():
    split = split_groups(["a", "b"], [0, 0], [5, 5], 0.9, 0)
    assert split.sides == ("train", "train")
    assert "too little to hold anything out: one independent group of sections" in split.note
    assert "--split-by question holds some pairs out" in split.note
    assert "2 independent groups of sections" in split_groups(["a", "b"], [0, 1], [5, 5], 0.9, 0).note


def test_another_seed_gives_another_split():
    ids = [f"s{n}" for n in range(50)]
    assert split_groups(ids, range(50), [1] * 50, 0.5, 1).sides != split_groups(ids, range(50), [1] * 50, 0.5, 2).sides


@given(st.integers(2, 60), st.floats(0.1, 0.95), st.integers(0, 5))
def test_a_new_document_moves_at_most_the_groups_at_the_cut(count: int, ratio: float, seed: int):
    ids = [f"s{n}" for n in range(count)]
    before = split_groups(ids, range(count), [1] * count, ratio, seed).sides
    after = split_groups([*ids, "new"], range(count + 1), [1] * (count + 1), ratio, seed).sides
    assert sum(one != other for one, other in zip(before, after, strict=False)) <= 2


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 20)), max_size=40), st.floats(0, 1))
def test_any_weights_and_groups_give_one_side_per_section(sections: list[tuple[int, int]], ratio: float):
    ids = [f"s{n}" for n in range(len(sections))]
    split = split_groups(ids, [group for group, _ in sections], [weight for _, weight in sections], ratio, 0)
    assert len(split.sides) == len(sections)
    assert 0 <= split.share <= 1

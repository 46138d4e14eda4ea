"""Bytes kept on disk for a while: read back whole, in any order, between those that are put there."""

import os

import pytest

from synthetic_data.files import Shelf


@pytest.mark.parametrize("in_one_step", [True, False])
def test_what_is_kept_on_a_shelf_is_read_back_between_what_is_put_there(monkeypatch: pytest.MonkeyPatch, in_one_step: bool) -> None:
    if not in_one_step:
        monkeypatch.delattr(os, "pread", raising=False)
    kept: dict[tuple[int, int], bytes] = {}
    with Shelf() as shelf:
        for number in range(40):
            data = bytes([number]) * (1 << number % 18)
            kept[shelf.put(data)] = data
            if number % 3 == 0:
                assert shelf.get(*min(kept)) == kept[min(kept)]
                assert shelf.get(*max(kept)) == data
        assert all(shelf.get(*place) == data for place, data in kept.items())

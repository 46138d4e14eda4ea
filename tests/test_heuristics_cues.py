"""Words that are looked for before a pattern is tried: no match may be without one of them."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from synthetic_data import heuristics
from synthetic_data.heuristics.english import Cued


def cued_patterns() -> Iterator[tuple[str, Cued]]:
    for module in pkgutil.iter_modules(heuristics.__path__, "synthetic_data.heuristics."):
        names = vars(importlib.import_module(module.name))
        yield from ((f"{module.name.rsplit('.', 1)[1]}.{name}", value) for name, value in names.items() if isinstance(value, Cued))


EVERY = dict(cued_patterns())


@pytest.mark.parametrize("name", EVERY)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(st.data())
def test_whatever_a_pattern_matches_holds_one_of_its_cues(name: str, data: st.DataObject):
    cued = EVERY[name]
    text = data.draw(st.from_regex(cued.pattern, alphabet=st.characters(codec="ascii")))
    assert cued.search(text), text

"""Where a quote that a model wrote stands in the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthetic_data.text.quotes import Located, QuoteFinder, locate

SOURCE = """# Cache settings {#cache}

The cache keeps entries for **30 seconds** by default, and it does not
write them to disk. Set `cache_ttl` to change that; see [the guide][guide].

> A cold start takes about 1,500 ms — that’s “normal” on small machines.
> It's never longer than 10.5 s.

1. Install the *server* package.
2. Restart the service with `systemctl restart cache`.

| Name | Default |
|------|---------|
| `size` | 64 MB |

```python
def warm(cache: Cache[str]) -> None:
    cache.load("all_keys", depth=2)
```

Costs are low & the cache is safe. The log grows slowly over time. Old entries are evicted first when it is full.

[guide]: https://example.org/guide
"""


def found(quote: str) -> str | None:
    place = locate(quote, SOURCE, 0, len(SOURCE))
    return SOURCE[place.start : place.end] if place else None


@pytest.mark.parametrize(
    ("quote", "span"),
    [
        ("keeps entries for **30 seconds** by default", "keeps entries for **30 seconds** by default"),
        ("The cache keeps entries for 30 seconds by default", "The cache keeps entries for **30 seconds** by default"),
        ("it does not write them to disk.", "it does not\nwrite them to disk."),
        ("Set cache_ttl to change that; see the guide.", "Set `cache_ttl` to change that; see [the guide][guide]."),
        ("see the guide", "see [the guide][guide]"),
        ('A cold start takes about 1,500 ms - that\'s "normal"', "A cold start takes about 1,500 ms — that’s “normal"),
        (
            "normal on small machines. It's never longer than 10.5 s",
            "normal” on small machines.\n> It's never longer than 10.5 s",
        ),
        ("install the server package", "Install the *server* package"),
        ("- Install the server package.\n- Restart the service", "Install the *server* package.\n2. Restart the service"),
        ("size 64 MB", "`size` | 64 MB"),
        ("| size | 64 MB |", "`size` | 64 MB"),
        (
            'def warm(cache: Cache[str]) -> None: cache.load("all_keys", depth=2)',
            'def warm(cache: Cache[str]) -> None:\n    cache.load("all_keys", depth=2)',
        ),
        ("“The log grows slowly over time.”", "The log grows slowly over time."),
        ("CACHE SETTINGS", "Cache settings"),
        ("  `size`\n", "`size`"),
    ],
)
def test_a_quote_is_found_whatever_its_typography_and_markup(quote: str, span: str | None) -> None:
    assert found(quote) == span


@pytest.mark.parametrize(
    ("quote", "span"),
    [
        ("The cache holds entries for 30 seconds by default", "The cache keeps entries for **30 seconds** by default"),
        ("Restart the service by `systemctl restart cache`", "Restart the service with `systemctl restart cache`"),
        ("Old entries get evicted first when it is full.", "Old entries are evicted first when it is full."),
        ("The cache keeps entries for 31 seconds by default", None),
        ("The cache keeps entries for thirty seconds by default", None),
        ("and it does write them to disk. Set cache_ttl to change", None),
        ("The log never grows slowly over time.", None),
        ("The cache is stored in a database on the server", None),
        ("A cold start takes about 1.500 ms", None),
    ],
)
def test_a_quote_is_found_nearly_but_never_with_other_numbers_or_negations(quote: str, span: str | None) -> None:
    assert found(quote) == span


def test_a_number_or_negation_that_a_quote_leaves_out_keeps_it_from_being_found() -> None:
    source = "You must not restart the primary server while a backup is running on it."
    assert locate("You must restart the primary server while a backup is running on it.", source, 0, len(source)) is None
    assert locate("You mustn't restart the primary server while a backup is running on it.", source, 0, len(source)) is not None


@pytest.mark.parametrize(
    ("quote", "span"),
    [
        ("30", "30"),
        ("3", None),
        ("10", None),
        ("10.5 s", "10.5 s"),
        ("server", "server"),
        ("serve", None),
        ("evict", None),
        ("systemctl", "systemctl"),
        ("cach settngs", None),
        ("...", None),
        ("| |", None),
        ("", None),
    ],
)
def test_a_short_quote_is_found_at_word_borders_only(quote: str, span: str | None) -> None:
    assert found(quote) == span


def test_a_long_quote_may_not_end_inside_a_number() -> None:
    assert found("The cache keeps entries for 3") is None


@pytest.mark.parametrize(
    ("quote", "span"),
    [
        (
            "The cache keeps entries ... write them to disk",
            "The cache keeps entries for **30 seconds** by default, and it does not\nwrite them to disk",
        ),
        (
            "The log grows slowly […] when it is full",
            "The log grows slowly over time. Old entries are evicted first when it is full",
        ),
        ("… The log grows slowly over time…", "The log grows slowly over time"),
        ("The cache keeps entries … Old entries are evicted first", None),
        ("The log grows slowly ... The cache keeps entries", None),
        ("The log grows slowly ... and is rotated daily", None),
    ],
)
def test_a_quote_with_an_ellipsis_is_found_from_first_to_last_part_if_the_gap_is_small(quote: str, span: str | None) -> None:
    assert found(quote) == span


def test_an_ellipsis_is_tried_from_every_place_of_its_first_part() -> None:
    source = (
        "The first step is easy. " + "Nothing happens here at all. " * 12 + "The first step is easy. Then comes the second step."
    )
    place = locate("The first step is easy … comes the second step", source, 0, len(source))
    assert place is not None and source[place.start :].startswith("The first step is easy. Then")


def test_only_the_given_stretch_is_searched_and_offsets_count_in_the_source() -> None:
    start, end = SOURCE.index("> A cold"), SOURCE.index("1. Install")
    finder = QuoteFinder(SOURCE, start, end)
    assert finder.find("The cache keeps entries for 30 seconds") is None
    place = finder.find("cold start takes about 1,500 ms - that's normal")
    assert place is not None and SOURCE[place.start : place.end] == "cold start takes about 1,500 ms — that’s “normal"


def test_similarity_tells_how_the_quote_was_found() -> None:
    finder = QuoteFinder(SOURCE, 0, len(SOURCE))
    assert finder.find("is safe") == Located(SOURCE.index("is safe"), SOURCE.index("is safe") + 7, 1.0)
    exact, nearly = finder.find("the LOG grows slowly"), finder.find("Old entries get evicted first when it is full.")
    assert exact is not None and exact.similarity == 1.0
    assert nearly is not None and 0.9 <= nearly.similarity < 1.0


def test_what_markdown_reads_as_a_tag_is_found_when_quoted_without_backticks() -> None:
    source = "A `Vec<String>` holds its *items* on the heap."
    place = locate("A Vec<String> holds its items on the heap", source, 0, len(source))
    assert place == Located(0, len(source) - 1, 1.0)


def test_text_without_spaces_between_words_is_found() -> None:
    source = "缓存默认保留条目三十秒。**可以更改**这个值,但是不会写入磁盘。"
    place = locate("可以更改这个值", source, 0, len(source))
    assert place is not None and source[place.start : place.end] == "**可以更改**这个值"


words = st.sampled_from(SOURCE.split() + ["...", "not", "7", "x", "*", "`", "|", "\n", "- "])


@given(st.one_of(st.text(max_size=40), st.lists(words, max_size=20).map(" ".join)), st.text(max_size=60))
def test_whatever_is_quoted_the_place_lies_in_the_stretch_and_is_trimmed(quote: str, other: str) -> None:
    for source, start, end in ((SOURCE, 30, 400), (other, 0, len(other))):
        place = locate(quote, source, start, end)
        if place is not None:
            text = source[place.start : place.end]
            assert start <= place.start < place.end <= end and text == text.strip() and 0.9 <= place.similarity <= 1


@given(st.integers(0, len(SOURCE) - 1), st.integers(1, 200))
def test_every_piece_of_the_source_is_found_verbatim_unless_it_cuts_a_number_or_is_short(begin: int, length: int) -> None:
    piece = SOURCE[begin : begin + length].strip()
    place = locate(piece, SOURCE, 0, len(SOURCE))
    if (
        any(map(str.isalpha, piece))
        and len(piece) >= 12
        and len(piece.split()) >= 3
        and not piece[0].isdigit()
        and not piece[-1].isdigit()
    ):
        assert place is not None and SOURCE[place.start : place.end] == piece


@pytest.mark.parametrize("source", ["It holds 2⁶⁴ bytes.", "It holds 2<sup>64</sup> bytes.", "It holds 2^64 bytes."])
def test_an_exponent_is_found_however_it_is_written_and_never_as_a_number_without_it(source: str) -> None:
    for quote in ("holds 2⁶⁴ bytes", "holds 2^64 bytes"):
        place = locate(quote, source, 0, len(source))
        assert place is not None and source[place.start : place.end] == source[3:-1]
    assert locate("It holds 264 bytes.", source, 0, len(source)) is None


def test_the_labels_of_links_do_not_count_even_when_they_are_numbers() -> None:
    source = "Tools like [the builder][1] and [the runner][run guide] help; see rows[0][2] for the first value."
    place = locate("Tools like the builder and the runner help", source, 0, len(source))
    assert place is not None and source[place.start : place.end] == source[: source.index(";")]
    assert locate("help; see rows[0] for the first value", source, 0, len(source)) is None

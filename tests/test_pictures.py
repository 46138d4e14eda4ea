"""Images of documents: found inside the docs folder only, found whole, and made small enough for a model."""

import base64
import io
import os
import sys
from pathlib import Path

import pytest
from pictures import png

from synthetic_data.pictures import PictureError, estimated_tokens, find_picture, fitted, inspect_picture, sized
from synthetic_data.pictures.sizing import UNSIZED_BYTES


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "guide" / "img").mkdir(parents=True)
    (folder / "guide" / "img" / "my pic.png").write_bytes(b"inside")
    (folder / "top.png").write_bytes(b"top")
    (tmp_path / "secret.png").write_bytes(b"secret")
    return folder


def found(docs: Path, reference: str) -> bytes:
    return find_picture(reference, docs / "guide" / "a.md", docs, None)


def refused(docs: Path, reference: str) -> str:
    with pytest.raises(PictureError) as caught:
        found(docs, reference)
    return caught.value.reason


@pytest.mark.parametrize(
    ("reference", "data"),
    [
        ("img/my pic.png", b"inside"),
        ("./img/my%20pic.png", b"inside"),
        ("img\\my pic.png", b"inside"),
        ("img/my%20pic.png?raw=true#center", b"inside"),
        ("../top.png", b"top"),
        ("/top.png", b"top"),
        ("data:image/png;base64," + base64.b64encode(b"here").decode(), b"here"),
    ],
)
def test_a_path_is_read_as_a_web_page_would(docs: Path, reference: str, data: bytes):
    assert found(docs, reference) == data


@pytest.mark.parametrize("reference", ["../../secret.png", "/../secret.png", "..%2F..%2Fsecret.png", "img/../../../secret.png"])
def test_a_path_out_of_the_docs_folder_is_refused_whether_anything_is_there_or_not(docs: Path, reference: str):
    assert refused(docs, reference) == "outside the docs folder"
    assert refused(docs, reference.replace("secret", "nothing")) == "outside the docs folder"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_out_of_the_docs_folder_is_refused(docs: Path):
    (docs / "guide" / "link.png").symlink_to(docs.parent / "secret.png")
    (docs / "guide" / "way").symlink_to(docs.parent)
    (docs / "guide" / "round").symlink_to(docs / "guide" / "round")
    assert refused(docs, "link.png") == "outside the docs folder"
    assert refused(docs, "way/secret.png") == "outside the docs folder"
    assert refused(docs, "round") in ("missing", "cannot be read")


def test_an_absolute_path_means_the_docs_folder_and_never_the_machine(docs: Path):
    assert refused(docs, str(docs.parent / "secret.png")) == "missing"
    assert refused(docs, "/etc/passwd") == "missing"


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ("nowhere.png", "missing"),
        ("img", "missing"),
        ("a\0b.png", "cannot be read"),
        ("file:///etc/passwd", "neither a path nor http(s)"),
        ("ftp://example.org/x.png", "neither a path nor http(s)"),
        ("C:\\pictures\\x.png", "neither a path nor http(s)"),
        ("https://example.org/x.png", "remote (--fetch-images fetches it)"),
        ("//example.org/x.png", "remote (--fetch-images fetches it)"),
        ("data:image/png;base64,%%%", "broken"),
        ("data:nothing", "broken"),
    ],
)
def test_what_is_not_used_is_refused_with_its_reason(docs: Path, reference: str, reason: str):
    assert refused(docs, reference) == reason


def test_a_huge_file_is_not_even_read(docs: Path):
    with (docs / "guide" / "huge.png").open("wb") as file:
        os.truncate(file.fileno(), 20 * 2**20 + 1)
    assert refused(docs, "huge.png") == "larger than 20 MB"


# --- whole or not ------------------------------------------------------------------------------------------------------


def inspected(data: bytes) -> str:
    with pytest.raises(PictureError) as caught:
        inspect_picture(data)
    return caught.value.reason


@pytest.fixture
def no_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)


def test_a_torn_file_is_broken_with_or_without_pillow(monkeypatch: pytest.MonkeyPatch):
    whole = png(64, 64)
    for _ in range(2):
        assert inspect_picture(whole).data == whole
        assert inspected(whole[:-20]) == "broken"
        assert inspected(b"\xff\xd8\xff" + b"x" * 100) == "broken"
        assert inspected(b"RIFF\xff\0\0\0WEBPVP8 ") == "broken"
        assert inspected(b"GIF89a" + b"x" * 30) == "broken"
        assert inspected(b"<svg xmlns='http://www.w3.org/2000/svg'></svg>") == "SVG, which models do not take"
        assert inspected(b"hello").startswith("broken")
        monkeypatch.setitem(sys.modules, "PIL", None)


def test_without_pillow_a_small_image_is_used_as_it_is_and_a_large_one_left_out_with_the_pip_line(no_pillow: None):
    picture = inspect_picture(png(64, 64))
    assert (picture.media_type, picture.width) == ("image/png", 0)
    assert sized(picture, 1) is picture
    assert "pip install Pillow" in inspected(png(64, 64, noise=UNSIZED_BYTES + 1))
    assert "pip install Pillow" in inspected(b"BM" + b"x" * 100)


def test_too_many_pixels_too_few_and_rotten_pixels_are_refused():
    pytest.importorskip("PIL")
    assert inspected(png(8000, 7000, b"\0\0\0")) == "more than 50 million pixels"
    assert inspected(png(27, 500)) == "smaller than 28 pixels"
    rotten = bytearray(png(64, 64))
    rotten[rotten.index(b"IDAT") + 10] ^= 0xFF
    assert inspected(bytes(rotten)) == "broken"


# --- sizes -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "by_tiles"),
    [
        ((448, 448), (256, 256, 256, 256)),
        ((800, 600), (256, 1280, 1792, 3328)),
        ((1280, 720), (256, 768, 768, 2304)),
        ((1920, 1080), (256, 768, 768, 2304)),
        ((1654, 2339), (256, 768, 1792, 1792)),
    ],
)
def test_the_estimate_is_what_internvl_was_measured_to_take(size: tuple[int, int], by_tiles: tuple[int, ...]):
    assert tuple(estimated_tokens(*size, most) for most in (1, 4, 6, 12)) == by_tiles


def test_an_image_nobody_could_measure_counts_as_the_most_it_may_cost():
    assert (estimated_tokens(0, 0, 4), estimated_tokens(0, 0, 1)) == (1280, 256)


@pytest.mark.parametrize("size", [(5000, 4000), (100, 20000), (4000, 300), (448, 448), (30, 30)])
def test_a_fitted_size_keeps_the_shape_holds_no_more_pixels_and_never_grows(size: tuple[int, int]):
    width, height = fitted(*size, 4)
    assert width * height <= max(4 * 448 * 448, 1)
    assert width <= size[0]
    assert height <= size[1]
    assert abs(width / height - size[0] / size[1]) <= 0.05 * size[0] / size[1]
    assert fitted(448, 448, 4) == (448, 448)


def test_a_huge_image_is_made_small_and_a_small_one_is_sent_byte_for_byte():
    pytest.importorskip("PIL")
    small = inspect_picture(png(300, 200))
    assert sized(small, 4) is small
    shrunk = sized(inspect_picture(png(4000, 3000)), 4)
    assert shrunk.width * shrunk.height <= 4 * 448 * 448
    assert inspect_picture(shrunk.data)[2:] == shrunk[2:]


def test_what_is_transparent_becomes_white_and_what_lies_on_its_side_is_turned():
    image = pytest.importorskip("PIL.Image")
    clear = sized(inspect_picture(png(40, 40, b"\0\0\0\0")), 4)
    assert image.open(io.BytesIO(clear.data)).getpixel((5, 5)) == (255, 255, 255)
    exif, file = image.Exif(), io.BytesIO()
    exif[0x0112] = 6
    image.new("RGB", (100, 50), "red").save(file, "JPEG", exif=exif)
    turned = sized(inspect_picture(file.getvalue()), 4)
    assert (turned.media_type, turned.width, turned.height) == ("image/jpeg", 50, 100)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "BMP", "TIFF"])
def test_other_kinds_become_png(kind: str):
    image = pytest.importorskip("PIL.Image")
    file = io.BytesIO()
    image.new("RGB", (60, 40), "blue").save(file, kind)
    picture = sized(inspect_picture(file.getvalue()), 4)
    assert (picture.media_type, picture.width, picture.height) == ("image/png", 60, 40)
    assert picture.data.startswith(b"\x89PNG")


def test_sixteen_bits_a_pixel_do_not_turn_white():
    image = pytest.importorskip("PIL.Image")
    file = io.BytesIO()
    image.new("I;16", (60, 40), 0x4000).save(file, "PNG")
    grey = image.open(io.BytesIO(sized(inspect_picture(file.getvalue()), 4).data))
    assert (grey.mode, grey.getpixel((1, 1))) == ("L", 0x40)

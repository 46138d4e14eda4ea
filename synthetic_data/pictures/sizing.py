"""Whether some bytes are a whole image, how many tokens it costs a model, and the image made small enough.

Pillow does the work where it is installed. Without it, PNG, JPEG, GIF and WebP are used as they are up to a limit.
"""

import io
import math
import warnings
from typing import Any, NamedTuple

from .finding import MOST_BYTES, TOO_LARGE, PictureError

# A model of the InternVL family cuts an image into square tiles, and adds a small view of the whole if there are several.
TILE_SIDE = 448
TILE_TOKENS = 256
MOST_PIXELS = 50_000_000
LEAST_SIDE = 28  # what is smaller shows nothing, and some models refuse it
UNSIZED_BYTES = 2**20  # the largest image that is used without Pillow
ORIENTATION = 0x0112  # the EXIF tag
INSTALL = "pip install Pillow"
TAKEN = ("image/png", "image/jpeg")  # what every server takes; everything else becomes PNG


class Picture(NamedTuple):
    """An image ready to be sent. width and height are in pixels, 0 when nobody could tell (Pillow is missing)."""

    media_type: str
    data: bytes
    width: int = 0
    height: int = 0


def inspect_picture(data: bytes) -> Picture:
    """The image as it is, found whole. Raises PictureError for what is broken, too large, too small, or no image at all."""
    if len(data) > MOST_BYTES:
        raise PictureError(TOO_LARGE)
    media_type = media_type_of(data)
    if media_type and not is_whole(data, media_type):
        raise PictureError("broken")
    try:
        import PIL  # noqa: F401  (only whether it is there)
    except ImportError:
        return unmeasured(data, media_type)
    return Picture(media_type, data, *upright(decoded(data)).size)


def media_type_of(data: bytes) -> str:
    """The format by its first bytes; "" for others. Raises PictureError for SVG, which is a drawing program, not an image."""
    for start, media_type in ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif")):
        if data.startswith(start):
            return media_type
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    if b"<svg" in data[:2000].lower():
        raise PictureError("SVG, which models do not take")
    return ""


def is_whole(data: bytes, media_type: str) -> bool:
    """Whether the end of the file is there. Pillow can be told (and lmdeploy tells it) to let a torn file pass; this does not."""
    if media_type == "image/png":
        return data.rfind(b"IEND") > 0
    if media_type == "image/jpeg":
        return data.rfind(b"\xff\xd9") > 0.9 * len(data)
    if media_type == "image/gif":
        return data.rstrip(b"\0").endswith(b";")
    return int.from_bytes(data[4:8], "little") + 8 <= len(data)


def unmeasured(data: bytes, media_type: str) -> Picture:
    """An image that nobody can measure or change, if it is of a usual kind and small enough."""
    if not media_type:
        raise PictureError(f"broken, or of a kind that needs Pillow ({INSTALL})")
    if len(data) > UNSIZED_BYTES:
        raise PictureError(f"larger than {UNSIZED_BYTES // 2**20} MB, and Pillow to shrink it is missing ({INSTALL})")
    return Picture(media_type, data)


def decoded(data: bytes) -> Any:
    """The image as Pillow reads it, all of it."""
    from PIL import Image

    try:
        with warnings.catch_warnings():  # of a size that is refused just below
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
        width, height = image.size
        if width * height <= MOST_PIXELS:
            image.load()
    except Image.DecompressionBombError as error:
        raise PictureError(f"more than {MOST_PIXELS // 1_000_000} million pixels") from error
    except Exception as error:  # noqa: BLE001  (its readers raise many kinds; all mean that the file is no good)
        raise PictureError("broken") from error
    if width * height > MOST_PIXELS:
        raise PictureError(f"more than {MOST_PIXELS // 1_000_000} million pixels")
    if min(width, height) < LEAST_SIDE:
        raise PictureError(f"smaller than {LEAST_SIDE} pixels")
    return image


def upright(image: Any) -> Any:
    """The image turned as its camera says."""
    from PIL import ImageOps

    return ImageOps.exif_transpose(image)


def fitted(width: int, height: int, tiles: int) -> tuple[int, int]:
    """A size of the same shape that holds no more pixels than so many tiles; never larger than it was."""
    scale = min(1.0, math.sqrt(tiles * TILE_SIDE**2 / (width * height)))
    return max(1, math.floor(width * scale)), max(1, math.floor(height * scale))


def estimated_tokens(width: int, height: int, most_tiles: int) -> int:
    """What an image costs: 256 tokens for each tile InternVL cuts it into, and 256 for the view of the whole beside several.

    Other models count otherwise, but in the same range for the same number of pixels. Without a size it is the most it may cost.
    """
    tiles = tile_count(width, height, most_tiles) if width and height else most_tiles
    return TILE_TOKENS * (tiles + (tiles > 1))


def tile_count(width: int, height: int, most: int) -> int:
    """InternVL's choice: of all grids of at most so many tiles the one whose shape is nearest; the larger if the image fills it."""
    grids = sorted(
        ((across, down) for across in range(1, most + 1) for down in range(1, most + 1) if across * down <= most),
        key=lambda grid: (grid[0] * grid[1], grid),
    )
    best, best_distance = (1, 1), math.inf
    for across, down in grids:
        distance = abs(width / height - across / down)
        fills = width * height > 0.5 * TILE_SIDE**2 * across * down
        if distance < best_distance or (distance == best_distance and fills):
            best, best_distance = (across, down), distance
    return best[0] * best[1]


def sized(picture: Picture, tiles: int) -> Picture:
    """The picture with no more pixels than so many tiles; as it is, if it is small enough and of a kind that all servers take.

    Transparency becomes white, because models see black behind it, and an animation becomes its first frame.
    """
    if not picture.width:
        return picture
    from PIL import Image

    opened = decoded(picture.data)
    image = upright(opened)
    size = fitted(image.width, image.height, tiles)
    animated = getattr(opened, "is_animated", False)
    seen_through = "transparency" in image.info or ("A" in image.getbands() and image.getchannel("A").getextrema()[0] < 255)
    turned = opened.getexif().get(ORIENTATION, 1) != 1
    deep = image.mode.startswith("I")  # 16 bits a pixel, which others take for white
    plain = not (animated or seen_through or turned or deep or image.mode == "CMYK")
    if plain and size == image.size and picture.media_type in TAKEN:
        return picture
    if seen_through:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    if deep:
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    image = image.convert("L" if image.mode in ("1", "L") else "RGB")
    if size != image.size:
        image = image.resize(size, Image.Resampling.LANCZOS)
    return written(image, picture.media_type)


def written(image: Any, media_type: str) -> Picture:
    """An image as a file again: a photograph stays JPEG, everything else becomes PNG, which loses nothing."""
    file = io.BytesIO()
    if media_type == "image/jpeg":
        image.save(file, "JPEG", quality=90)
    else:
        image.save(file, "PNG")
    return Picture(media_type if media_type == "image/jpeg" else "image/png", file.getvalue(), *image.size)

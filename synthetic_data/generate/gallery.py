"""The images of a run: each is looked at once, what a model is shown lies on the shelf, what is not is counted with its reason."""

import base64
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from ..fetch import FetchLimits
from ..files import Shelf, sha256_of
from ..pictures import Picture, PictureError, estimated_tokens, find_picture, fitted, inspect_picture, sized
from ..pictures.sizing import TILE_TOKENS
from ..records import Image, Section
from ..sections import Found
from .render import Shown

IMAGE_TOKENS = 4096  # for the images of one section, in estimated tokens
URIS_HELD = 32
PATIENCE = 3  # requests that a web server may leave unanswered before it is left alone for the rest of the run
SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}
LONGEST_PATH = 200  # characters of a path in the account; a data: URI would go on for pages
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Showing:
    """What may be shown: most tiles an image, tokens for a section's images, limits for remote ones (None: they are not fetched).

    closed is the reason why nothing at all is shown, or "".
    """

    most_tiles: int
    tokens: int = IMAGE_TOKENS
    fetching: FetchLimits | None = None
    closed: str = ""


class Hung(NamedTuple):
    """An image of a section that is shown: as the document mentions it, and its path in the run folder, which names its bytes."""

    image: Image
    path: str


class Gallery:
    """Decides which images of a section are shown; found tells where each document lies. Bytes lie on the shelf, not in memory."""

    def __init__(self, shelf: Shelf, showing: Showing, found: Mapping[str, Found]) -> None:
        self.shelf = shelf
        self.showing = showing
        self.found = found
        self.places: dict[str, Place] = {}
        self.types: dict[str, str] = {}
        self.hung: dict[str, tuple[Hung, ...]] = {}
        self.remote: dict[str, Place | str] = {}
        self.silent: Counter[str] = Counter()
        self.uris: dict[str, str] = {}
        self.outcomes: dict[tuple[str, int], tuple[str, str]] = {}

    def hang(self, section: Section) -> Section:
        """The section with only those of its images that are shown."""
        if not section.images:
            return section
        if section.id not in self.hung:
            self.hung[section.id] = tuple(self.chosen(section))
        return replace(section, images=tuple(hung.image for hung in self.hung[section.id]))

    def chosen(self, section: Section) -> list[Hung]:
        """The images of a section that are whole and fit its budget, made as small as it asks for."""
        pictures = self.looked_at(section)
        distinct = list({sha256_of(picture.data): picture for _, picture in pictures}.values())
        tiles = self.tiles_for(distinct)
        spent, paths, result = 0, {}, []
        for image, picture in pictures:
            key = sha256_of(picture.data)
            if key not in paths:
                cost = self.cost(picture, tiles)
                if spent + cost > self.showing.tokens:
                    self.note(section, image, "over the token budget of its section")
                    continue
                spent += cost
                paths[key] = self.keep(sized(picture, tiles), image)
            self.note(section, image, "")
            result.append(Hung(image, paths[key]))
        return result

    def looked_at(self, section: Section) -> list[tuple[Image, Picture]]:
        """The images that are there and whole; no more than could fit the budget if each cost the least."""
        pictures: list[tuple[Image, Picture]] = []
        for image in section.images:
            try:
                if self.showing.closed:
                    raise PictureError(self.showing.closed)
                if (len(pictures) + 1) * TILE_TOKENS > self.showing.tokens:
                    raise PictureError("over the token budget of its section")
                pictures.append((image, inspect_picture(self.bytes_of(section, image))))
            except PictureError as error:
                self.note(section, image, error.reason)
        return pictures

    def bytes_of(self, section: Section, image: Image) -> bytes:
        """The bytes behind an image; what lies on the network is fetched once a run."""
        found = self.found[section.document.path]
        if "//" not in image.path[:10]:
            return find_picture(image.path, found.file, found.root, self.showing.fetching)
        host = urlsplit(image.path).netloc
        if image.path not in self.remote:
            try:
                if self.silent[host] >= PATIENCE:
                    raise PictureError("not fetched: its server does not answer")
                data = find_picture(image.path, found.file, found.root, self.showing.fetching)
                self.remote[image.path] = self.shelf.put(data)
            except PictureError as error:
                self.silent[host] += any(word in error.reason for word in ("no answer", "cannot be reached"))
                self.remote[image.path] = error.reason
        known = self.remote[image.path]
        if isinstance(known, str):
            raise PictureError(known)
        return self.shelf.get(*known)

    def tiles_for(self, pictures: list[Picture]) -> int:
        """The most tiles each image may have so that all fit the budget; 1 when they do not even then."""
        for tiles in range(self.showing.most_tiles, 1, -1):
            if sum(self.cost(picture, tiles) for picture in pictures) <= self.showing.tokens:
                return tiles
        return 1

    def cost(self, picture: Picture, tiles: int) -> int:
        size = fitted(picture.width, picture.height, tiles) if picture.width else (0, 0)
        return estimated_tokens(*size, self.showing.most_tiles)

    def keep(self, picture: Picture, image: Image) -> str:
        """Puts an image on the shelf; returns its path in the run folder, which its bytes and its name make up."""
        key = sha256_of(picture.data)[:12]
        stem = re.split(r"[/\\]", re.split(r"[?#]", image.path)[0])[-1].rsplit(".", 1)[0] if image.path[:5] != "data:" else ""
        name = re.sub(r"[^A-Za-z0-9_-]+", "-", stem)[:40].strip("-")
        path = f"images/{key}{'-' + name if name else ''}{SUFFIXES[picture.media_type]}"
        if path not in self.places:
            self.places[path] = self.shelf.put(picture.data)
            self.types[path] = picture.media_type
        return path

    def note(self, section: Section, image: Image, reason: str) -> None:
        """Writes down what became of an image; one that is shown with any section counts as shown."""
        key = (section.document.path, image.start)
        if self.outcomes.get(key, ("", "none yet"))[1]:
            self.outcomes[key] = (image.path[:LONGEST_PATH], reason)

    def pictures(self, section: Section) -> list[Shown]:
        """What a model is shown with a section (or a part of it): each image once, in the order of the source."""
        own = {hung.image: hung.path for hung in self.hung.get(section.id, ())}
        first = {own[image]: image for image in reversed(section.images) if image in own}
        paths = dict.fromkeys(own[image] for image in section.images if image in own)
        return [Shown(first[path].alt, first[path].path, self.uri(path)) for path in paths]

    def uri(self, path: str) -> str:
        """An image as a data: URI; the last few are remembered, as all requests of a section share them."""
        if path not in self.uris:
            while len(self.uris) >= URIS_HELD:
                del self.uris[next(iter(self.uris))]
            data = base64.b64encode(self.shelf.get(*self.places[path])).decode("ascii")
            self.uris[path] = f"data:{self.types[path]};base64,{data}"
        return self.uris[path]

    def paths(self, section: Section, images: tuple[Image, ...]) -> tuple[str, ...]:
        """The paths in the run folder of some images of a section, each once."""
        own = {hung.image: hung.path for hung in self.hung.get(section.id, ())}
        return tuple(dict.fromkeys(own[image] for image in images if image in own))

    def account(self) -> dict[str, Any]:
        """How many images were shown, how many were left out for which reason, and which."""
        left_out = [(document, *outcome) for (document, _), outcome in self.outcomes.items() if outcome[1]]
        reasons = Counter(reason for _, _, reason in left_out)
        return {
            "shown": len(self.outcomes) - len(left_out),
            "sections": sum(bool(hung) for hung in self.hung.values()),
            "left_out": dict(reasons.most_common()),
            "which": [{"document": document, "path": path, "reason": reason} for document, path, reason in left_out],
        }

"""Whether this run shows images: are there any, does whoever answers look at them, and may the rows carry them."""

from collections.abc import Iterable, Sequence

from ..errors import UserError
from ..exchange import Engine
from ..fetch import FetchLimits
from ..files import Shelf
from ..generate.gallery import IMAGE_TOKENS, Gallery, Showing
from ..generate.library import Library
from ..generate.render import keyed
from ..options import Options
from ..prompts import Prompts, select_types
from .choosing import Asked
from .system_check import PICTURE_QUESTION, answered, question

UNSURE = ("unreachable", "timeout", "stopped")  # says nothing about images
BLIND = "the model takes no images"


def without_image_types(prompts: Prompts, named: Sequence[str]) -> Prompts:
    """The prompts for text-only rows: types that need an image are left out, for their rows would have to carry it.

    Raises UserError when the user named one of them, or when there are no others.
    """
    text = [name for name, kind in prompts.question_types.items() if "image" not in kind.needs]
    refused = [name for name in prompts.question_types if name not in text and (name in named or not text)]
    if refused:
        raise UserError(
            f"The question type {refused[0]} needs an image, and text-only rows cannot carry one.",
            "Add --images keep, or leave the type out.",
        )
    return prompts if len(text) == len(prompts.question_types) else select_types(prompts, text)


def open_gallery(library: Library, entries: Iterable[Asked], options: Options, shelf: Shelf, engine: Engine) -> Gallery:
    """The run's gallery; closed when the model takes no images. Raises UserError when the rows were to carry some then."""
    pictured = any(library.notes[document.first + position].images for document, wanted in entries for position in wanted)
    sees = pictured and engine.sees_images and takes_images(engine)
    if pictured and not sees and options.images == "keep":
        raise UserError(
            f"--images keep is given, but the model {engine.model} takes no images.",
            "Choose a model that does (`system-check` tells), or leave --images out for text-only rows.",
        )
    fetching = FetchLimits(private=options.allow_private_addresses) if options.fetch_images else None
    showing = Showing(options.max_dynamic_patch, IMAGE_TOKENS, fetching, "" if sees else BLIND)
    return Gallery(shelf, showing, {document.name: document.found for document in library.documents})


def takes_images(engine: Engine) -> bool:
    """Asks with a small picture; what is not a plain refusal is taken for a yes, the requests themselves will show."""
    reply = engine.submit(keyed(question(PICTURE_QUESTION, picture=True), engine.identity)).result()
    return answered(reply) or reply.failure in UNSURE


def room_for_images(context_length: int | None, needed: int) -> int:
    """The tokens a section's images may take when `needed` go to its text, the prompt and the reply."""
    return min(IMAGE_TOKENS, max(0, context_length - needed)) if context_length else IMAGE_TOKENS

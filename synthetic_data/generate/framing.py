"""What becomes of a pair whose question was asked with images in view: its rows carry them, or it is left out of text-only rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..prompts import QuestionType
from ..records import Image, Pair, Rejection, Section, Task
from .gallery import Gallery

WITHOUT = "cannot be answered without the image"
# A question that sends its reader to a picture. "The image" alone does not: a document may be about container images.
LOOKING = re.compile(
    r"\b(?:(?:in|on|from|according to|does|do) (?:the|this|that) (?:[\w-]+ ){0,4}?"
    r"(?:figure|diagram|picture|screenshot|illustration|photo|photograph|drawing|flowchart|infographic)\b"
    r"|(?:shown|depicted|pictured|illustrated|visible|drawn|labell?ed|seen) (?:in|on|by) (?:the|this|that) (?:[\w-]+ ){0,4}?"
    r"(?:images?|figures?|diagrams?|pictures?|screenshots?|illustrations?|charts?|graphs?)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Framing:
    """Looks at every pair that passed the gates.

    With `keep` a pair that rests on an image names it: the images whose markdown its evidence touches; all that were shown with
    the section when its type needs an image, or its question sends the reader to a picture, and the evidence touches none.
    Without, such a pair is rejected when it cannot stand alone: its type needs an image, all its evidence lies inside the
    markdown of images, or its question sends the reader to a picture.
    """

    gallery: Gallery
    types: Mapping[str, QuestionType]
    keep: bool

    def __call__(self, pair: Pair, task: Task) -> Pair | Rejection:
        section = task.sections[0]
        if not section.images:
            return pair
        touched = tuple(image for image in section.images if touches(pair, image, section))
        looking = "image" in self.types[task.question_type].needs or bool(LOOKING.search(pair.question))
        if self.keep:
            named = touched or (section.images if looking else ())
            return replace(pair, images=self.gallery.paths(section, named)) if named else pair
        return Rejection(pair, WITHOUT) if looking or rests_on_images(pair, section) else pair


def touches(pair: Pair, image: Image, section: Section) -> bool:
    """Whether some evidence of a pair overlaps the markdown of an image."""
    return any(
        part.document == section.document.path and part.start < image.end and image.start < part.end for part in pair.evidence
    )


def rests_on_images(pair: Pair, section: Section) -> bool:
    """Whether all the evidence of a pair lies inside the markdown of images (their alternative text, that is)."""
    return all(
        part.document == section.document.path
        and any(image.start <= part.start and part.end <= image.end for image in section.images)
        for part in pair.evidence
    )

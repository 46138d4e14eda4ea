"""The converters in one table: a new one is a row here and a module with a `convert`."""

import importlib.util
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from .. import __version__
from .images import Images
from .material import Converted, Material


class Converter(NamedTuple):
    """One kind of source: the suffixes and media types it is known by, the module that reads it, and what that needs.

    modules are what is imported, package is what pip installs and whose version stands in the front matter.
    """

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    module: str
    modules: tuple[str, ...] = ()
    package: str = ""
    function: str = "convert"

    @property
    def pip(self) -> str:
        """The line that installs what is missing."""
        return f"pip install {PIP.get(self.name, self.package)}"

    def missing(self) -> str:
        """The first module this converter needs that isn't installed, or ""."""
        return next((name for name in self.modules if importlib.util.find_spec(name) is None), "")

    def label(self) -> str:
        """The converter and its version, as the front matter names them."""
        try:
            return f"{self.package} {version(self.package)}" if self.package else f"{self.module} {__version__}"
        except PackageNotFoundError:
            return self.package

    def load(self) -> Callable[[Material, Images], Converted]:
        module = importlib.import_module(f".{self.module}", __package__)
        converter: Callable[[Material, Images], Converted] = getattr(module, self.function)
        return converter


OFFICE = "application/vnd.openxmlformats-officedocument."
HTML = ("bs4", "markdownify", "imagesize")
PIP = {
    "PDF": "liteparse pypdfium2 imagesize",
    "Word": "mammoth markdownify imagesize",
    "PowerPoint": "python-pptx imagesize",
    "markdown": "imagesize",
    "HTML": "markdownify imagesize",
    "EPUB": "markdownify imagesize",
    "notebook": "markdownify imagesize",
    "reStructuredText": "docutils markdownify imagesize",
    "image": "Pillow imagesize",
}
CONVERTERS = (
    Converter("PDF", (".pdf",), ("application/pdf",), "pdf", ("pypdfium2", "imagesize"), "liteparse"),
    Converter("Word", (".docx", ".docm"), (OFFICE + "wordprocessingml.document",), "word", ("mammoth", *HTML), "mammoth"),
    Converter(
        "PowerPoint", (".pptx", ".pptm"), (OFFICE + "presentationml.presentation",), "slides", ("pptx", "imagesize"), "python-pptx"
    ),
    Converter("Excel", (".xlsx", ".xlsm"), (OFFICE + "spreadsheetml.sheet",), "sheets", ("openpyxl",), "openpyxl", "convert_xlsx"),
    Converter("CSV", (".csv", ".tsv"), ("text/csv", "text/tab-separated-values"), "sheets", function="convert_csv"),
    Converter("HTML", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), "web", HTML, "markdownify"),
    Converter("EPUB", (".epub",), ("application/epub+zip",), "epub", HTML, "markdownify"),
    Converter("notebook", (".ipynb",), ("application/x-ipynb+json",), "notebook", HTML, "markdownify"),
    Converter("reStructuredText", (".rst", ".rest"), ("text/x-rst",), "rst", ("docutils", *HTML), "docutils"),
    Converter("text", (".txt", ".text", ".log"), ("text/plain",), "plain_text"),
    Converter("markdown", (".md", ".markdown"), ("text/markdown", "text/x-markdown"), "markdown_file", ("imagesize",)),
    Converter("subtitles", (".vtt", ".srt", ".json3"), ("text/vtt", "application/x-subrip"), "transcript"),
    Converter(
        "image",
        (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"),
        ("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"),
        "picture",
        ("PIL", "imagesize"),
        "Pillow",
    ),
)
YOUTUBE = Converter("YouTube", (), (), "youtube", ("youtube_transcript_api",), "youtube-transcript-api")

BY_SUFFIX = {suffix: converter for converter in CONVERTERS for suffix in converter.suffixes}
BY_MEDIA_TYPE = {kind: converter for converter in CONVERTERS for kind in converter.media_types}
OLD_FORMATS = {
    ".doc": "the old Word format; save it as .docx",
    ".xls": "the old Excel format; save it as .xlsx",
    ".ppt": "the old PowerPoint format; save it as .pptx",
    ".rtf": "Rich Text; save it as .docx",
    ".odt": "OpenDocument text; save it as .docx",
    ".ods": "an OpenDocument sheet; save it as .xlsx",
    ".odp": "an OpenDocument deck; save it as .pptx",
    ".mobi": "a Kindle book; save it as .epub",
    ".tex": "TeX; make a PDF or HTML of it",
}


def why_not(suffix: str) -> str:
    """Why files with this suffix are left out, in words that go on after the file's name."""
    known = OLD_FORMATS.get(suffix)
    return f"is not supported ({known or 'no converter for ' + (suffix or 'files without a suffix')})"

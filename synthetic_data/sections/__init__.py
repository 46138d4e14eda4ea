"""Sections: documents found, read, cut where a reader would cut them, with facts and exact offsets."""

from .document import Cutting, Reading, Skipped, cut_document, read_document
from .find import Found, find_documents

__all__ = ["Cutting", "Found", "Reading", "Skipped", "cut_document", "find_documents", "read_document"]

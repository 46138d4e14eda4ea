"""The images of documents: found safely, checked, and sized for a model."""

from .finding import PictureError, find_picture
from .sizing import Picture, estimated_tokens, fitted, inspect_picture, sized

__all__ = ["Picture", "PictureError", "estimated_tokens", "find_picture", "fitted", "inspect_picture", "sized"]

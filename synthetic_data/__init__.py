"""Training data from a folder of documents: every pair grounded in the source and checkable by a machine."""

__version__ = "0.1.0"

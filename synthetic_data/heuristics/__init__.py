"""Pairs without a model: families of small rules that only ever answer with what the source says."""

from .answering import Heuristics

__all__ = ["Heuristics"]

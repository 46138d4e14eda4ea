"""Summaries by selection, of sections and of whole documents."""

"""Ingest: documents of other kinds become markdown in the documents folder, where a person can read and mend them."""

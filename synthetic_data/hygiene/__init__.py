"""Hygiene of a dataset: personal data, benchmark questions, what an earlier dataset asks already, language and length."""

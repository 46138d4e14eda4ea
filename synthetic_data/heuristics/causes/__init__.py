"""Conditions and their outcomes, reasons and effects, goals and their means."""

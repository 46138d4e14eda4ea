"""Dataset formats: each file writes one and reads it back."""

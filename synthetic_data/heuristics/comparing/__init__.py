"""Two things side by side, and what speaks for or against a thing."""

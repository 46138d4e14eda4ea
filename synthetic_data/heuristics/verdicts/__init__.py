"""True or false, and fill-in-the-blank: a sentence with exactly one change, or one part left out."""

"""Terms and what they mean, options and their defaults."""

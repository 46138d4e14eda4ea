"""What rests on two places: definitions and duties of one term, tables with a common key, terms of one kind."""

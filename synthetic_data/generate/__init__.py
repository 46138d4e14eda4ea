"""Generation: what is asked of which section, who answers, what is kept."""

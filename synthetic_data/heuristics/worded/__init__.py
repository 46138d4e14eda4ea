"""What needs no grammar, for languages known only by their wording: tables, lists, terms, code, blanks."""

"""Judgement of pairs that are there already: scores by a judge, blind answers, canaries. Nothing here rewrites a pair."""

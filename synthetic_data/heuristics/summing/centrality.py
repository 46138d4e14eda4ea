"""Which sentences of a text are the most central: ranked by LexRank.

Erkan and Radev, "LexRank: Graph-based Lexical Centrality as Salience in Text Summarization", JAIR 22, 2004; the continuous
variant, with the idf of the text itself.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

from ..words.naming import SMALL

DAMPING = 0.85
ITERATIONS = 20
WORD = re.compile(r"[^\W\d_]{3,}")


def most_central(sentences: Sequence[str]) -> list[int]:
    """The numbers of the sentences, highest LexRank first."""
    import numpy as np

    bags = [Counter(word for word in WORD.findall(sentence.lower()) if word not in SMALL) for sentence in sentences]
    spread = Counter(word for bag in bags for word in bag)
    column = {word: number for number, word in enumerate(spread)}
    weights = np.zeros((len(bags), max(1, len(column))))
    for row, bag in enumerate(bags):
        for word, times in bag.items():
            weights[row, column[word]] = times * (1.0 + math.log(len(bags) / spread[word]))
    norms = np.linalg.norm(weights, axis=1, keepdims=True)
    norms[norms == 0] = 1.0
    weights /= norms
    likeness = weights @ weights.T
    likeness /= likeness.sum(axis=1, keepdims=True).clip(min=1e-12)
    rank = np.full(len(bags), 1.0 / len(bags))
    for _ in range(ITERATIONS):
        rank = (1 - DAMPING) / len(bags) + DAMPING * (rank @ likeness)
    # rounded, so that the last bits of floating point, which differ between machines, decide nothing
    return [int(number) for number in np.argsort(-np.round(rank, 9), kind="stable")]

"""Words and their opposites, for statements that one word makes false."""

PAIRS = """higher:lower larger:smaller faster:slower older:newer longer:shorter earlier:later better:worse easier:harder
    stronger:weaker maximum:minimum highest:lowest largest:smallest longest:shortest ascending:descending before:after always:never
    increases:decreases enabled:disabled mutable:immutable mandatory:optional public:private inclusive:exclusive
    synchronous:asynchronous case-sensitive:case-insensitive encouraged:discouraged allowed:forbidden permitted:prohibited
    possible:impossible supported:unsupported stateless:stateful valid:invalid deterministic:nondeterministic
    reversible:irreversible sorted:unsorted compatible:incompatible safe:unsafe signed:unsigned ordered:unordered"""
FORTH = dict(pair.split(":") for pair in PAIRS.split()) | {"more than": "less than"}
# Of "at least" and "at most two" both could hold.
ONE_WAY = {"at least": "less than", "at most": "more than", "fewer than": "more than"} | {
    "greater": "smaller", "required": "optional", "recommended": "discouraged",
}
OPPOSITES = FORTH | {back: word for word, back in FORTH.items()} | ONE_WAY
OPPOSITE_WORDS = frozenset(part for word in OPPOSITES if " " not in word for part in word.split("-")) - {"in"}

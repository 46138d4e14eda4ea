"""How much a run without a model gets out of its documents: pairs per 1,000 words and share of sections, per corpus and family.

    python benchmarks/yields.py RUN_FOLDER

A corpus is the first folder of a document's path.
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from synthetic_data.commands.documents import documents_of  # noqa: E402
from synthetic_data.commands.verify import read_manifest  # noqa: E402
from synthetic_data.files import Shelf  # noqa: E402
from synthetic_data.generate.library import whole_library  # noqa: E402
from synthetic_data.run_folder import earlier_run  # noqa: E402


def main() -> None:
    run = earlier_run(sys.argv[1], Path("output"))
    assert run, "name the folder of a run"
    manifest = read_manifest(run)
    documents = documents_of(manifest["options"])
    words: Counter[str] = Counter()
    sections: Counter[str] = Counter()
    with Shelf() as shelf:
        library = whole_library(documents.found(), documents.cutting, shelf)
        for document in library.documents:
            corpus = document.name.split("/")[0]
            for number in range(document.first, document.last):
                words[corpus] += len(library.text(number).split())
                sections[corpus] += library.notes[number].facts > 0
    pairs: dict[str, Counter[str]] = defaultdict(Counter)
    covered: dict[str, set[str]] = defaultdict(set)
    for line in (run.folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        corpus = pair["sections"][0]["document"].split("/")[0]
        family = next((flag[7:] for flag in pair["flags"] if flag.startswith("family:")), "none")
        pairs[corpus][family] += 1
        covered[corpus].add(pair["sections"][0]["id"])
    corpora = [corpus for corpus in words if pairs[corpus]]
    families = sorted({family for counts in pairs.values() for family in counts})
    print("| | " + " | ".join(corpora) + " |\n|---|" + "---:|" * len(corpora))
    print("| words | " + " | ".join(f"{words[corpus]:,}" for corpus in corpora) + " |")
    for family in families:
        print(f"| {family} | " + " | ".join(f"{pairs[corpus][family]:,}" for corpus in corpora) + " |")
    rates = (f"{1000 * sum(pairs[corpus].values()) / words[corpus]:.1f}" for corpus in corpora)
    print("| pairs per 1,000 words | " + " | ".join(rates) + " |")
    shares = (f"{100 * len(covered[corpus]) / sections[corpus]:.0f} %" for corpus in corpora)
    print("| sections with a pair | " + " | ".join(shares) + " |")


main()

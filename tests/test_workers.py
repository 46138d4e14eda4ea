"""Work in several processes: begun from any program, without that program being run again."""

import signal
import subprocess
import sys
from pathlib import Path

from synthetic_data.workers import ordered_map

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = """import sys
sys.path.insert(0, {root!r})
print("started")
from generate_synthetic_data import generate
print(sum(generate(docs={docs!r}, output={output!r}, no_llm=True, jobs=2).pairs.values()))
"""


def test_a_process_leaves_ctrl_c_to_the_one_that_began_it():
    assert list(ordered_map(signal.getsignal, [signal.SIGINT], 2)) == [signal.SIG_IGN]


def test_a_script_may_call_generate_with_several_processes_and_no_guard(tmp_path: Path):
    docs = tmp_path / "docs"
    docs.mkdir()
    for name in ("lamp", "kettle"):
        (docs / f"{name}.md").write_text(f"# Guide to the {name}\n\nA {name} is a device that stands in the kitchen.\n")
    script = tmp_path / "mine.py"
    script.write_text(SCRIPT.format(root=str(ROOT), docs=str(docs), output=str(tmp_path / "out")))
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "started\n2\n", "")

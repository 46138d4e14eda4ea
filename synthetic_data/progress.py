"""Progress bars: on a terminal only, and never when asked to be quiet."""

import sys
from typing import Any


def progress(total: int | None, what: str, unit: str, quiet: bool) -> Any:
    """A tqdm bar on stderr; silent when stderr is no terminal. Shown only for what takes longer than half a second."""
    from tqdm import tqdm

    return tqdm(total=total, desc=what, unit=f" {unit}", delay=0.5, disable=quiet or not sys.stderr.isatty(), dynamic_ncols=True)

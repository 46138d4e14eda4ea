"""Progress bars: on a terminal only, and never when asked to be quiet."""

import sys
from typing import Any


class Silent:
    """What stands in for a bar that nobody would see; the library that draws one takes a while to load."""

    def update(self, count: int = 1) -> None:
        pass

    def set_postfix(self, *told: object, **more: object) -> None:
        pass

    def __enter__(self) -> "Silent":
        return self

    def __exit__(self, *error: object) -> None:
        pass


def progress(total: int | None, what: str, unit: str, quiet: bool) -> Any:
    """A tqdm bar on stderr; silent when stderr is no terminal. Shown only for what takes longer than half a second."""
    if quiet or not sys.stderr.isatty():
        return Silent()
    from tqdm import tqdm

    return tqdm(total=total, desc=what, unit=f" {unit}", delay=0.5, dynamic_ncols=True)

"""The compiled part. Import these modules where they are needed: compiling or loading takes a moment.

numba keeps compiled code as long as the file of the function itself is unchanged, but constants and functions
of other files are part of it too. So whatever is older than the newest of these files is thrown away here.
"""

import contextlib
from pathlib import Path

_HERE = Path(__file__).parent


def _discard_stale() -> None:
    sources = [*_HERE.glob("*.py"), _HERE.parent / "parameters.py", _HERE.parent / "hashing.py"]
    newest = max(source.stat().st_mtime for source in sources)
    for compiled in (_HERE / "__pycache__").glob("*.nb[ic]"):
        # Another process may have been first; where we may not write, numba has not written either.
        with contextlib.suppress(FileNotFoundError, PermissionError):
            if compiled.stat().st_mtime < newest:
                compiled.unlink()


_discard_stale()

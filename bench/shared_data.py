"""Data that lies beside this project where people work on it, or wherever an environment variable says."""

import os
from pathlib import Path

SHARED = Path(__file__).parents[2] / "shared" / "data"


def data_file(variable, beside):
    """The file that the variable names, else the one beside the project; None when there is neither."""
    named = os.environ.get(variable)
    if named:
        return Path(named)
    path = SHARED / beside
    return path if path.exists() else None

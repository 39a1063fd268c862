"""Programs of others in an environment of their own, so that nothing of theirs comes among ours."""

import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parents[1]


def environment(folder, always, wanted):
    """A Python with the packages ``always`` (or None), and those of ``wanted`` that could be had."""
    venv.create(folder)
    python = folder / "bin" / "python"
    if _installed(python, *always, *wanted):
        return python, list(wanted)
    if not _installed(python, *always):
        return None, []
    return python, [name for name in wanted if _installed(python, name)]


def output(command):
    """What a program prints that can import this package; None, and its last words, when it fails."""
    command = list(map(str, command))
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE)
    if done.returncode:
        print(f"{' '.join(command[1:4])} did not finish: {' '.join(done.stderr.splitlines()[-1:])}")
        return None
    return done.stdout


def _installed(python, *packages):
    pip = [sys.executable, "-m", "pip", "--python", python]
    command = [*pip, "install", "-q", "--no-compile", "--only-binary", ":all:", *packages]
    return subprocess.run(command, capture_output=True).returncode == 0

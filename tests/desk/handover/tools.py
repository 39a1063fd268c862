"""Commands of somebody else that a recipient would use."""

import subprocess


def run(*command, cwd):
    """Run a command in a folder, insist that it succeeds, and give what it printed."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout

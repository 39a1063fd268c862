"""Reading the files of an installation while it is in use."""

import subprocess


def content(path):
    """What is in a file; a database's by another process.

    When a process closes a file of an SQLite database, it loses every lock that its own connections have on
    it (sqlite.org/howtocorrupt.html, section 2.2).
    """
    if ".sqlite3" in path.name:
        return subprocess.run(["cat", path], check=True, capture_output=True).stdout
    return path.read_bytes()

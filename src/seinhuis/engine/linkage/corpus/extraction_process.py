"""The process that finds identifiers: Arrow batches of texts in, batches of what is found out."""

import signal
import sys


def main() -> int:
    """Answer each batch with one; end when the input ends."""
    # Ctrl-C reaches this process too; it is the parent that decides, by closing the input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import pyarrow as pa

    from seinhuis.engine.linkage.corpus import columns
    from seinhuis.engine.linkage.corpus.extracting import find_in

    out = sys.stdout.buffer
    with pa.ipc.new_stream(out, columns.FOUND_IN_TEXT) as writer:
        for batch in pa.ipc.open_stream(sys.stdin.buffer):
            writer.write_batch(find_in(batch))
            out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())

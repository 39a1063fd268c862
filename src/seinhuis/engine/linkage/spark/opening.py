"""Opening Spark on a corpus, and saying in one sentence what went wrong there."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from seinhuis.engine.linkage.corpus import manifest
from seinhuis.engine.linkage.corpus.errors import CorpusBusy, CorpusDamaged, CorpusError
from seinhuis.engine.linkage.corpus.folder import spilling
from seinhuis.engine.linkage.corpus.manifest import Manifest
from seinhuis.engine.linkage.spark.engine import SparkEngine
from seinhuis.engine.linkage.spark.errors import SparkFailed
from seinhuis.engine.linkage.spark.session import session

SMALL = 50_000  # records
_UNREADABLE = "FAILED_READ_FILE"


@contextmanager
def opened_on(folder: Path) -> Iterator[SparkEngine]:
    """An engine on the corpus as it is now. What Spark writes while it works goes when it is done.

    Raises EngineMissing, SparkFailed, CorpusDamaged, and CorpusBusy when the corpus was changed meanwhile.
    """
    held = manifest.load(folder)
    small = sum(part.rows for part in held.records) < SMALL
    with _workplace(folder) as work, session(work, small=small) as spark, translated(folder, held):
        yield SparkEngine(spark, folder, held)


@contextmanager
def _workplace(folder: Path) -> Iterator[Path]:
    """A folder that is ours alone, in the corpus where we may write there: what passes through it is real."""
    with spilling(folder) as place:
        if place is not None:
            yield place
            return
        with tempfile.TemporaryDirectory(prefix="seinhuis-spark-") as elsewhere:
            yield Path(elsewhere)


@contextmanager
def translated(folder: Path, held: Manifest) -> Iterator[None]:
    """What Spark raises as one of our errors; its own message may quote what it was working on."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise _meaning(folder, held, error) from error


def _meaning(folder: Path, held: Manifest, error: Exception) -> CorpusError:
    if manifest.load(folder).generation != held.generation:
        return CorpusBusy(f"{folder}: the corpus was changed while it was being linked; run it again.")
    if _UNREADABLE in str(error):
        return CorpusDamaged(f"{folder}: a file of the corpus is missing or damaged.")
    return SparkFailed(
        f"Spark stopped before it was ready ({type(error).__name__}); '--engine duckdb' does the same work "
        "on this machine."
    )

"""A Spark session as the corpus uses it: quiet, on this machine unless told otherwise, no leftovers."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from seinhuis.engine.linkage.spark.errors import EngineMissing

MASTER_VARIABLE, MEMORY_VARIABLE = "SEINHUIS_SPARK_MASTER", "SEINHUIS_SPARK_MEMORY"
LOCAL, LOOPBACK = "local", "127.0.0.1"
_MISSING = "--engine spark needs more than is here: install seinhuis[spark] and Java 17 or newer."
_QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
# Larger batches save little, and the worst text becomes eight times its size in shingles.
_OCTETS_IN_BATCH = 32 << 20


@contextmanager
def session(work: Path, *, small: bool = False) -> Iterator[Any]:
    """A session whose files stand in ``work`` while it lasts; several in one process share one Java machine.

    ``small``: for so little work that compiling Java for speed costs more than it gives.

    SEINHUIS_SPARK_MASTER: Spark's address of a cluster, `local[2]` when it is not set.
    SEINHUIS_SPARK_MEMORY: of the driver, `2g` when it is not set. Raises EngineMissing.
    """
    settings = _settings(os.environ.get(MASTER_VARIABLE, "local[2]"), work, _QUICK if small else "")
    with warnings.catch_warnings():
        # We hand Spark no pandas, so it does not matter which release of it is here.
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        with _own_interrupt():
            with _environment(settings["spark.master"]):
                spark = _start(settings)
            try:
                yield spark
            finally:
                spark.stop()


@contextmanager
def _own_interrupt() -> Iterator[None]:
    """Spark takes the signal of Ctrl-C to cancel its jobs, and keeps it after that; we take it back."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may, and Spark does not try
        return
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def available() -> bool:
    """Whether PySpark and Java are here."""
    try:
        import pyspark  # noqa: F401
    except ImportError:
        return False
    home = os.environ.get("JAVA_HOME")
    return (Path(home, "bin", "java").exists() if home else False) or shutil.which("java") is not None


def _start(settings: dict[str, str]) -> Any:
    if not available():
        raise EngineMissing(_MISSING)
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkRuntimeError
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    conf = SparkConf().setAll(list(settings.items()))
    try:
        # Java says on standard error that it uses a module of its own; nobody can do anything with that.
        gateway = SparkContext._gateway or launch_gateway(conf, {"stderr": subprocess.DEVNULL})
    except PySparkRuntimeError as error:
        raise EngineMissing(_MISSING) from error
    return SparkSession(SparkContext(conf=conf, gateway=gateway))


def _settings(master: str, work: Path, java: str) -> dict[str, str]:
    log = Path(__file__).with_name("quiet.properties").as_uri()
    here = {"spark.driver.host": LOOPBACK, "spark.driver.bindAddress": LOOPBACK}
    return {
        "spark.master": master,
        "spark.app.name": "seinhuis",
        "spark.ui.enabled": "false",
        "spark.log.level": "OFF",
        "spark.driver.memory": os.environ.get(MEMORY_VARIABLE, "2g"),
        "spark.driver.maxResultSize": "0",  # links and ids come to the driver, whatever their number
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={log} -XX:-UsePerfData {java}",
        "spark.local.dir": str(work),
        "spark.sql.warehouse.dir": str(work / "warehouse"),
        "spark.sql.session.timeZone": "UTC",
        # Rows are numbered by partition and place: a plan that changes as it runs would number anew.
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.execution.arrow.maxBytesPerBatch": str(_OCTETS_IN_BATCH),
        **(here if master.startswith(LOCAL) else {}),
    }


@contextmanager
def _environment(master: str) -> Iterator[None]:
    """What Spark reads from the environment while it starts: this very Python; no name looked up."""
    wanted: dict[str, str | None] = dict.fromkeys(("PYSPARK_PYTHON", "PYSPARK_DRIVER_PYTHON"), sys.executable)
    if master.startswith(LOCAL):
        # The second would be stronger than the folder that we name.
        wanted |= {"SPARK_LOCAL_IP": LOOPBACK, "SPARK_LOCAL_DIRS": None}
    before = {name: os.environ.get(name) for name in wanted}
    _put(wanted)
    try:
        yield
    finally:
        _put(before)


def _put(variables: dict[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value

"""The second engine: the same links by the same kernels, shuffled and joined by Apache Spark.

Only this room knows PySpark, and imports it where it is needed: it is an extra, `seinhuis[spark]`.
"""

from seinhuis.engine.linkage.spark.errors import EngineMissing, SparkFailed
from seinhuis.engine.linkage.spark.opening import opened_on
from seinhuis.engine.linkage.spark.session import available, session

__all__ = ["EngineMissing", "SparkFailed", "available", "opened_on", "session"]

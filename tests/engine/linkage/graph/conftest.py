"""The loops are compiled once, before any test is timed."""

import numpy
import pytest

from seinhuis.engine.linkage.graph import cluster_graph, path, update
from tests.engine.linkage.graph.building import graph_of


@pytest.fixture(scope="session", autouse=True)
def compiled():
    judged = [(0, 3, True, 1), (0, 2, False, 1)]
    graph = graph_of(4, [(0, 7), (1, 7), (2, 9)], [(1, 2, 0.5)], judged)
    found = cluster_graph(graph)
    path(graph, found, 0, 1)
    update(graph, found, graph, numpy.arange(4))

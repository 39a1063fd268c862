"""A cluster so large that its picture puts messages together."""

import shutil

import pytest

from seinhuis.desk.traces.corpus.access import address_of
from seinhuis.engine.linkage.browsing import places_of
from seinhuis.engine.linkage.linking import link
from tests.desk.traces.corpora import add, make_corpus, many
from tests.engine.linkage.corpus.making import TODAY


@pytest.fixture
def desk(house):
    return house.log_in()


@pytest.fixture(scope="session")
def made_big(tmp_path_factory):
    """Once for all tests; nobody changes it."""
    files = tmp_path_factory.mktemp("big")
    folder = make_corpus(files / "corpus", files, linked=False)
    add(folder, files, "veel", many(230))
    link(folder, day=TODAY)
    return folder


@pytest.fixture
def big(made_big, house, tmp_path, settings):
    """The address of a message in a cluster of 230."""
    settings.SEINHUIS_CORPUS = folder = shutil.copytree(made_big, tmp_path / "big")
    name = "veel:000"
    return address_of(house.card.id, name, places_of(folder, [name])[name].row)

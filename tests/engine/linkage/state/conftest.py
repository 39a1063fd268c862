import os

import pytest


@pytest.fixture(autouse=True, scope="package")
def _nothing_waits_for_the_disk():
    """What is right is tried here, not what a power cut leaves; waiting would be most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield

"""What others wrote stands beside its licence, unchanged since its README was written."""

import hashlib
from pathlib import Path

from django.conf import settings

CYTOSCAPE = Path(settings.STATICFILES_DIRS[0]) / "vendor" / "cytoscape"


def test_cytoscape_is_the_file_that_its_readme_names():
    digest = hashlib.sha256((CYTOSCAPE / "cytoscape.min.js").read_bytes()).hexdigest()
    assert digest in (CYTOSCAPE / "README.md").read_text()
    assert "sourceMappingURL" not in (CYTOSCAPE / "cytoscape.min.js").read_text()
    assert "Permission is hereby granted, free of charge" in (CYTOSCAPE / "LICENSE.txt").read_text()

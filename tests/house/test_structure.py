"""What an import linter cannot see: keys point down, apps meet at their doors, every room says what it is."""

import ast
import statistics
from pathlib import Path

import pytest
from django.apps import apps

SOURCE = Path(__file__).resolve().parents[2] / "src" / "seinhuis"
DESK = SOURCE / "desk"
ORDER = ["kernel", "journal", "vault", "accounts", "reports", "triage", "traces", "dossiers", "handover"]
FILES = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
LONGEST_MODULE = 400
LONGEST_FUNCTION = 60


def functions(path):
    tree = ast.parse(path.read_text())
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def test_every_station_has_its_place():
    assert sorted(path.name for path in DESK.iterdir() if (path / "apps.py").exists()) == sorted(ORDER)


def test_a_foreign_key_points_only_to_the_same_or_a_lower_app():
    for model in apps.get_models():
        if model._meta.app_label not in ORDER:
            continue
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model._meta.app_label in ORDER:
                here, there = model._meta.app_label, field.related_model._meta.app_label
                assert ORDER.index(there) <= ORDER.index(here), f"{model.__name__}.{field.name} points up"


@pytest.mark.parametrize("word", ["apps.get_model(", "import_module(", "__import__("])
def test_no_way_around_the_doors(word):
    guilty = [str(path.relative_to(SOURCE)) for path in FILES if word in path.read_text()]
    assert not guilty


def test_every_room_says_what_it_is():
    rooms = [path for path in DESK.iterdir() if (path / "apps.py").exists()]
    rooms += [path for path in (SOURCE / "engine").iterdir() if (path / "__init__.py").exists()]
    for room in [*rooms, SOURCE / "site"]:
        readme = room / "README.md"
        assert readme.exists(), f"{room.name} has no README"
        assert 8 <= len(readme.read_text().splitlines()) <= 40, (
            f"{room.name}: the README is about twenty lines"
        )


def test_modules_and_functions_stay_small():
    sizes = []
    for path in FILES:
        assert len(path.read_text().splitlines()) <= LONGEST_MODULE, f"{path.relative_to(SOURCE)} is too long"
        for node in functions(path):
            size = node.end_lineno - node.lineno + 1
            sizes.append(size)
            assert size <= LONGEST_FUNCTION, f"{path.relative_to(SOURCE)}:{node.name} has {size} lines"
    assert statistics.median(sizes) < 10


def test_every_public_thing_has_a_docstring():
    missing = []
    for path in FILES:
        tree = ast.parse(path.read_text())
        if not ast.get_docstring(tree):
            missing.append(str(path.relative_to(SOURCE)))
        for node in tree.body:
            named = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if named and not ast.get_docstring(node):
                missing.append(f"{path.relative_to(SOURCE)}:{node.name}")
    assert not missing


def test_lock_files_hold_hashes_and_no_address():
    root = SOURCE.parents[1]
    for path in (root / "requirements").glob("*.txt"):
        text = path.read_text()
        assert "--hash=sha256:" in text
        assert not any(word in text for word in ("://", "find-links", "index-url", "file:"))

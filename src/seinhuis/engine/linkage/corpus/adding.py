"""Adding files: stage, settle, extract, write, and then, in one step, be the corpus."""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from seinhuis.engine.linkage.corpus import engine, manifest, parts
from seinhuis.engine.linkage.corpus import folder as disk
from seinhuis.engine.linkage.corpus.contracts import Added, FileOutcome, Progress
from seinhuis.engine.linkage.corpus.errors import BadInput
from seinhuis.engine.linkage.corpus.extracting import extractor_version
from seinhuis.engine.linkage.corpus.index import maintaining
from seinhuis.engine.linkage.corpus.manifest import AddedFile, Manifest, Part, Rejects
from seinhuis.engine.linkage.corpus.settling import Settled, settle
from seinhuis.engine.linkage.corpus.staging import Stage, StagedFile, sha256
from seinhuis.engine.linkage.corpus.texts import find_new

# Ordered, so that equal input gives equal files and one month is written after the other.
_RECORDS = """
select staged.* exclude (position, file_number), $extractor as extractor
from staged semi join accepted using (position) order by month, record
"""


@dataclass(frozen=True)
class Request:
    """What is asked of one `add`; ``today`` is the clock of the house."""

    files: tuple[Path, ...]
    source: str
    legal_ground: str | None
    by: str | None
    today: datetime.date


def add(folder: Path, request: Request, progress: Progress) -> Added:
    """Add all files or, when one cannot be used, none. Raises BadInput, CorpusBusy, OSError."""
    with disk.writing(folder):
        before = manifest.load(folder)
        manifest.clear_leftovers(folder, before)
        (folder / disk.STAGING).mkdir(mode=0o700)
        after, result = before, None
        try:
            after, result = _add(folder, before, request, progress)
            if after is not before:
                disk.sync_all(folder, after.paths - before.paths)
                manifest.save(folder, after)
        finally:
            manifest.clear_leftovers(folder, manifest.load(folder))
        return result


def _add(folder: Path, before: Manifest, request: Request, progress: Progress) -> tuple[Manifest, Added]:
    staging = folder / disk.STAGING
    latest = request.today + datetime.timedelta(days=1)
    with Stage(staging, request.source, latest, progress) as stage:
        skipped = _read_all(stage, before, request)
    with engine.connect(staging) as connection:
        own = [part for part in before.records if part.source == request.source]
        settled = settle(connection, stage, parts.files(folder, own))
        stage.rejects.close()
        outcomes = [_outcome(stage, settled, number) for number in range(len(stage.files))]
        result = Added((*outcomes, *skipped), None, tuple(stage.left_out))
        if not outcomes:
            return before, result
        after = _with_provenance(before, request, stage, outcomes)
        if result.added:
            after = _write(connection, folder, after, request.source, stage, progress)
    return _with_rejects(folder, after, request.source, stage, result)


def _read_all(stage: Stage, before: Manifest, request: Request) -> list[FileOutcome]:
    """Stage each file that was not added before; the outcomes of the others."""
    skipped = []
    seen: set[str] = set()
    for path in request.files:
        with _opened(path) as raw:
            digest = sha256(raw)
            added_on = before.added_on(digest, request.source)
            if added_on is not None or digest in seen:
                skipped.append(FileOutcome(path.name, digest, added_before=added_on or request.today))
            else:
                stage.read(raw, StagedFile(path.name, digest, path.stat().st_size))
            seen.add(digest)
    return skipped


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        file = path.open("rb", buffering=0)
    except OSError as error:
        raise BadInput(f"{path.name}: {error.strerror}.") from None
    with file:
        if not path.is_file():
            raise BadInput(f"{path.name}: not a file.")
        yield file


def _outcome(stage: Stage, settled: Settled, number: int) -> FileOutcome:
    file = stage.files[number]
    return FileOutcome(
        file.name, file.sha256, file.lines, settled.added.get(number, 0), settled.known.get(number, 0),
        file.rejected, file.remarks, settled.time_troubles.get(number, {}),
    )  # fmt: skip


def _with_provenance(
    before: Manifest, request: Request, stage: Stage, outcomes: Sequence[FileOutcome]
) -> Manifest:
    on, by, ground = request.today.isoformat(), request.by, request.legal_ground
    rows = tuple(
        AddedFile(
            each.sha256, each.name, file.size, request.source, on, by, ground, each.lines, each.added,
            each.known, each.rejected,
        )
        for each, file in zip(outcomes, stage.files, strict=True)
    )  # fmt: skip
    return replace(before, generation=before.generation + 1, files=(*before.files, *rows))


def _write(
    connection: Any, folder: Path, after: Manifest, source: str, stage: Stage, progress: Progress
) -> Manifest:
    """Write records, mentions and index of what was accepted."""
    extractor, generation = extractor_version(), after.generation
    held = parts.files(folder, after.records), parts.files(folder, after.mentions)
    mentions_query = find_new(connection, stage, held, extractor, progress)
    parameters = {"extractor": extractor}
    progress("write", 0, 3)
    records = _parts(connection, folder, disk.RECORDS, (source, generation), _RECORDS, parameters)
    progress("write", 1, 3)
    mentions = _parts(connection, folder, disk.MENTIONS, (source, generation), mentions_query, parameters)
    mentions = parts.counted(connection, folder, mentions)
    progress("write", 2, 3)
    segments = maintaining.extended(connection, folder, after.segments, mentions, generation)
    all_records, all_mentions = (*after.records, *records), (*after.mentions, *mentions)
    progress("write", 3, 3)
    return replace(
        after,
        records=parts.joined(connection, folder, disk.RECORDS, all_records, generation),
        mentions=parts.joined(connection, folder, disk.MENTIONS, all_mentions, generation),
        segments=segments,
    )


def _parts(
    connection: Any, folder: Path, kind: str, of: tuple[str, int], sql: str, parameters: dict[str, Any]
) -> tuple[Part, ...]:
    source, generation = of
    return parts.write(folder, kind, source, generation, parts.query(connection, sql, parameters))


def _with_rejects(
    folder: Path, after: Manifest, source: str, stage: Stage, result: Added
) -> tuple[Manifest, Added]:
    """Move the rejects to where they stay."""
    if not stage.rejects.count:
        return after, result
    path = folder / disk.REJECTS / f"source={source}" / f"{after.generation:08}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    stage.rejects.path.rename(path)
    rejects = Rejects(str(path.relative_to(folder)), source, stage.rejects.rejected)
    return replace(after, rejects=(*after.rejects, rejects)), replace(result, rejects=str(path))

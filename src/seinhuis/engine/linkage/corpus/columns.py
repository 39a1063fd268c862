"""The tables of a corpus: their columns and types. Imports Arrow; import it where it is needed."""

import pyarrow as pa

_HASH = pa.binary(16)

# One row a record. `record` is the id in the whole corpus: source, colon, id. `time` as it was given; `day`
# and `month` as understood; `time_trouble` says why the month is unknown. `fields_hash` is over everything
# that was given, `text_hash` over the text alone; `file` (SHA-256) and `line` tell where the record stood.
RECORDS = pa.schema(
    [
        ("record", pa.string()),
        ("source", pa.string()),
        ("id", pa.string()),
        ("text", pa.string()),
        ("month", pa.string()),
        ("day", pa.date32()),
        ("time", pa.string()),
        ("time_trouble", pa.string()),
        ("place", pa.string()),
        ("url", pa.string()),
        ("author", pa.string()),
        ("identifiers", pa.list_(pa.string())),
        ("text_hash", _HASH),
        ("fields_hash", _HASH),
        ("file", pa.string()),
        ("line", pa.int64()),
    ]
)
STAGED = pa.schema([("position", pa.int64()), ("file_number", pa.int64()), *RECORDS])
EXTRACTOR = pa.field("extractor", pa.string())
STORED_RECORDS = pa.schema([*RECORDS, EXTRACTOR])

# What was found in one text. `linking` is the form under which records are compared, absent for what does
# not link; start and end count code points of the raw text, absent for what came ready-made.
FOUND = pa.schema(
    [
        ("kind", pa.string()),
        ("canonical", pa.string()),
        ("linking", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("obfuscated", pa.bool_()),
        ("confidence", pa.float64()),
    ]
)
TEXTS = pa.schema([("text_hash", _HASH), ("text", pa.string())])
FOUND_IN_TEXT = pa.schema([("text_hash", _HASH), *FOUND])
READY_MADE = pa.schema([("position", pa.int64()), *list(FOUND)[:3]])
MENTIONS = pa.schema(
    [("record", pa.string()), *FOUND, EXTRACTOR, ("source", pa.string()), ("month", pa.string())]
)

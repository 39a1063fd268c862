"""Near-equal text by DuckDB alone: every step from the text to the pairs is SQL that we wrote for this.

The same words, runs of three, bands of four and least similarity as the other peers; a permutation is an odd
multiplier and a summand modulo 2^32. In a bucket each text is compared with the first and with the one before
it. Two threads, as many as the processors of the machine on which the figures in the documents were measured.
"""

import random

BANDS, ROWS, LEAST = 32, 4, 0.4

SHINGLES = r"""
create table shingled as
with split as (
    select row, regexp_extract_all(regexp_replace(lower(text), '\d+', '0', 'g'), '[\pL\pN_]+') as words
    from texts
)
select row, list_distinct(
    [hash(run) & 4294967295 for run in list_zip(words, words[2:], words[3:])[1:len(words) - 2]]
)::ubigint[] as shingles
from split
"""
SIGNATURES = """
create table signed as
select row, {minima} from (select row, unnest(shingles) as shingle from shingled) group by row
"""
BUCKETS = """
create table buckets as
select row, unnest(range({bands})) as band, unnest([{keys}]) as key from signed
"""
CANDIDATES = """
create table candidates as
select distinct first, second from (
    select unnest([min(row) over bucket, lag(row) over bucket]) as first, row as second
    from buckets window bucket as (partition by band, key order by row)
) where first < second
"""
PAIRS = """
with wanted as (
    select first, second, unnest(shingles) as shingle from candidates join shingled on row = first
), held as (
    select row, unnest(shingles) as shingle from shingled
), common as (
    select first, second, count(*) as number
    from wanted join held on held.row = second and held.shingle = wanted.shingle group by first, second
)
select first, second from common
join shingled as one on one.row = first join shingled as two on two.row = second
where number >= {least} * (len(one.shingles) + len(two.shingles) - number)
"""


def link_by_sql(texts):
    """Pairs of rows of a column of texts."""
    import duckdb
    import pyarrow

    with duckdb.connect(config={"threads": 2}) as connection:
        connection.register("given", pyarrow.table({"row": range(len(texts)), "text": texts}))
        connection.execute("create table texts as select * from given")
        connection.unregister("given")
        connection.execute(SHINGLES)
        connection.execute(SIGNATURES.format(minima=_minima()))
        connection.execute(BUCKETS.format(bands=BANDS, keys=_keys()))
        connection.execute(CANDIDATES)
        return connection.execute(PAIRS.format(least=LEAST)).fetchall()


def _minima():
    rng = random.Random(1)
    return ", ".join(
        f"min((shingle * {rng.randrange(2**31) | 1} + {rng.randrange(2**32)}) & 4294967295) as least_{number}"
        for number in range(BANDS * ROWS)
    )


def _keys():
    return ", ".join(
        "hash(" + ", ".join(f"least_{band * ROWS + row}" for row in range(ROWS)) + ")"
        for band in range(BANDS)
    )

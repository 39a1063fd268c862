import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.engine.estimates import CaptureTable, NotConnected, TableError, UnknownList

from .published_tables import DATA, table

SMALL = "A,B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,6\n0,1,1,2\n"


@pytest.mark.parametrize(
    ("text", "row", "column", "said"),
    [
        ("A,B,count\n1,0,3\n0,1,2\n1,0,2\n1,1,1\n", 4, None, "earlier row"),
        ("A,B,count\n1,0,3\n0,1,-2\n1,1,1\n", 3, "count", "below zero"),
        ("A,B,count\n1,0,3\n0,1,2.5\n1,1,1\n", 3, "count", "whole number"),
        ("A,B,count\n1,0,3\n0,1,\n1,1,1\n", 3, "count", "whole number"),
        ("A,B,count\n1,0,3\n0,0,2\n1,1,1\n", 3, None, "row of zeros"),
        ("A,B,count\n1,0,3\n0,2,2\n1,1,1\n", 3, "B", "0 and 1"),
        ("A,B,count\n1,0,3\n0,1\n", 3, None, "fields"),
        ("A,B,count\n1,0,3\n", None, "B", "nobody"),
        ("A,B,count\n1,0,3\n1,1,0\n", None, "B", "nobody"),
        ("A,count\n1,3\n", None, None, "fewer than two lists"),
        ("A,A,count\n1,0,3\n", 1, "A", "this name"),
        ("A,B,count\n", None, None, "no rows"),
    ],
)
def test_a_fault_is_named_by_row_and_column(text, row, column, said):
    with pytest.raises(TableError, match=said) as caught:
        CaptureTable.from_csv(text)
    assert (caught.value.row, caught.value.column) == (row, column)
    if row:
        assert f"row {row}" in str(caught.value)


def test_lists_that_nobody_links_are_refused_unless_allowed():
    with pytest.raises(NotConnected) as caught:
        CaptureTable.from_csv(DATA / "Artificial_3.csv")
    assert caught.value.groups == (("A", "B"), ("C",))
    allowed = CaptureTable.from_csv(DATA / "Artificial_3.csv", connected=False)
    assert allowed.n == 96
    assert any("fall apart" in said for said in allowed.describe().forbids)


def test_the_duplicate_row_of_a_published_file_is_found():
    # The defect of modslavmse data/Ned.rda: O&R entered as a second row of 001001.
    rows = (DATA / "Ned.csv").read_text().replace("0,0,1,0,1,0,2", "0,0,1,0,0,1,2")
    with pytest.raises(TableError, match="earlier row"):
        CaptureTable.from_csv(rows)


@pytest.mark.parametrize(
    ("name", "n"),
    [("UKdat", 2744), ("UKdat_5", 2744), ("Ned", 8234), ("NewOrl", 185), ("HIV", 1896), ("hare", 68)],
)
def test_the_public_tables_hold_the_published_numbers_of_persons(name, n):
    assert table(name).n == n


def test_description_of_the_british_table():
    said = table("UKdat_5").describe()
    assert said.n == 2744
    assert said.singletons == 54 + 463 + 995 + 695 + 316
    assert said.totals["PFNCA"] == 1169
    assert said.overlaps["NG", "GP"] == 1
    assert said.overlaps["LA", "GP"] == 0
    assert ("LA", "GP") in said.zero_overlaps
    assert said.unseen_histories == 31 - 18
    assert any("LA and GP" in text for text in said.forbids)


def test_a_list_that_is_a_copy_of_another_is_named():
    known = table("HIV")
    copied = known.histories | (known.histories & 1) << 4
    said = CaptureTable((*known.lists, "copy"), copied, known.counts).describe().forbids
    assert any("Everybody on copy is on c1 too" in text for text in said)
    assert not any("Everybody" in text for text in known.describe().forbids)


def test_merging_two_lists_gives_the_published_five_list_table():
    assert table("UKdat").merge(["PF", "NCA"], "PFNCA") == table("UKdat_5")


def test_dropping_a_list_forgets_the_persons_who_are_on_no_other():
    dropped = table("UKdat_5").drop("GP")
    assert dropped.n == 2744 - 316 == table("UKdat_4").n
    assert dropped == table("UKdat_4")
    with pytest.raises(UnknownList):
        table("UKdat_5").drop("XX")


def test_a_list_as_a_population_of_known_size():
    inside = CaptureTable.from_csv(SMALL).within("B")
    assert inside.lists == ("A", "C")
    assert inside.n == 6 + 2


def test_records_are_counted_by_key_and_twice_on_a_list_is_once():
    records = [("p1", "A"), ("p1", "B"), ("p2", "B"), ("p2", "B"), ("p3", "A")]
    counted = CaptureTable.from_records(records)
    assert counted == CaptureTable.from_csv("A,B,count\n1,1,1\n0,1,1\n1,0,1\n")
    assert CaptureTable.from_records(records, lists=["B", "A"]).lists == ("B", "A")


@pytest.mark.parametrize(
    ("record", "said"), [(("", "A"), "key"), (("p9", "C"), "list"), ((None, "A"), "key")]
)
def test_a_bad_record_is_named_by_its_number(record, said):
    with pytest.raises(TableError, match=said) as caught:
        CaptureTable.from_records([("p1", "A"), record], lists=["A", "B"])
    assert caught.value.row == 2


def test_strata_stay_beside_the_table_and_follow_a_merge():
    text = "A,B,sex,count\n1,0,f,3\n0,1,NA,4\n1,1,f,2\n1,1,m,1\n0,1,m,5\n"
    read = CaptureTable.from_csv(text, strata=["sex"])
    assert read.n == 15
    assert dict(zip(read.histories.tolist(), read.counts.tolist(), strict=True)) == {1: 3, 2: 9, 3: 3}
    assert read.strata.values[0] == (None,)
    assert read.canonical.strata.counts.sum() == 15
    with pytest.raises(TableError, match="earlier row"):
        CaptureTable.from_csv(text + "1,1,m,2\n", strata=["sex"])


def test_people_by_row_need_no_count_and_semicolons_and_a_mark_are_read(tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("\ufeffA;B\n1;0\n1;0\n1;1\n0;1\n", encoding="utf-8")
    assert CaptureTable.from_csv(file) == CaptureTable.from_csv("A,B,n\n1,0,2\n1,1,1\n0,1,1\n")


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_hash_forgets_the_order_of_rows_and_lists_and_explicit_zeros(random):
    names = ["A", "B", "C"]
    rows = [((1, 0, 0), 40), ((0, 1, 0), 30), ((0, 0, 1), 20), ((1, 1, 0), 6), ((0, 1, 1), 2), ((1, 1, 1), 0)]
    order = random.sample(range(3), 3)
    random.shuffle(rows)
    header = ",".join(names[i] for i in order) + ",count\n"
    body = "".join(",".join(str(history[i]) for i in order) + f",{count}\n" for history, count in rows)
    assert CaptureTable.from_csv(header + body).input_hash == CaptureTable.from_csv(SMALL).input_hash


def test_a_table_is_closed_to_writing():
    with pytest.raises(ValueError, match="read-only"):
        table("HIV").counts[0] = 7
    with pytest.raises(ValueError, match="read-only"):
        table("HIV").cells[0] = 7


def test_cells_and_matrix_agree_with_the_histories():
    read = table("HIV")
    assert read.cells.sum() == read.n
    assert read.cells[0] == 0
    assert np.array_equal(read.matrix @ (1 << np.arange(4)), read.histories)
    assert CaptureTable.from_cells(read.lists, read.cells) == read
    assert read.doubled.n == 2 * read.n

import duckdb
import pyarrow
import pytest

from seinhuis.engine.linkage import movement
from seinhuis.engine.linkage.movement import MOVEMENT, says_moving

SAID = ["Nieuw in de stad", "nieuw in regio Zwolle", "NEW IN TOWN", "net aangekomen.", "just arrived"]
NOT_SAID = ["vernieuw in de stad", "nieuwe auto in de stad", "a new car", "", "net als gisteren", "in town"]


@pytest.mark.parametrize(("text", "said"), [(text, text in SAID) for text in (*SAID, *NOT_SAID)])
def test_words_of_movement(text, said):
    assert says_moving(pyarrow.array([text])).tolist() == [said]


def test_a_record_without_a_text_says_nothing():
    assert says_moving(pyarrow.array([None, "passing through", None])).tolist() == [False, True, False]
    assert says_moving(pyarrow.array([], pyarrow.string())).tolist() == []


def test_a_column_in_pieces_is_read_as_one_and_as_the_database_reads_it(monkeypatch):
    monkeypatch.setattr(movement, "_AT_ONCE", 2)
    texts = [*SAID, None, *NOT_SAID, "één nacht, in town until zondag", "ßnew to the city", "new\nin town"]
    column = pyarrow.chunked_array([texts[:3], texts[3:4], texts[4:]])
    table = pyarrow.table({"text": column})
    query = "select coalesce(regexp_matches(text, $movement, 'i'), false) as said from texts"
    with duckdb.connect() as connection:
        connection.register("texts", table)
        found = connection.execute(query, {"movement": MOVEMENT}).fetchnumpy()["said"].tolist()
    assert says_moving(column).tolist() == found
    assert {True, False} == set(found)

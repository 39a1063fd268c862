import pytest

from seinhuis.engine.linkage.contracts import Judgement, Verdict
from seinhuis.engine.linkage.corpus import Corpus, judgements
from seinhuis.engine.linkage.corpus.errors import BadInput, CorpusBusy
from seinhuis.engine.linkage.evidence import evidence_of, replay_evidence
from tests.engine.linkage.corpus.making import TODAY


def say(linked, left, right, verdict, reason="zo gezien"):
    judgement = Judgement(f"bord:{left}", f"bord:{right}", verdict, "kim", TODAY, reason)
    judgements.judge(linked.folder, judgement)


def test_text_and_identifiers_together_make_clusters(linked):
    summary = linked.link()
    assert linked.clusters() == [{"a", "b", "c", "d"}]
    assert (summary.records, summary.clusters, summary.linked, summary.largest) == (6, 1, 4, 4)
    kinds = {(row["left"], row["right"], row["kind"], row["value"]) for row in linked.read("links")}
    assert ("bord:c", "bord:d", "phone", "+31612345011") in kinds
    assert {("bord:a", "bord:b"), ("bord:b", "bord:c")} & {row[:2] for row in kinds if row[2] == "text"}


def test_every_link_has_evidence_that_gives_the_link_again(linked):
    linked.link()
    links = linked.read("links")
    assert links
    for row in links:
        evidence = evidence_of(linked.folder, row["left"], row["right"], row["kind"], row["value"])
        replay_evidence(linked.folder, evidence)
        if row["kind"] == "text":
            assert evidence.text.similarity == pytest.approx(row["weight"], abs=1e-6)
        else:
            assert {mention.raw for mention in evidence.mentions} == {"06 1234 5011", "o6 1234 5011"}


def test_what_a_person_says_wins_and_survives_every_rebuild(linked):
    linked.link()
    say(linked, "c", "d", Verdict.NOT_SAME)
    for _ in range(10):
        summary = linked.link()
        assert linked.clusters() == [{"a", "b", "c"}]
        assert "bord:c and bord:d were judged not the same" in summary.conflicts[0]


def test_same_glues_what_nothing_computed_glues(linked):
    say(linked, "e", "f", Verdict.SAME)
    say(linked, "a", "e", Verdict.UNSURE)
    linked.link()
    assert linked.clusters() == [{"a", "b", "c", "d"}, {"e", "f"}]


def test_a_judgement_can_be_taken_back(linked):
    say(linked, "e", "f", Verdict.SAME)
    back = Judgement("bord:f", "bord:e", Verdict.UNSURE, "kim", TODAY, "verkeerd gelezen")
    judgements.take_back(linked.folder, back)
    linked.link()
    assert linked.clusters() == [{"a", "b", "c", "d"}]
    assert [line.verdict for line in judgements.lines(linked.folder)] == ["same", None]
    with pytest.raises(BadInput, match="Nothing was said"):
        judgements.take_back(linked.folder, back)


def test_the_same_corpus_gives_the_same_files(linked):
    linked.link()
    before = {name: linked.read(name) for name in ("links", "clusters", "facts", "hubs", "frequencies")}
    linked.link()
    assert before == {name: linked.read(name) for name in before}


def test_a_cluster_keeps_its_name_when_a_smaller_record_joins(linked):
    linked.link()
    linked.add([{"id": "0", "text": "Kleine tekst zonder meer, bel 0612345011 alstublieft"}], source="aan")
    linked.link()
    assert {row["cluster"] for row in linked.read("clusters") if row["record"] in ("aan:0", "bord:d")} == {
        "bord:a"
    }


def test_facts_can_be_counted_and_a_hidden_number_comes_first(linked):
    linked.add(
        [
            {"id": "x", "text": "Vraag naar de sleutel, mail loods@kamers.example", "place": "Hoorn"},
            {
                "id": "y",
                "text": "Nieuw in de stad! mail loods@kamers.example voor een plek",
                "place": "Hoorn",
            },
        ]
    )
    linked.link()
    first, second = linked.read("facts")
    assert (first["cluster"], first["records"], first["places"], first["phones"]) == ("bord:a", 4, 2, 1)
    assert (first["new_records"], first["first_seen"], first["last_seen"]) == (1, "2026-09-30", "2026-11-20")
    assert (first["obscured_records"], first["movement_records"]) == (1, 0)
    assert (second["obscured_records"], second["movement_records"], second["records"]) == (0, 1, 2)


def test_removal_takes_what_was_computed_and_judged_with_it(linked):
    linked.link()
    say(linked, "c", "d", Verdict.NOT_SAME, "reden-die-weg-moet")
    say(linked, "e", "f", Verdict.SAME)
    Corpus.open(linked.folder).remove(ids=["bord:d"], by="kim", reason="termijn")
    left = b"".join(path.read_bytes() for path in linked.folder.rglob("*") if path.is_file())
    assert b"bord:d" not in left
    assert b"reden-die-weg-moet" not in left
    assert [each.pair for each in judgements.lines(linked.folder)] == [("bord:e", "bord:f")]
    assert not (linked.folder / "clusters.parquet").exists()
    linked.link()
    assert linked.clusters() == [{"a", "b", "c"}, {"e", "f"}]


def test_a_judgement_about_a_record_that_is_not_here_waits(linked):
    say(linked, "a", "later", Verdict.SAME)
    assert linked.link().waiting_judgements == 1
    linked.add([{"id": "later", "text": ALONE_TEXT}])
    assert linked.link().waiting_judgements == 0
    assert linked.clusters() == [{"a", "b", "c", "d", "later"}]


ALONE_TEXT = "Heel iets anders staat op dit briefje over de tuin en het hek achter de schuur van hiernaast"


def test_an_empty_corpus_and_one_record(tmp_path):
    from tests.engine.linkage.conftest import Linked

    empty = Linked(tmp_path)
    assert empty.link().records == 0
    assert empty.add([{"id": "a", "text": "Een enkel briefje op een bord bij de ingang"}]).link().largest == 1
    assert empty.clusters() == []


def test_a_corpus_that_changes_meanwhile_is_not_overwritten(linked, monkeypatch):
    from seinhuis.engine.linkage import linking

    real = linking.facts_table

    def and_meanwhile(*arguments):
        linked.add([{"id": "zz", "text": ALONE_TEXT}], source="later")
        return real(*arguments)

    monkeypatch.setattr(linking, "facts_table", and_meanwhile)
    with pytest.raises(CorpusBusy, match="changed while"):
        linked.link()
    assert not (linked.folder / "clusters.parquet").exists()


@pytest.mark.parametrize(("by", "reason", "right"), [("", "x", "b"), ("kim", " ", "b"), ("kim", "x", "a")])
def test_a_judgement_needs_two_records_a_person_and_a_reason(linked, by, reason, right):
    with pytest.raises(BadInput):
        judgements.judge(linked.folder, Judgement("bord:a", f"bord:{right}", Verdict.SAME, by, TODAY, reason))


def test_a_damaged_book_is_named_by_its_line(linked):
    say(linked, "a", "b", Verdict.SAME)
    with (linked.folder / judgements.BOOK).open("a") as book:
        book.write("kapot\n")
    with pytest.raises(Exception, match="line 2"):
        linked.link()

import functools
import itertools
import json
import re

import pytest

from seinhuis.engine.evidence.conformance import validate_case
from seinhuis.engine.evidence.contracts import PackageIdentifier
from seinhuis.engine.evidence.errors import CaseCheckUnavailable
from seinhuis.engine.evidence.package import compose_package
from seinhuis.engine.sealing.signatures import SigningKey

from . import samples
from .test_dossier import everywhere


def case_of(**changes):
    return composed(samples.content(**changes)).case_json


@functools.cache
def composed(content):
    """Once for each content: that the same content gives the same bytes is tested with the package."""
    return compose_package(content, signer=samples.SIGNER)


def nodes_of(data):
    return {node["@id"]: node for node in json.loads(data)["@graph"]}


def of_type(nodes, kind):
    return [node for node in nodes.values() if node["@type"] == kind]


@pytest.fixture
def small():
    """About twenty objects."""
    return case_of(
        facts=samples.FACTS[:1], persons=samples.PERSONS[:1], identifiers=(), sources=samples.SOURCES[:1]
    )


@pytest.mark.tool("case_validate")
def test_a_small_case_conforms(tmp_path, small):
    (tmp_path / "case.jsonld").write_bytes(small)
    outcome = validate_case(tmp_path / "case.jsonld", 60)
    assert outcome.valid
    assert outcome.summary == "Conforms to case-1.5.0."


@pytest.mark.tool("case_validate")
def test_every_kind_of_identifier_conforms(tmp_path):
    (tmp_path / "case.jsonld").write_bytes(case_of(facts=(), exhibits=()))
    assert validate_case(tmp_path / "case.jsonld", 60).valid


@pytest.mark.tool("case_validate")
def test_hostile_text_in_every_field_conforms(tmp_path):
    text = '"} , <script> @id kb:x \x00 \u202e \ud800 \\u0000 {"@id": "kb:y"} _:b0 http://x y\n"'
    (tmp_path / "case.jsonld").write_bytes(case_of(**everywhere(text)))
    assert validate_case(tmp_path / "case.jsonld", 60).valid


@pytest.mark.tool("case_validate")
@pytest.mark.parametrize(
    ("change", "to"),
    [
        ('"uco-core:isDirectional": true', '"uco-core:isDirectional": "x"'),
        ('"uco-core:statement"', '"uco-core:statemint"'),
    ],
)
def test_a_broken_case_does_not_conform_and_the_summary_quotes_nothing(tmp_path, small, change, to):
    broken = small.decode().replace(change, to)
    assert broken != small.decode()
    (tmp_path / "case.jsonld").write_text(broken)
    outcome = validate_case(tmp_path / "case.jsonld", 60)
    assert not outcome.valid
    assert re.fullmatch(r"Does not conform to case-1\.5\.0 \(exit code 1\)[A-Za-z0-9:, ]*\.", outcome.summary)


@pytest.mark.tool("case_validate")
def test_what_is_no_json_does_not_conform(tmp_path):
    (tmp_path / "case.jsonld").write_text("{ girl")
    outcome = validate_case(tmp_path / "case.jsonld", 60)
    assert not outcome.valid
    assert "girl" not in outcome.summary


@pytest.mark.tool("case_validate")
def test_a_check_that_takes_too_long_is_stopped(tmp_path, small):
    (tmp_path / "case.jsonld").write_bytes(small)
    with pytest.raises(CaseCheckUnavailable, match="within"):
        validate_case(tmp_path / "case.jsonld", 0.05)


def test_names_stay_the_same_when_it_is_made_again_and_with_another_package():
    one, two = nodes_of(case_of()), nodes_of(case_of(id="another", acknowledge_code="1"))
    person = of_type(one, "uco-victim:Victim")[0]["@id"]
    assert person in two
    assert of_type(one, "uco-core:Bundle")[0]["@id"] not in two
    assert all(
        re.fullmatch(
            r"kb:[A-Za-z]+-[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", name
        )
        for name in one
    )


def test_every_reference_leads_somewhere():
    nodes = nodes_of(case_of())
    named = set(re.findall(r'"@id": "(kb:[^"]+)"', json.dumps(list(nodes.values()))))
    assert named == set(nodes)


def test_who_reported_and_the_code_are_not_in_it():
    text = case_of().decode()
    assert "48213" not in text
    assert "A completely" not in text


def test_facts_carry_their_grades_source_and_passage():
    fact = next(
        node
        for node in of_type(nodes_of(case_of()), "uco-core:Assertion")
        if node["uco-core:name"] == "Fact 2"
    )
    assert fact["uco-core:statement"] == samples.FACTS[1].text
    assert fact["uco-core:description"] == ["Passage: the van 12AB34 stood there again", "towards midnight"]
    assert fact["uco-core:tag"] == [
        "fact",
        "source:M-2026-0031",
        "admiralty-source:C",
        "admiralty-information:3",
        "happened:2026-10-23",
    ]
    assert fact["uco-core:objectMarking"]


def test_identifiers_have_the_classes_of_uco():
    nodes = nodes_of(case_of())
    kinds = {
        "PhoneAccount",
        "ApplicationAccount",
        "Application",
        "EmailAccount",
        "EmailAddress",
        "URL",
        "Account",
        "DigitalAccount",
        "ObservableObject",
    }
    assert all(of_type(nodes, f"uco-observable:{kind}") for kind in kinds)
    assert (
        of_type(nodes, "uco-observable:PhoneAccountFacet")[0]["uco-observable:phoneNumber"] == "+31612345678"
    )
    assert of_type(nodes, "uco-observable:ExtractedString")[0]["uco-observable:stringValue"] == "12AB34"
    handle = of_type(nodes, "uco-observable:ApplicationAccount")[0]
    assert nodes[handle["uco-core:hasFacet"][0]["@id"]]["uco-observable:accountIdentifier"] == "kees_1999"


def test_an_unknown_kind_of_identifier_is_kept():
    odd = PackageIdentifier("x", "badge", "B 12", ("b12", "B 12"))
    strings = of_type(nodes_of(case_of(identifiers=(odd,))), "uco-observable:ExtractedString")
    assert [node["uco-observable:stringValue"] for node in strings] == ["B 12", "b12"]


def test_custody_is_one_chain_that_ends_with_the_recipient():
    nodes = nodes_of(case_of())
    actions = of_type(nodes, "case-investigation:InvestigativeAction")
    assert len(actions) == len(samples.CUSTODY) + 1
    assert "case-investigation:wasInformedBy" not in actions[0]
    for before, after in itertools.pairwise(actions):
        assert after["case-investigation:wasInformedBy"] == {"@id": before["@id"]}
    handover = actions[-1]
    assert nodes[handover["uco-action:performer"]["@id"]]["uco-core:name"] == "Sam de Vries"
    names = [nodes[each["@id"]]["uco-core:name"] for each in handover["uco-action:participant"]]
    assert names == ["Meldpunt Oost", "Police unit East, human trafficking team"]


def test_a_step_known_to_the_day_gets_no_invented_time():
    first, second = of_type(nodes_of(case_of()), "case-investigation:InvestigativeAction")[:2]
    assert "uco-action:startTime" not in first
    assert "when:2026-10-28" in first["uco-core:tag"]
    assert second["uco-action:startTime"]["@value"] == "2026-11-03T09:12:00+01:00"


def test_another_signer_changes_the_case_only_in_the_key():
    theirs = compose_package(samples.content(), signer=SigningKey("x", bytes(32)))
    ours = composed(samples.content())
    other = theirs.case_json.decode().replace(theirs.signer_fingerprint, ours.signer_fingerprint)
    assert other == ours.case_json.decode()

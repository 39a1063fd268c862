"""What a thief of the database gets from the traces: no identifier and nothing that anybody typed."""

from seinhuis.desk.traces.actions import add_noise, judge
from seinhuis.desk.traces.api import Judgement
from seinhuis.desk.vault.api import blind_token
from tests.desk.traces.conftest import CANONICAL
from tests.desk.triage.test_sealed import every_stored_value

CANARIES = ("Canarie-waarom-hetzelfde", "Canarie-waarom-ruis", CANONICAL, CANONICAL[3:])


def test_no_reason_and_no_identifier_stands_readable_in_any_table(house, pair):
    judge(*pair, viewer=house.analyst, judgement=Judgement.SAME, reason=CANARIES[0])
    token = blind_token(house.card.id, "phone", CANONICAL)
    add_noise(pair[0], viewer=house.analyst, token=token, reason=CANARIES[1])
    stored = b"\n".join(every_stored_value())
    for canary in CANARIES:
        assert canary.encode() not in stored

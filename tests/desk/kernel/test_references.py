from uuid import UUID

from seinhuis.desk.kernel.references import reference_of


def test_a_reference_has_the_letter_of_its_kind_and_eight_signs_of_the_id():
    assert reference_of("R", UUID("7f3a91c2-0000-4000-8000-000000000000")) == "R-7F3A-91C2"

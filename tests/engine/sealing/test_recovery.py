"""Recovery codes from a printed sheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.sealing.errors import MalformedRecoveryCode
from seinhuis.engine.sealing.recovery import ALPHABET, new_recovery_code, recovery_key

CODE = new_recovery_code()


def test_a_code_is_nine_groups_of_four():
    assert [len(group) for group in CODE.split("-")] == [4] * 9
    assert len({new_recovery_code() for _ in range(100)}) == 100


def test_small_letters_spaces_and_look_alikes_give_the_same_key():
    key = recovery_key(CODE)
    assert recovery_key(CODE.lower().replace("-", " ")) == key
    assert recovery_key(CODE.replace("1", "l").replace("0", "o").replace("V", "u")) == key
    assert recovery_key(f"  {CODE}\n") == key


@given(st.data())
def test_a_wrong_sign_is_noticed(data):
    signs = list(CODE)
    position = data.draw(st.sampled_from([place for place, sign in enumerate(signs) if sign != "-"]))
    signs[position] = data.draw(st.sampled_from([sign for sign in ALPHABET if sign != signs[position]]))
    with pytest.raises(MalformedRecoveryCode):
        recovery_key("".join(signs))


@given(st.text(max_size=60))
def test_anything_else_is_refused_in_one_way(typed):
    with pytest.raises(MalformedRecoveryCode):
        recovery_key(typed)


def test_two_codes_give_two_keys():
    assert recovery_key(CODE) != recovery_key(new_recovery_code())
    assert len(recovery_key(CODE)) == 32

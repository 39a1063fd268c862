import json
import math

import pytest

from seinhuis.engine.estimates import Estimate, Interval, no_estimate


def test_an_estimate_is_one_json_object_with_the_first_interval_apart():
    intervals = (Interval(0.95, 90.0, 130.0, "bca", 1.0, 2.0), Interval(0.8, 95.0, None, "profile"))
    made = json.loads(Estimate("stepwise", "[12,3]", 100.0, intervals, seed=1, input_hash="ab").to_json())
    assert made["interval"] == {
        "level": 0.95,
        "lower": 90.0,
        "upper": 130.0,
        "kind": "bca",
        "lower_error": 1.0,
        "upper_error": 2.0,
    }
    assert made["intervals"][1]["upper"] is None
    assert (made["seed"], made["input_hash"]) == (1, "ab")
    assert made["version"]


def test_without_an_estimate_there_is_a_reason_and_never_a_number():
    made = no_estimate("latent", "2 classes", "The chains did not meet.").to_dict()
    assert (made["estimate"], made["interval"], made["intervals"]) == (None, None, [])
    assert made["reason"] == "The chains did not meet."
    with pytest.raises(ValueError, match="reason"):
        Estimate("m", "x", None)
    with pytest.raises(ValueError, match="reason"):
        Estimate("m", "x", None, (Interval(0.9, 1.0, 2.0, "wald"),), reason="none")


@pytest.mark.parametrize("number", [math.nan, math.inf, -1.0])
def test_a_number_that_is_none_is_refused(number):
    with pytest.raises(ValueError, match="finite"):
        Estimate("m", "x", number)


@pytest.mark.parametrize(
    ("lower", "upper", "level"), [(2.0, 1.0, 0.9), (math.nan, 1.0, 0.9), (1.0, 2.0, 1.0)]
)
def test_an_interval_has_sound_limits_and_level(lower, upper, level):
    with pytest.raises(ValueError, match="interval"):
        Interval(level, lower, upper, "wald")

import io
import sys

import pytest

from seinhuis.engine.linkage import stage_bar
from seinhuis.engine.linkage.building import STAGES


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_every_stage_of_a_build_has_words():
    assert tuple(stage_bar.STAGES) == STAGES


def test_the_share_grows_and_never_reaches_the_end_of_a_stage_by_itself(clock):
    estimate = stage_bar.Estimate(1_000_000, clock)
    shares = [estimate.share()]
    for stage in STAGES:
        estimate.begin(stage)
        shares.append(estimate.share())
        clock.now += 1000
        shares.append(estimate.share())
    assert shares[0] == 0
    assert shares[1:] == sorted(set(shares[1:]))
    assert shares[-1] < 1


def test_a_slower_machine_is_expected_to_stay_slower(clock):
    quick, slow = stage_bar.Estimate(1_000_000, clock), stage_bar.Estimate(1_000_000, clock)
    for estimate, seconds in ((quick, 5), (slow, 50)):
        estimate.begin("read")
        clock.now = 100.0 + seconds
        estimate.begin("texts")
        clock.now += 10
        estimate.seen = estimate.share()
        clock.now = 100.0
    assert quick.seen > slow.seen


def test_nothing_is_shown_where_nobody_watches(capsys):
    with stage_bar.shown(5) as stage:
        stage("read")
    assert capsys.readouterr().err == ""


def test_a_terminal_sees_what_is_done_and_what_is_left(monkeypatch):
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", terminal)
    with stage_bar.shown(5) as stage:
        for name in STAGES:
            stage(name)
    shown = terminal.getvalue()
    assert "Comparing the texts" in shown
    assert "left" in shown
    assert "100%" in shown

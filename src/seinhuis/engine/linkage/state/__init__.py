"""What one run of `seinhuis link` keeps for the next, so that the next reads only what came since."""

from seinhuis.engine.linkage.state.contracts import Made, NoState, State
from seinhuis.engine.linkage.state.running import Run, run
from seinhuis.engine.linkage.state.storing import load, save

__all__ = ["Made", "NoState", "Run", "State", "load", "run", "save"]

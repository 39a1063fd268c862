"""Gibbs sampling of latent classes with an unknown number of persons on no list.

The state is how many observed persons of each history are in each class, and how many unseen ones each class
has. With flat priors on shares and chances, and 1/N on the size, these integrate out: given the observed
persons of the classes the unseen z_k of class k have, with N_k = n_k + z_k and o_kj the persons on list j,

    p(z) ~ lgamma(N) - lgamma(N + K) + sum over k of [ lgamma(N_k + 1) - lgamma(z_k + 1)
           + sum over lists j of (lgamma(N_k - o_kj + 1) - lgamma(N_k + 2)) ]        (on the log scale)

Drawing the unseen from that, and not given the chances, is what lets the chains move: the chances nearly fix
the size of a class and the size fixes the chances (van Dyk & Park 2008 on such collapsing).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from seinhuis.engine.estimates.tables import CaptureTable

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

NEAR_ONE = 1 - 1e-9
TINY = 1e-300
MOVES = 4  # steps of the random walk for the unseen in each sweep
STEP = 2.4  # of the standard deviation: the best for a walk in one dimension (Gelman, Roberts & Gilks 1996)
LARGEST_LOG = 34.0  # a class beyond exp(34) persons is no population; the walk turns there


@dataclass(frozen=True, eq=False)
class Classes:
    """Parameters of several runs side by side: ``shares`` (r, K), ``chances`` (r, K, t)."""

    shares: Floats
    chances: Floats

    def joint(self, histories: Floats) -> Floats:
        """The chance of class and history together, shape (r, m, K), for histories of shape (m, t)."""
        chances = np.clip(self.chances, 1e-12, 1 - 1e-12)
        logs = np.log(chances) @ histories.T + np.log1p(-chances) @ (1 - histories.T)
        logs += np.log(np.maximum(self.shares, TINY))[..., None]
        return np.maximum(np.exp(logs.transpose(0, 2, 1)), TINY)


class Sampler:
    """Several chains at once; `sizes` and `likelihoods` hold a row for each draw, a column for each chain."""

    def __init__(self, table: CaptureTable, classes: int, chains: int, rng: np.random.Generator) -> None:
        self.rng, self.n = rng, table.n
        self.histories = table.matrix.astype(float)
        self.counts = np.tile(table.counts, (chains, 1))
        start = Classes(
            rng.dirichlet(np.ones(classes), chains), rng.beta(1, 3, (chains, classes, len(table.lists)))
        )
        joint = start.joint(self.histories)
        self.members = self._assigned(joint)
        self.unseen = rng.integers(1, 10 * table.n, (chains, classes)).astype(np.float64)
        self.sizes = np.empty((0, chains))
        self.likelihoods = np.empty((0, chains))

    def run(self, target: int) -> None:
        """Go on until there are this many draws."""
        drawn = [self._sweep() for _ in range(target - len(self.sizes))]
        self.sizes = np.concatenate([self.sizes, [sizes for sizes, _ in drawn]])
        self.likelihoods = np.concatenate([self.likelihoods, [likelihood for _, likelihood in drawn]])

    def _sweep(self) -> tuple[Floats, Floats]:
        """Draw the unseen of each class, then shares and chances, then the class of everybody observed."""
        seen, on_list = self.members.sum(axis=1), self.members.transpose(0, 2, 1) @ self.histories
        self._walk(seen, on_list)
        state = self._parameters(seen + self.unseen, on_list)
        joint = state.joint(self.histories)
        self.members = self._assigned(joint)
        none = np.minimum(state.joint(np.zeros((1, self.histories.shape[1])))[:, 0].sum(axis=1), NEAR_ONE)
        likelihood = (np.log(joint.sum(axis=2)) * self.counts).sum(axis=1) - self.n * np.log1p(-none)
        return self.n + self.unseen.sum(axis=1), likelihood

    def _assigned(self, joint: Floats) -> Whole:
        """Persons by history and class, shape (chains, histories, K)."""
        return self.rng.multinomial(self.counts, joint / joint.sum(axis=2, keepdims=True))

    def _parameters(self, sizes: Floats, on_list: Floats) -> Classes:
        weights = self.rng.standard_gamma(1.0 + sizes)
        chances = self.rng.beta(1 + on_list, 1 + sizes[..., None] - on_list)
        return Classes(weights / weights.sum(axis=1, keepdims=True), chances)

    def _walk(self, seen: Whole, on_list: Floats) -> None:
        """Random walks on the log of the unseen, one for each class, then one look at what joins the classes.

        The walks leave the product of the classes as it is; accepting their end by the ratio of the factor
        that joins the classes makes the whole right (the walk is a proposal reversible for the product).
        """
        before = self.unseen
        place = np.log(before + self.rng.random(before.shape))
        height = _log_class(before, seen, on_list) + place
        spread = STEP / np.sqrt(on_list.sum(axis=2) - seen + on_list.shape[2])
        unseen = before
        for _ in range(MOVES):
            moved = place + spread * self.rng.standard_normal(place.shape)
            floor = np.floor(np.exp(np.minimum(moved, LARGEST_LOG)))
            there = np.where(moved < LARGEST_LOG, _log_class(floor, seen, on_list) + moved, -np.inf)
            taken = np.log(self.rng.random(place.shape)) < there - height
            place, height = np.where(taken, moved, place), np.where(taken, there, height)
            unseen = np.where(taken, floor, unseen)
        ratio = self._log_joining(unseen) - self._log_joining(before)
        kept = np.log(self.rng.random(len(ratio))) < ratio
        self.unseen = np.where(kept[:, None], unseen, before)

    def _log_joining(self, unseen: Floats) -> Floats:
        size = self.n + unseen.sum(axis=1)
        return np.asarray(gammaln(size) - gammaln(size + unseen.shape[1]))


def _log_class(unseen: Floats, seen: Whole, on_list: Floats) -> Floats:
    """The part of log p(z) that belongs to one class, shape (chains, K)."""
    size = seen + unseen
    missed = gammaln(size[..., None] - on_list + 1).sum(axis=2)
    whole = gammaln(size + 1) - gammaln(unseen + 1) - on_list.shape[2] * gammaln(size + 2)
    return np.asarray(missed + whole)

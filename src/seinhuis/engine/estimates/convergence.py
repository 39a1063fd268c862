"""Whether Markov chains agree: R-hat on ranks, of split chains (Vehtari et al. 2021, section 3)."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

ENOUGH = 1.01
STANDING = 1e-12  # a spread within chains this small beside that between them is rounding


def rank_r_hat(draws: ArrayLike) -> float:
    """The larger of R-hat for place and for spread; draws in shape (draws, chains).

    Above 1.01 the chains do not agree and nothing they say is to be used; infinite when each stands still.
    """
    halves = _split(np.asarray(draws, dtype=np.float64))
    folded = np.abs(halves - np.median(halves))
    return max(_r_hat(_normal_scores(halves)), _r_hat(_normal_scores(folded)))


def _split(draws: Floats) -> Floats:
    half = len(draws) // 2
    return np.concatenate([draws[:half], draws[len(draws) - half :]], axis=1)


def _normal_scores(draws: Floats) -> Floats:
    from scipy.special import ndtri
    from scipy.stats import rankdata

    ranks = rankdata(draws, method="average").reshape(draws.shape)
    return np.asarray(ndtri((ranks - 0.375) / (draws.size + 0.25)))


def _r_hat(draws: Floats) -> float:
    """Gelman & Rubin's ratio of the spread of everything to that within chains."""
    length = len(draws)
    within = float(draws.var(axis=0, ddof=1).mean())
    between = length * float(draws.mean(axis=0).var(ddof=1))
    if within <= STANDING * between:
        return 1.0 if between == 0 else float("inf")
    return float(np.sqrt(((length - 1) / length * within + between / length) / within))

"""The numbers that decide which texts are near-equal, and the version that names them in evidence.

Whoever changes anything here, in the folding or in a kernel such that a link or a similarity may come out
differently raises KERNEL_VERSION: evidence names it, and an index of another version refuses to load.
"""

import math

KERNEL_VERSION = "near-text-1"

WORDS_IN_SHINGLE = 3
SIGNS_IN_GRAM = 5
# Below MINIMUM_WORDS words with a letter a text says too little: two reports that hold nothing but different
# phone numbers would be "the same".
MINIMUM_WORDS = 4
# Texts under WORDS_ALONE_FROM words have character 5-grams, texts from WORDS_FROM on have word shingles;
# those between have both, so that no edge parts a text of 11 words from its copy of 12.
WORDS_FROM = 12
WORDS_ALONE_FROM = 18

BANDS = 43
ROWS_IN_BAND = 3
HASHES = BANDS * ROWS_IN_BAND
# In a bucket of at most WHOLE_BUCKET texts every pair is a candidate; in a larger one each text meets its
# WINDOW neighbours on either side, in an order that brings likely equals together.
WHOLE_BUCKET = 16
WINDOW = 3

# What a shingle weighs goes down one step at each of these numbers of distinct texts that hold it. Few steps,
# and no logarithm, so that a text more changes few weights; the last one low, so that no step concerns many
# texts.
WEIGHT_STEPS = (128, 512)
WEIGHTS = (8, 6, 1)
# Texts are counted by the low bits of a shingle's hash: shingles that meet in a counter look a little more
# common.
COUNTERS_BITS = 24
COUNTERS = 1 << COUNTERS_BITS

DEFAULT_DIFFERENCE = 0.25


class WrongDifference(ValueError):
    """The share of words that may differ is not a number from 0 up to, but not including, 1."""


class WrongSimilarity(ValueError):
    """The share of words in common is not a number above 0 and up to 1."""


def difference_of(similarity: float) -> float:
    """The share of the words that may differ when two texts must have ``similarity`` of theirs in common.

    Of two equally long texts of which a share d of the words differs, 1 - d (as a share of one text) stand in
    both and 1 + d in either: the Jaccard index of words is s = (1 - d) / (1 + d), so d = (1 - s) / (1 + s).
    0.6 is the default difference of a quarter. Raises WrongSimilarity.
    """
    difference = (1 - similarity) / (1 + similarity) if 0 < similarity <= 1 else 1.0
    if not difference < 1:  # also for a similarity so small that it is none
        raise WrongSimilarity("The similarity asked of two texts is a number above 0, at most 1.")
    return difference


def least_similarity(difference: float) -> float:
    """The least shared part of two texts of which ``difference`` (0 to 1) of the words may differ.

    A shingle of three words in a row survives when none of the three differs: s = (1 - d)^3 of each text's
    shingles are shared, and their Jaccard similarity is s / (2 - s). Raises WrongDifference.
    """
    if not (math.isfinite(difference) and 0 <= difference < 1):
        raise WrongDifference("The difference allowed between two texts is a number from 0 up to 1.")
    shared = (1 - difference) ** WORDS_IN_SHINGLE
    return shared / (2 - shared)

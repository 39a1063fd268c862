"""Neutral texts of invented words with planted near-equals: any number, any seed, the truth beside them.

Most texts stand alone. Others are copies of a template with up to 15 % of the words left out, replaced or
added, the sentences sometimes swapped, and name, number, price, place and phone filled in anew. A third of
the sentences of every template are stock phrases that many others use too: what a linker must not be led
astray by.
"""

import itertools
import random
from dataclasses import dataclass

ONSETS = (
    "b",
    "d",
    "f",
    "g",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "w",
    "z",
    "st",
    "kl",
    "br",
    "tr",
)
VOWELS = ("a", "e", "i", "o", "u", "aa", "ee", "oo", "ie", "ui")
ENDINGS = ("", "", "n", "s", "t", "r")
PLACES = (
    "Utrecht",
    "Zwolle",
    "Breda",
    "Groningen",
    "Hoorn",
    "Delft",
    "Arnhem",
    "Leiden",
    "Tilburg",
    "Almere",
)
NOISES = (0.0, 0.03, 0.06, 0.1, 0.15)
PHRASES = 400
WORDS = 30_000
ALONE = 0.84
LARGEST = 400


@dataclass(frozen=True)
class Planted:
    """Texts, and for each the number of its template."""

    texts: list[str]
    templates: list[int]


class Writer:
    """Writes templates and texts after them."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.words = self._vocabulary()
        # As in real text, the word of rank k comes about 1/k as often as the first (Zipf).
        self.word_odds = list(itertools.accumulate(1 / (rank + 1) for rank in range(WORDS)))
        self.phrases = [self._sentence() for _ in range(PHRASES)]
        self.phrase_odds = list(itertools.accumulate((rank + 1) ** -0.8 for rank in range(PHRASES)))

    def _vocabulary(self):
        made = {}
        while len(made) < WORDS:
            syllables = self.random.choice((1, 2, 2, 3))
            parts = (self.random.choice(ONSETS) + self.random.choice(VOWELS) for _ in range(syllables))
            made["".join(parts) + self.random.choice(ENDINGS)] = None
        words = list(made)
        self.random.shuffle(words)
        return words

    def _some_words(self, count):
        return self.random.choices(self.words, cum_weights=self.word_odds, k=count)

    def _sentence(self):
        return self._some_words(self.random.randint(5, 10))

    def template(self):
        """Four to eight sentences, about a third of them stock phrases."""
        sentences = []
        for _ in range(self.random.randint(4, 8)):
            stock = self.random.random() < 0.35
            sentences.append(self._phrase() if stock else self._sentence())
        return sentences

    def _phrase(self):
        return self.random.choices(self.phrases, cum_weights=self.phrase_odds)[0]

    def text(self, template, noise):
        """One text after a template, with this share of its words changed."""
        sentences = list(template)
        if self.random.random() < 0.15:
            at = self.random.randrange(len(sentences) - 1)
            sentences[at], sentences[at + 1] = sentences[at + 1], sentences[at]
        body = " ".join(" ".join(self._changed(sentence, noise)) + "." for sentence in sentences)
        name = "".join(self.random.choice(ONSETS) + self.random.choice(VOWELS) for _ in range(2)).title()
        return f"{name} {self.random.randint(20, 45)} {body} {self._slots()}"

    def _changed(self, sentence, noise):
        for word in sentence:
            chance = self.random.random() / noise if noise else 1
            if chance >= 1 / 3:
                yield from self._some_words(1) if chance < 2 / 3 else [word]
            if 2 / 3 <= chance < 1:
                yield from self._some_words(1)

    def _slots(self):
        number = "06" + "".join(self.random.choices("0123456789", k=8))
        spaced = " ".join(number[at : at + 2] for at in range(0, 10, 2))
        phone = self.random.choice((number, f"{number[:2]}-{number[2:]}", spaced))
        return f"prijs {self.random.randint(5, 15) * 10} euro in {self.random.choice(PLACES)} bel {phone}"


def plant(count, seed):
    """So many texts in an order that says nothing."""
    writer = Writer(seed)
    texts, templates, number = [], [], 0
    while len(texts) < count:
        copies, noise = 1, 0.02
        if writer.random.random() >= ALONE:
            copies = min(int(2 * (1 - writer.random.random()) ** (-1 / 1.3)), LARGEST)
            noise = writer.random.choice(NOISES)
        template = writer.template()
        texts.extend(writer.text(template, noise) for _ in range(copies))
        templates.extend([number] * copies)
        number += 1
    order = list(range(count))
    writer.random.shuffle(order)
    return Planted([texts[at] for at in order], [templates[at] for at in order])

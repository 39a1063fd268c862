"""Nineteen ways in which people hide a Dutch number, the same in English, and neutral texts without any."""

WORDS_NL = ["nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
WORDS_EN = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
LEET = {"0": "oO", "1": "lI|", "5": "S", "8": "B"}
FILLER_NL = [
    "vandaag",
    "open",
    "kamer",
    "groot",
    "rustig",
    "vlakbij",
    "station",
    "gratis",
    "contant",
    "alleen",
    "bel",
]
FILLER_EN = [
    "open",
    "today",
    "large",
    "room",
    "quiet",
    "near",
    "station",
    "free",
    "cash",
    "only",
    "house",
    "call",
]


def dutch_number(rng):
    """A mobile number of ten digits that is given out."""
    return "06" + rng.choice("12345") + "".join(rng.choice("0123456789") for _ in range(7))


def _pairs(number):
    return [number[at : at + 2] for at in range(0, len(number), 2)]


def _words(rng, number, words, glue=" ", share=1.0):
    return glue.join(words[int(sign)] if rng.random() < share else sign for sign in number)


def _leet(rng, number):
    written = [rng.choice(LEET[sign]) if sign in LEET and rng.random() < 0.6 else sign for sign in number]
    return "".join(written[:2]) + " " + "".join(written[2:])


def _interleaved(rng, number, filler):
    return " ".join(f"{part} {rng.choice(filler)}" for part in _pairs(number))


_COMMON = {
    "plain": lambda rng, n: n,
    "one dash": lambda rng, n: f"{n[:2]}-{n[2:]}",
    "pairs": lambda rng, n: " ".join(_pairs(n)),
    "dots": lambda rng, n: ".".join(_pairs(n)),
    "stars": lambda rng, n: "*".join(_pairs(n)),
    "slashes": lambda rng, n: f"{n[:2]}/{n[2:6]}/{n[6:]}",
    "+31 (0)": lambda rng, n: f"+31 (0){n[1]} {n[2:6]} {n[6:]}",
    "0031": lambda rng, n: f"0031{n[1:]}",
    "every digit apart": lambda rng, n: " ".join(n),
    "full width": lambda rng, n: "".join(chr(0xFF10 + int(sign)) for sign in n),
    "keycaps": lambda rng, n: "".join(f"{sign}\ufe0f\u20e3" for sign in n),
    "leet": _leet,
    "over lines": lambda rng, n: f"{n[:2]} {n[2:4]}\n{n[4:6]} {n[6:8]}\n{n[8:]}",
    "invisible signs": lambda rng, n: "\u200b".join(n),
}
_NUMBER_WAYS = {
    "words": lambda words: lambda rng, n: _words(rng, n, words),
    "words glued": lambda words: lambda rng, n: _words(rng, n, words, glue=""),
    "words with dashes": lambda words: lambda rng, n: _words(rng, n, words, glue="-"),
    "words and digits": lambda words: lambda rng, n: _words(rng, n, words, share=0.5),
}


def _ways(words, filler):
    ways = {**_COMMON, **{name: make(words) for name, make in _NUMBER_WAYS.items()}}
    ways["words in between"] = lambda rng, n: _interleaved(rng, n, filler)
    return {name: _in_text(write, filler) for name, write in ways.items()}


def _in_text(write, filler):
    def text(rng, number):
        before, after = (" ".join(rng.sample(filler, rng.randint(2, 5))) for _ in range(2))
        return f"{before}, {write(rng, number)}. {after}"

    return text


DUTCH = _ways(WORDS_NL, FILLER_NL)
ENGLISH = _ways(WORDS_EN, FILLER_EN)


def negative(rng):
    """A sentence with digits that are no phone number."""
    digits = "".join(rng.choice("0123456789") for _ in range(8))
    return rng.choice(
        (
            f"Artikel {digits} is weer op voorraad, {rng.randint(1, 20)} stuks.",
            f"Maak over naar NL{rng.randint(10, 99)}ABNA{digits}{rng.randint(10, 99)}.",
            f"De prijs was {rng.randint(1, 9)}.{rng.randint(100, 999)},{rng.randint(10, 99)} euro.",
            f"Op {rng.randint(1, 28):02}-0{rng.randint(1, 9)}-20{rng.randint(10, 25)} om 10 uur.",
            f"KvK {digits}, btw NL{digits}0B01.",
            f"Order {rng.randint(10**9, 10**10 - 1)} van {rng.randint(1, 28)} mei is verzonden.",
            f"Postcode {rng.randint(1000, 9999)} AB {rng.randint(1, 300)}, kamer {rng.randint(1, 300)}.",
            f"Versie 2.{rng.randint(1, 99)}.{rng.randint(1, 99)} van {rng.randint(2000, 2025)}.",
            f"Zij is {rng.randint(12, 40)}, {rng.randint(150, 190)} cm, maat {rng.randint(34, 46)}.",
            f"Zendnummer 3S{digits}{rng.randint(100, 999)} komt tussen 12.00 en 14.00.",
            f"Een twee drie, hup, {rng.randint(2, 9)} keer vier vijf rondjes.",
            f"Kaart {rng.randint(1000, 9999)} {rng.randint(1000, 9999)} 1234 5678.",
        )
    )

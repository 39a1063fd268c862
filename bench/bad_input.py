"""Bad input beside clean input: `corpus add` and `link` on the same corpus, spoilt in six ways.

SEINHUIS_BENCH_TEXTS says how many clean texts (20,000 when it is not set). CPU time and memory, that of the
largest process, are ratios to the clean run of the same bench; the aim is at most 1.5.
"""

import itertools
import json
import os
import shutil

from bench.processes import measure
from bench.whole import SOURCE, lines, warm_up, write_lines

HUNDRED_MEGABYTES = 100_000_000
NUMBER = "bel 06 1234 5001"


def run(home):
    """Each variant with its ratios and what was said; clean input once more at the end shows the noise."""
    count = int(os.environ.get("SEINHUIS_BENCH_TEXTS", "20000"))
    warm_up(home)
    clean = [json.loads(line) for line in lines(count)]
    first = _of(_measured(home, _dumped(clean)))
    print(f"clean: {count} texts, {first[0]:.1f} s CPU, {first[1]:.0f} MB", flush=True)
    for name, variant in VARIANTS.items():
        result = _measured(home, variant(clean))
        cpu, memory = (used / before for used, before in zip(_of(result), first, strict=True))
        print(f"{name}: {cpu:.2f} times the CPU time, {memory:.2f} times the memory")
        print(
            "".join(f"    {line}\n" for each in result for line in each.out.splitlines()), end="", flush=True
        )


def _of(result):
    return sum(each.cpu for each in result), max(each.largest for each in result)


def _measured(home, content):
    file, corpus = home / "given.jsonl", home / "corpus"
    shutil.rmtree(corpus, ignore_errors=True)
    write_lines(file, content)
    added = measure("corpus", "add", file, "--source", SOURCE, "--corpus", corpus)
    linked = measure("link", "--corpus", corpus)
    if added.code > 1 or linked.code:
        raise RuntimeError(f"add ended with code {added.code}, link with {linked.code}")
    return added, linked


def _dumped(records):
    return map(json.dumps, records)


def _long_line(clean):
    return itertools.chain(_dumped(clean), [json.dumps({"id": "long", "text": "x" * HUNDRED_MEGABYTES})])


def _repeated_words(clean):
    text = "gordijn " * 1000
    return itertools.chain(_dumped(clean), [json.dumps({"id": "words", "text": text})])


def _shared_number(clean):
    return (json.dumps({**each, "text": f"{each['text']} {NUMBER}"}) for each in clean)


def _repeated_text(clean):
    first = clean[0]["text"]
    return (json.dumps(each if at % 2 else {**each, "text": first}) for at, each in enumerate(clean))


def _broken(clean):
    return (json.dumps(each)[: -1 if at % 10 == 0 else None] for at, each in enumerate(clean))


def _future(clean):
    return (json.dumps({**each, "time": each["time"].replace("2025", "2225")}) for each in clean)


VARIANTS = {
    "a line of 100 MB": _long_line,
    "a record of 1,000 times one word": _repeated_words,
    "one number in every record": _shared_number,
    "one text in every second record": _repeated_text,
    "every tenth line broken": _broken,
    "clock in the future": _future,
    "clean once more": _dumped,
}

"""VERIFY.txt: the commands with which a recipient checks the package, as they work in a shell."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from seinhuis.engine.evidence.texts import one_line
from seinhuis.engine.evidence.wording import Wording

PROMPT = "    $ "
_WIDTH = 96


@dataclass(frozen=True)
class Situation:
    """What the instructions depend on: ``exhibits`` are (SHA-256, path in the bag); ``files`` counts all."""

    folder: str
    organisation: str
    contact: str = field(repr=False)
    fingerprint: str
    authority: str | None
    files: int
    exhibits: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Step:
    """One thing to check: its key in the words, the commands, and lines that must appear."""

    key: str
    commands: tuple[str, ...]
    expected: tuple[str, ...] = ()


def steps(situation: Situation) -> tuple[Step, ...]:
    """Every check in order, as commands for a POSIX shell."""
    parts = (_opening, _hashes, _signature, _stamp, _exhibits, _exchange)
    return tuple(step for part in parts for step in part(situation))


def verify_text(situation: Situation, wording: Wording) -> bytes:
    """The file VERIFY.txt in the recipient's language. Commands begin with a dollar sign."""
    values = _values(situation, wording)
    lines = [wording.text("verify", "title"), ""]
    lines += [*_wrapped(wording.text("verify", "intro", **values)), "", wording.text("verify", "tools"), ""]
    for number, step in enumerate(steps(situation), start=1):
        lines += [*_step_lines(number, step, wording.text("verify", step.key, **values), wording), ""]
    lines += [wording.text("verify", "ours"), f"{PROMPT}seinhuis handover verify {situation.folder}.tar", ""]
    lines += [wording.text("verify", "wrong")]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _values(situation: Situation, wording: Wording) -> dict[str, object]:
    return {
        "reference": situation.folder,
        "organisation": one_line(situation.organisation),
        "contact": one_line(situation.contact),
        "fingerprint": situation.fingerprint,
        "count": situation.files,
        "authority": one_line(situation.authority or "") or wording.text("verify", "authority"),
    }


def _step_lines(number: int, step: Step, text: str, wording: Wording) -> Iterator[str]:
    indent = f"{number}. "
    for line in text.split("\n"):
        yield from _wrapped(line, indent)
        indent = "   "
    yield from (f"{PROMPT}{command}" for command in step.commands)
    if step.expected:
        yield f"   {wording.text('verify', 'exhibits_list')}"
        yield from (f"      {line}" for line in step.expected)


def _wrapped(text: str, indent: str = "") -> list[str]:
    lines = textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent), break_on_hyphens=False
    )
    return lines or [indent]


def _opening(situation: Situation) -> Iterator[Step]:
    folder = situation.folder
    yield Step("open", (f"age -d -i key.txt -o {folder}.tar {folder}.tar.age",))
    yield Step("unpack", (f"tar -xf {folder}.tar",))


def _hashes(situation: Situation) -> Iterator[Step]:
    lists = ("tagmanifest-sha256.txt", "manifest-sha256.txt")
    yield Step(
        "hashes", tuple(f"(cd {situation.folder} && sha256sum --check --strict {name})" for name in lists)
    )
    yield Step("count", (f"find {situation.folder} -type f | wc -l",))


def _signature(situation: Situation) -> Iterator[Step]:
    folder = situation.folder
    yield Step(
        "signature",
        (
            f"openssl pkeyutl -verify -pubin -inkey {folder}.signer.pem -rawin "
            f"-in {folder}/tagmanifest-sha256.txt -sigfile {folder}.tagmanifest.sig",
        ),
    )
    yield Step("fingerprint", (f"openssl pkey -pubin -in {folder}.signer.pem -outform DER | sha256sum",))


def _stamp(situation: Situation) -> Iterator[Step]:
    if situation.authority is None:
        return
    folder = situation.folder
    verify = f"openssl ts -verify -in {folder}.tsr -CAfile {folder}.tsa.pem"
    yield Step(
        "stamp",
        (
            f"{verify} -data {folder}/tagmanifest-sha256.txt",
            f"{verify} -queryfile {folder}.tsq",
            f"openssl ts -reply -in {folder}.tsr -text",
        ),
    )


def _exhibits(situation: Situation) -> Iterator[Step]:
    if situation.exhibits:
        lines = tuple(f"{digest}  {situation.folder}/{name}" for digest, name in situation.exhibits)
        yield Step("exhibits", (f"sha256sum {situation.folder}/data/exhibits/*",), lines)


def _exchange(situation: Situation) -> Iterator[Step]:
    yield Step("case", (f"case_validate --built-version case-1.5.0 {situation.folder}/data/case.jsonld",))

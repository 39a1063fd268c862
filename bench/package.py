"""Making and sealing the package of a dossier of more than twenty pages, CASE validation apart."""

import time

from tests.engine.evidence.samples import large_content

from seinhuis.engine.evidence.conformance import validate_case
from seinhuis.engine.evidence.package import compose_package
from seinhuis.engine.evidence.seal import generate_age_identity, seal_to_recipients
from seinhuis.engine.sealing.signatures import SigningKey

ROUNDS = 5


def run(home):
    """Compose, write and seal a few times; then validate the CASE file once, as the worker does."""
    import io

    content, signer = large_content(), SigningKey.generate("bench")
    recipients = [generate_age_identity()[1] for _ in range(2)]
    for _ in range(ROUNDS):
        started = time.perf_counter()
        composition = compose_package(content, signer=signer)
        target = io.BytesIO()
        composition.write_to(target)
        sealed = seal_to_recipients(target.getvalue(), recipients)
        print(f"{time.perf_counter() - started:.2f} s for {len(sealed) / 1e6:.1f} MB (aim: at most 3 s)")
    case = home / "case.jsonld"
    case.write_bytes(composition.case_json)
    started = time.perf_counter()
    outcome = validate_case(case, timeout=600)
    print(f"CASE validation in the background: {time.perf_counter() - started:.1f} s, valid: {outcome.valid}")

"""The matcher's own test vectors out of the sources of `phonenumbers`, fetched by pip and never kept.

What they call a number is a number under test rules made up for them; what they call none is none for us too,
wherever it was written. Ours reads a number without a country as Dutch, and knows the country only from a
`+` or `00`: of the vectors of other countries it can find those, and should stay silent on the rest.
"""

import ast
import subprocess
import sys
import tarfile

import phonenumbers

POSITIVE = ("VALID_CASES", "STRICT_GROUPING_CASES", "EXACT_GROUPING_CASES")
NEGATIVE = ("IMPOSSIBLE_CASES", "POSSIBLE_ONLY_CASES")


def measure(home, find):
    """Print how often ``find`` (a text to numbers in E.164) agrees with the vectors."""
    source = _source(home)
    if source is None:
        print("The sources of phonenumbers cannot be fetched here, so its vectors are left out.")
        return
    cases = _cases(ast.parse(source))
    positive = [case for name in POSITIVE for case in cases[name]]
    kinds = {
        "Dutch": [case for case in positive if case[1] == "NL"],
        "with a country code": [case for case in positive if case[1] != "NL" and case[0].startswith("+")],
        "national of other countries": [
            case for case in positive if case[1] != "NL" and not case[0].startswith("+")
        ],
    }
    for kind, some in kinds.items():
        right = sum(_number(*case) in find(case[0]) for case in some)
        other = sum(bool(find(text) - {_number(text, region)}) for text, region in some)
        theirs = sum(_number(*case) in _theirs(*case) for case in some)
        print(
            f"vectors, numbers {kind}: {len(some)}, found {right}, another number found in {other}; "
            f"libphonenumber's matcher, told the country, finds {theirs} by today's rules"
        )
    negative = [case for name in NEGATIVE for case in cases[name]]
    silent = sum(not find(text) for text, _ in negative)
    print(f"vectors, no numbers: {len(negative)}, none found in {silent}")


def _source(home):
    version = f"phonenumbers=={phonenumbers.__version__}"
    command = ["download", "-q", "--no-deps", "--no-binary", ":all:", "-d", home, version]
    if subprocess.run([sys.executable, "-m", "pip", *command], capture_output=True).returncode:
        return None
    with tarfile.open(next(home.glob("phonenumbers-*.tar.gz"))) as archive:
        name = next(each for each in archive.getnames() if each.endswith("tests/phonenumbermatchertest.py"))
        return archive.extractfile(name).read()


def _cases(tree):
    """The lists of the test by name, as pairs of text and region; nothing of the test is run."""
    return {
        each.targets[0].id: [_case(call) for call in each.value.elts]
        for each in tree.body
        if isinstance(each, ast.Assign) and each.targets[0].id in (*POSITIVE, *NEGATIVE)
    }


def _case(call):
    text, region = call.args
    return (text.args[0] if isinstance(text, ast.Call) else text).value, region.value


def _theirs(text, region):
    matcher = phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.VALID)
    return {phonenumbers.format_number(each.number, phonenumbers.PhoneNumberFormat.E164) for each in matcher}


def _number(text, region):
    number = phonenumbers.parse(text, region)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

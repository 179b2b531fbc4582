"""Build the list of Danish verb forms that the passive check needs from hunspell-da.

Each line of rettesnor/danish/data/verbs.txt is a form and its roles (see rettesnor/danish/verbs.py), sorted by
code point so that it can be searched as it lies. Run it again when Debian's hunspell-da is renewed:

    python tools/build_verbs.py [/usr/share/hunspell/da_DK]
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from build_dictionary import FORBIDDEN, Suffix, flag_set, forms, suffixes

PAST_EDE, PAST_TE, PASSIVE = "1", "20", "22"
# Suffix classes of the definite singular (-en, -et, with or without a doubled consonant): only nouns have them.
NOUN = {"2", "3", "4", "7"}
SPELLING = re.compile(r"[a-zß-öø-ÿ]+")
OUT = Path(__file__).parent / "rettesnor" / "danish" / "data" / "verbs.txt"


def passive(form: str) -> str:
    return form + ("es" if form[-1] in "iy" else "s")


def weak(infinitive: str, past: str, classes: dict[str, list[Suffix]]) -> Iterator[tuple[str, str]]:
    """Forms of a verb in -ede or -te, with their roles."""
    yield passive(infinitive), "s"
    for form, _ in forms(infinitive, frozenset({past}), {past: classes[past]}, depth=2):
        if form == infinitive:
            continue
        if form.endswith("t"):
            yield form, "p"
            yield (form + "e" if past == PAST_TE else form[:-1] + "de"), "q"
        else:
            yield form + "s", "d"


def strong(infinitive: str, listed: list[str]) -> Iterator[tuple[str, str]]:
    """Forms of a verb whose forms the dictionary lists one by one, with their roles."""
    have = set(listed)
    for form in listed:
        if form == infinitive + "s":
            yield form, "s"
        elif form.endswith("es") and form[:-2] in have and not form.endswith("nes"):
            yield form, "d"
        elif form.endswith("t"):
            yield form, "p"
        elif form.endswith(("ede", "te", "ne", "en")) and form != infinitive:
            yield form, "q"


def roles(stem: Path) -> dict[str, str]:
    classes = suffixes(stem.with_suffix(".aff"))
    found: dict[str, set[str]] = defaultdict(set)
    nouns: set[str] = set()
    for line in stem.with_suffix(".dic").read_text(encoding="utf-8").splitlines()[1:]:
        entry, *fields = line.split("\t")[0].split(" ")
        word, _, flag_text = entry.partition("/")
        flags = flag_set(flag_text)
        listed = [field[3:] for field in fields if field.startswith("al:")]
        if FORBIDDEN in flags or word != word.lower():
            continue
        if PASSIVE in flags and flags & {PAST_EDE, PAST_TE}:
            for past in sorted(flags & {PAST_EDE, PAST_TE}):
                for form, role in weak(word, past, classes):
                    found[form].add(role)
        elif not {word + "r", word + "er", word + "nde"}.isdisjoint(listed):
            for form, role in strong(word, listed):
                found[form].add(role)
        elif flags & NOUN:
            nouns.update(form for form, _ in forms(word, flags, classes))
    for form in found.keys() & nouns:
        found[form].add("n")
    return {form: "".join(sorted(role)) for form, role in found.items() if SPELLING.fullmatch(form)}


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the list of verb forms from hunspell-da.")
    parser.add_argument("dictionary", nargs="?", type=Path, default=Path("/usr/share/hunspell/da_DK"))
    stem: Path = parser.parse_args().dictionary
    lines = sorted(f"{form} {role}" for form, role in roles(stem).items())
    OUT.write_text("\n".join(["", *lines, ""]), encoding="latin-1")
    sys.stderr.write(f"{len(lines)} forms -> {OUT}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""One target fuzzed for a time: `python -m fuzz.run letter --seconds 600` with tests/ on the path (`make fuzz` runs all).

Half of the time pieces are put together (shapes.py), half of it raw bytes are changed; coverage leads both. An input that
breaks a law, or takes longer than `SLOW_S`, is kept in corpus/<target>/ and ends the run: from then on it is a test.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from word.ooxml import field, merge, p, run, simple, table

ROOT = Path(__file__).parents[2]
CORPUS = Path(__file__).parent / "corpus"
SLOW_S = 30
LONGEST = 3000  # bytes
TARGETS = ("letter", "citations", "query", "document")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--how", choices=("pieces", "bytes"))
    args = parser.parse_args()
    if args.how:
        _fuzz(args.target, args.how, args.seconds)
        return 0  # not reached: the fuzzer ends the process
    status = 0
    for how in ("pieces", "bytes"):
        command = [sys.executable, "-m", "fuzz.run", args.target, "--how", how]
        done = subprocess.run([*command, "--seconds", str(args.seconds // 2)], check=False)
        status |= done.returncode != 0
    return status


def _fuzz(target: str, how: str, seconds: int) -> None:
    import atheris

    with atheris.instrument_imports(include=["rettesnor"], enable_loader_override=False):
        from fuzz import laws, shapes
    from hypothesis import HealthCheck, given, settings

    law: Callable[[str], None] | Callable[[bytes], None] = getattr(laws, target)
    binary = target == "document"

    def kept(value: str | bytes) -> None:
        """The law, with the input written down when it breaks."""
        try:
            law(value)  # pyright: ignore[reportArgumentType] -- text or bytes as the target takes it
        except BaseException:
            data = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
            path = CORPUS / target / f"{hashlib.sha256(data).hexdigest()[:12]}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            print(f"\nBROKEN: {path}", flush=True)
            raise

    pieces = {"letter": shapes.LETTER, "citations": shapes.CITATIONS, "query": shapes.QUERY}
    shape = shapes.word_bodies() if binary else shapes.made(pieces[target], 16 if target == "query" else 40)
    structured = settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))(
        given(shape)(kept)
    ).hypothesis.fuzz_one_input

    def raw(data: bytes) -> None:
        kept(data if binary else data.decode("utf-8", "replace"))

    with tempfile.TemporaryDirectory() as folder:
        if how == "bytes":
            for number, data in enumerate(_seeds(target)):
                (Path(folder) / f"seed-{number}").write_bytes(data[:LONGEST])
        words = Path(folder).with_suffix(".dict")
        words.write_text(_dictionary(pieces.get(target, shapes.WORD)), encoding="ascii")
        arguments = [sys.argv[0], f"-max_total_time={seconds}", f"-timeout={SLOW_S}", f"-max_len={LONGEST}"]
        arguments += [
            f"-artifact_prefix={folder}-",
            "-rss_limit_mb=3000",
            "-verbosity=0",
            "-print_final_stats=1",
        ]
        if how == "bytes":
            arguments.append(f"-dict={words}")
        atheris.Setup([*arguments, folder], raw if how == "bytes" else structured)
        atheris.Fuzz()


def _seeds(target: str) -> Iterator[bytes]:
    """What is changed first: inputs that once broke a law, and the project's own texts."""
    for path in sorted((CORPUS / target).glob("*")):
        yield path.read_bytes()
    match target:
        case "letter":
            yield from (path.read_bytes() for path in sorted(ROOT.glob("letter_templates/*/letter.md")))
        case "citations":
            yield from (path.read_bytes() for path in sorted(ROOT.glob("procedures/*/*.md")))
        case "query":
            yield from (
                path.stem.replace("-", " ").encode() for path in sorted(ROOT.glob("procedures/*/*.md"))
            )
        case _:
            yield from (
                p(run(path.stem), merge("Navn"), style="Overskrift1").encode()
                for path in sorted(ROOT.glob("procedures/*/*.md"))
            )
            yield table(("a", "b"), ("c", p("d", number="1"))).encode()
            yield p(field('IF "1" = "2" "ja" "nej"', "ja"), simple("Dato")).encode()


def _dictionary(pieces: tuple[str, ...]) -> str:
    """The pieces in the form that libFuzzer reads, two digits for each byte that is no plain letter."""
    lines = (
        "".join(
            chr(byte) if chr(byte).isalnum() and byte < 128 else f"\\x{byte:02x}" for byte in piece.encode()
        )
        for piece in pieces
        if len(piece.encode()) <= 64
    )
    return "".join(f'"{line}"\n' for line in lines)


if __name__ == "__main__":
    sys.exit(main())

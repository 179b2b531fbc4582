"""One file: read it, use the result kept from before or make a new one. No fault in it stops another file."""

from collections.abc import Mapping

from rettesnor.checking.editions import beside
from rettesnor.checking.kept import Job, Noted, key, on_its_day
from rettesnor.checking.links import missing_links
from rettesnor.checking.results import Result
from rettesnor.checking.targets import Target
from rettesnor.letter.finished import finished_blocks
from rettesnor.lint import letter as lint
from rettesnor.load.letters import read_letter
from rettesnor.load.root import read_text
from rettesnor.model import ContentError, Incomplete, Letter

_NO_READER = "Filer af denne slags kan ikke læses her. Gem brevet som .md, .docx, .txt eller .html."


def check_one(job: Job, target: Target) -> Result:
    """What checking one file gives. A file that cannot be read, or that we fail on, is incomplete and says why."""
    try:
        if not target.path.is_file():
            reason = "Det er ikke en fil." if target.path.exists() else "Filen findes ikke."
            return Result(incomplete=(Incomplete(path=target.name, reason=reason),))
        if target.kind == "unreadable":
            return Result(incomplete=(Incomplete(path=target.name, reason=_NO_READER),))
        job = on_its_day(job, target)
        result = _check(job, target)
        job.results.put(key(job, target), result)
        return result
    except ContentError as error:
        return Result(
            incomplete=tuple(_entry(target.name, each.line, each.message) for each in error.problems)
        )
    except Exception as error:  # noqa: BLE001 -- the edge: our fault on one file must not hide the findings in the others
        reason = f"Rettesnor fejlede på denne fil ({type(error).__name__}). Det er en fejl hos os: meld den."
        return Result(incomplete=(Incomplete(path=target.name, reason=reason),))


def _entry(path: str, line: int, message: str) -> Incomplete:
    return Incomplete(path=path, reason=message if line == 1 else f"Linje {line}: {message}")


def _check(job: Job, target: Target) -> Result:
    if target.kind == "finished":
        return _finished(job, target)
    if target.kind == "word":
        from rettesnor.checking.word import lint_word, read_word  # Word's reader is slow to load

        letter = read_word(target.path, target.name)
        word = lint_word(letter, job.loaded.standard, name=target.name, day=job.day)
        return Result(findings=word.findings, incomplete=word.incomplete)
    snippets = Noted(job.root)
    file = read_letter(job.root, target.path)
    made = lint_with(job, target, file.letter, snippets)
    incomplete = (*made.incomplete, *(_entry(p.path, p.line, p.message) for p in file.problems))
    return Result(findings=made.findings, incomplete=incomplete, snippets=snippets.digests(snippets.asked))


def lint_with(job: Job, target: Target, letter: Letter, snippets: Mapping[str, str]) -> lint.Result:
    """The letter's findings as a file of the target's kind, nothing kept from before."""
    job = on_its_day(job, target)
    standard, day = job.loaded.standard, job.day
    missing = missing_links(job.root, target, letter.source, letter.body_start)
    told = beside(job.root, target, letter.source, day)
    match target.kind:
        case "procedure":
            return lint.lint_page(letter, standard, missing_links=missing, day=day, beside=told)
        case "snippet":
            return lint.lint_snippet(letter, standard, snippets=snippets, missing_links=missing, day=day)
        case _:
            return lint.lint_letter(
                letter, standard, snippets=snippets, missing_links=missing, day=day, beside=told
            )


def _finished(job: Job, target: Target) -> Result:
    base = job.root if target.path.is_relative_to(job.root) else target.path.parent
    source = read_text(base, target.path).text
    blocks = finished_blocks(source, path=target.name, html=target.path.suffix != ".txt")
    made = lint.lint_blocks(blocks, job.loaded.standard, path=target.name, source=source, day=job.day)
    return Result(findings=made.findings, incomplete=made.incomplete)

"""Laws that hold whatever is read: a letter, a text with citations, a query, a Word document. Each takes any input."""

import datetime
import re
import tempfile
from functools import cache
from pathlib import Path

from rettesnor.checking.standard import read_standard
from rettesnor.checking.word import lint_word
from rettesnor.danish.analysis import normal, tokens
from rettesnor.law.judgment import resolve
from rettesnor.lint.letter import lint_letter
from rettesnor.lint.standard import Standard
from rettesnor.load.letters import letter_from
from rettesnor.model import ContentError
from rettesnor.search.build import index
from rettesnor.search.document import Document
from rettesnor.search.folder import FolderStore
from rettesnor.search.names import Renaming
from rettesnor.search.searcher import Searcher
from rettesnor.word.read import read
from word.ooxml import docx

ROOT = Path(__file__).parents[2]
DAY = datetime.date(2026, 11, 22)
SNIPPETS = {"snippets/klage.md": "Du kan klage inden {{ frist }}.\n"}


@cache
def standard() -> Standard:
    return read_standard(ROOT, DAY)


@cache
def searcher() -> Searcher:
    """A small index, in a folder that goes with the process."""
    folder = tempfile.TemporaryDirectory()
    _kept.append(folder)
    store = FolderStore(Path(folder.name))
    pages = (
        Document(id="procedures/syg", kind="procedure", title="Forlængelse af sygedagpenge", url="/syg/", body="Sygedagpengene kan forlænges efter § 27. Udeblivelse fra samtale."),
        Document(id="content/glossary/bisidder", kind="term", title="bisidder", url="/b/", body="En person, som borgeren har med til mødet."),
    )  # fmt: skip
    names = (Renaming(old="jobplan", new="Min Plan", target="content/glossary/bisidder"),)
    index(pages, store, names=names, synonyms=(("bisidder", "mor med"),))
    return Searcher(store)


_kept: list[tempfile.TemporaryDirectory[str]] = []


def letter(source: str) -> None:
    """Any text is a letter: its faults are data, and what a finding quotes stands where it says."""
    found = letter_from(source, path="letter_templates/x/letter.md")
    result = lint_letter(found, standard(), snippets=SNIPPETS, missing_links=(), day=DAY)
    sources = {found.path: source, **{f"content/{name}": text for name, text in SNIPPETS.items()}}
    for finding in result.findings:
        text = sources[finding.path]
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.quote == text[finding.start : finding.end]
        ends = [end.end() for end in re.finditer(r"\r\n|\r|\n", text)]
        assert finding.line == sum(end <= finding.start for end in ends) + 1
        if finding.fix:
            assert 0 <= finding.fix.start <= finding.fix.end <= len(text)


def citations(text: str) -> None:
    """Citations come in order, quote the text, do not overlap, and can each be judged."""
    register = standard().register
    end = 0
    for citation in register.find(text):
        assert end <= citation.start < citation.end <= len(text)
        assert citation.text == text[citation.start : citation.end]
        assert resolve(citation, register, DAY).message
        end = citation.end


def query(text: str) -> None:
    """Any query has an answer; its words come in order and stand in what was typed, in NFC."""
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(normal(text))
        end = token.end
    results = searcher().search(text)
    assert results.total >= len(results.hits)


def document(data: bytes) -> None:
    """Any bytes are a Word document or are refused. What is no zip is taken for the body of one."""
    made = data if data.startswith(b"PK") else docx(data.decode("utf-8", "replace"))
    try:
        found = read(made, path="brev.docx")
    except ContentError:
        return
    assert 0 <= found.body_end <= len(found.text)
    ends = [origin.start for origin in found.origins]
    assert ends == sorted(ends)
    lint_word(found, standard(), name="brev.docx", day=DAY)

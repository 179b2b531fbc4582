"""A data file while somebody writes it: what its type says is wrong, as findings on the lines."""

from collections.abc import Mapping

from rettesnor.lint.places import LINE_END
from rettesnor.load.letters import CaseFile
from rettesnor.model import (
    Area,
    ContentError,
    Finding,
    Form,
    Organisation,
    Synonyms,
    System,
    TargetGroup,
    Term,
    Unit,
)
from rettesnor.model.channels import ChannelLimits, PrintLayout
from rettesnor.model.deadlines import DeadlineData
from rettesnor.model.decisions import Decision
from rettesnor.model.letter_rules import LetterKind
from rettesnor.model.own_words import OwnWords
from rettesnor.model.policy import Card
from rettesnor.model.portal import News
from rettesnor.model.statutes import Statute
from rettesnor.yamltext import decode

FOLDERS: Mapping[str, object] = {
    "content/contacts/": Unit,
    "content/decisions/": Decision,
    "content/forms/": Form,
    "content/glossary/": Term,
    "content/letter_kinds/": LetterKind,
    "content/policy/": Card,
    "content/print/": PrintLayout,
    "content/statutes/": Statute,
    "content/systems/": System,
    "letter_templates/": CaseFile,
}
FILES: Mapping[str, object] = {
    "content/areas.yml": tuple[Area, ...],
    "content/channels.yml": tuple[ChannelLimits, ...],
    "content/deadlines.yml": DeadlineData,
    "content/news.yml": tuple[News, ...],
    "content/organisation.yml": Organisation,
    "content/search/synonyms.yml": Synonyms,
    "content/target_groups.yml": tuple[TargetGroup, ...],
    "content/words.yml": OwnWords,
}


def data_problems(path: str, text: str) -> tuple[Finding, ...]:
    """What a reader of the file would refuse; nothing for a file whose type nobody knows."""
    folders = (type for folder, type in FOLDERS.items() if path.startswith(folder))
    wanted = FILES.get(path) or next(folders, None)
    if wanted is None or not path.endswith(".yml"):
        return ()
    try:
        decode(text, wanted, path=path)  # pyright: ignore[reportArgumentType, reportUnknownVariableType] -- the tables hold types
    except ContentError as error:
        return tuple(_finding(path, text, each.line, each.message) for each in error.problems)
    return ()


def _finding(path: str, text: str, line: int, message: str) -> Finding:
    starts = [0, *(end.end() for end in LINE_END.finditer(text))]
    start = starts[min(line, len(starts)) - 1]
    rest = LINE_END.search(text, start)
    end = rest.start() if rest else len(text)
    return Finding(
        rule="data", group="metadata", severity="error", path=path, line=line, column=1, end_line=line,
        end_column=end - start + 1, start=start, end=end, quote=text[start:end], message=message,
    )  # fmt: skip

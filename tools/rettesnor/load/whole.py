"""A content root as one Project: every kind of file read by its own type, and every reference looked up."""

import datetime
from pathlib import Path

import msgspec

from rettesnor.load.reader import UNNAMED, Reader
from rettesnor.load.references import (
    fact_problems,
    handover_problems,
    include_problems,
    reference_problems,
)
from rettesnor.model import (
    Area,
    Form,
    Organisation,
    Problem,
    Settings,
    Synonyms,
    System,
    TargetGroup,
    Term,
    Unit,
)
from rettesnor.model.channels import ChannelLimits, PrintLayout
from rettesnor.model.deadlines import DeadlineData
from rettesnor.model.letter_rules import LetterKind
from rettesnor.model.policy import Card
from rettesnor.model.portal import News
from rettesnor.model.project import Project
from rettesnor.model.registrations import Count, KnownFact
from rettesnor.model.statutes import Statute
from rettesnor.model.validity import in_force
from rettesnor.yamltext import suggest


def load(root: Path, *, day: datetime.date | None = None, proofread: bool = True) -> Project:
    """Everything below `root` as one Project, as it holds on `day` (today if not given); see `rettesnor.load.load`."""
    reader = Reader(root)
    day = day or datetime.date.today()
    organisation = reader.one("content/organisation.yml", Organisation, UNNAMED)
    if organisation is UNNAMED and not (root / "content/organisation.yml").is_file():
        message = "Filen mangler. Skriv navn, adresse og telefon på den, der står bag portalen."
        reader.problems.append(Problem(path="content/organisation.yml", message=message))
    written, variants = reader.procedures()
    procedures, coming_procedures = in_force(written, day=day)
    letters, coming_letters = in_force(reader.letters(), day=day)
    project = Project(
        organisation=organisation,
        day=day,
        settings=reader.one("content/settings.yml", Settings, Settings()),
        areas=reader.one("content/areas.yml", tuple[Area, ...], ()),
        target_groups=reader.one("content/target_groups.yml", tuple[TargetGroup, ...], ()),
        procedures=procedures,
        variants=variants,
        letters=letters,
        coming_procedures=coming_procedures,
        coming_letters=coming_letters,
        snippets=reader.snippets(),
        terms=reader.entries("content/glossary", Term, owner="unit", see="page"),
        systems=reader.entries("content/systems", System, owner="unit", replaced_by="system"),
        forms=reader.entries("content/forms", Form, owner="unit", replaced_by="form", system="system"),
        units=reader.entries("content/contacts", Unit, hands_over_to="unit"),
        deadlines=reader.one("content/deadlines.yml", DeadlineData, DeadlineData()),
        channels=reader.one("content/channels.yml", tuple[ChannelLimits, ...], ()),
        print_layouts=reader.entries("content/print", PrintLayout),
        decisions=reader.decisions(),
        facts=reader.one("content/facts.yml", tuple[KnownFact, ...], ()),
        counts=reader.entries("content/registrations", Count, procedure="procedure", owner="unit"),
        statutes=reader.entries("content/statutes", Statute),
        cards=reader.entries("content/policy", Card),
        letter_kinds=reader.entries("content/letter_kinds", LetterKind),
        pages=reader.pages(),
        news=reader.one("content/news.yml", tuple[News, ...], ()),
        synonyms=reader.one("content/search/synonyms.yml", Synonyms, Synonyms()),
    )
    wanted, layouts = project.settings.print_layout, [layout.id for layout in project.print_layouts]
    if wanted not in layouts and (layouts or wanted != Settings().print_layout):
        message = f"print_layout »{wanted}« findes ikke i content/print/.{suggest(wanted, layouts)}"
        reader.problems.append(Problem(path="content/settings.yml", message=message))
    rules = {id: file for file, id in reader.files.items() if file.startswith("content/policy/")}
    problems = list(reader.problems)
    if proofread:
        problems += reference_problems(project, reader.references)
        problems += handover_problems(project)
        problems += reader.wrong_variants(project)
        problems += fact_problems(project)
        problems += include_problems(project)
    return msgspec.structs.replace(project, rule_files=rules, problems=tuple(sorted(problems, key=_place)))


def _place(problem: Problem) -> tuple[str, int, str]:
    return problem.path, problem.line, problem.message

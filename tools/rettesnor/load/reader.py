"""Reads a content root file by file: each kind by its own type, what it names noted, and every fault kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from rettesnor.load.letters import read_letter
from rettesnor.load.references import (
    Kind,
    Reference,
)
from rettesnor.load.root import TextFile, files, read_text
from rettesnor.load.steps import read_steps
from rettesnor.model import (
    ContentError,
    Form,
    Letter,
    Organisation,
    Problem,
    Procedure,
    ProcedureHead,
    Snippet,
    SnippetHead,
    System,
    Term,
    Unit,
)
from rettesnor.model.channels import PrintLayout
from rettesnor.model.decisions import Decision, faults
from rettesnor.model.letter_rules import LetterKind
from rettesnor.model.policy import Card
from rettesnor.model.portal import PortalPage, PortalPageHead
from rettesnor.model.project import Project
from rettesnor.model.registrations import Count
from rettesnor.model.statutes import Statute
from rettesnor.model.validity import editions
from rettesnor.model.variants import Variant, VariantHead
from rettesnor.model.variants import faults as variant_faults
from rettesnor.yamltext import Document, convert, read, split_front_matter, suggest

T = TypeVar("T")
Entry = TypeVar(
    "Entry", bound="Term | System | Form | Unit | Statute | Card | LetterKind | PrintLayout | Count"
)


PROCEDURE_KEYS: dict[str, Kind] = {
    "owner": "unit",
    "contact": "unit",
    "target_groups": "target_group",
    "letters": "letter",
    "forms": "form",
    "systems": "system",
    "before": "procedure",
    "after": "procedure",
    "replaced_by": "procedure",
}


UNNAMED = Organisation(name="Organisationen", short_name="", municipality="", address="", phone="", web="")


class Reader:
    """Reads one root; `problems`, `references` and `files` (without ending -> id) grow as files are read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.references: list[Reference] = []
        self.files: dict[str, str] = {}
        self.documents: dict[str, Document] = {}

    def texts(self, folder: str, suffix: str) -> Iterator[TextFile]:
        """The readable files of a folder; what cannot be read is a problem."""
        for found in files(self.root, folder, suffix):
            if isinstance(found, Problem):
                self.problems.append(found)
                continue
            try:
                yield read_text(self.root, found)
            except ContentError as error:
                self.problems += error.problems

    def one(self, name: str, type: type[T], default: T) -> T:
        """The single file `name`, or `default` when it is missing or faulty (a problem)."""
        path = self.root / name
        if not path.is_file():
            return default
        try:
            return self._decode(read_text(self.root, path), type)
        except ContentError as error:
            self.problems += error.problems
            return default

    def entries(self, folder: str, type: type[Entry], **keys: Kind) -> tuple[Entry, ...]:
        """One entry for each YAML file below `folder`, whose id is the file's name.

        `keys` are the fields that name something else, with the kind of thing they name.
        """
        found: dict[str, Entry] = {}
        for file in self.texts(folder, ".yml"):
            try:
                document = read(file.text, path=file.path)
                entry = convert(document, type, path=file.path)
            except ContentError as error:
                self.problems += error.problems
                continue
            stem = Path(file.path).stem
            if entry.id != stem:
                message = f"id er »{entry.id}«, men filen hedder »{stem}«. Gør dem ens."
                self.problems.append(Problem(path=file.path, message=message))
            if entry.id in found:
                message = f"id »{entry.id}« findes allerede i en anden mappe. Giv filen et andet navn."
                self.problems.append(Problem(path=file.path, message=message))
                continue
            found[entry.id] = entry
            self.files[file.path.removesuffix(".yml")] = entry.id
            self._refer(file.path, document, **keys)
        return tuple(found.values())

    def decisions(self) -> tuple[Decision, ...]:
        found: list[Decision] = []
        for file in self.texts("content/decisions", ".yml"):
            try:
                document = read(file.text, path=file.path)
                decision = convert(document, Decision, path=file.path)
            except ContentError as error:
                self.problems += error.problems
                continue
            wrong = faults(decision)
            for place, message in wrong:
                self.problems.append(Problem(path=file.path, line=document.line(*place), message=message))
            for index, outcome in enumerate(decision.outcomes):
                for number, page in enumerate(outcome.see):
                    line = document.line("outcomes", index, "see", number)
                    self.references.append(Reference(path=file.path, line=line, kind="page", id=page))
            self._refer(file.path, document, owner="unit")
            if not wrong:
                found.append(decision)
        return tuple(found)

    def procedures(self) -> tuple[tuple[Procedure, ...], tuple[Variant, ...]]:
        """Every edition of every procedure, and what units do otherwise."""
        found: list[Procedure] = []
        variants: list[Variant] = []
        for file in self.texts("procedures", ".md"):
            unit = editions(Path(file.path).stem).unit
            if unit is None:
                found += filter(None, (self.procedure(file),))
            else:
                variants += filter(None, (self.variant(file, unit),))
        return tuple(found), tuple(variants)

    def snippets(self) -> tuple[Snippet, ...]:
        found: list[Snippet] = []
        for file in self.texts("content/snippets", ".md"):
            front = split_front_matter(file.text)
            try:
                document = read(front.yaml, path=file.path, first_line=front.yaml_line)
                head = convert(document, SnippetHead, path=file.path)
                self._refer(file.path, document, owner="unit")
            except ContentError as error:
                self.problems += error.problems
                head = SnippetHead()
            found.append(
                Snippet(
                    id=file.path.removesuffix(".md"),
                    path=file.path,
                    head=head,
                    source=file.text,
                    body_start=front.body_start,
                )
            )
        return tuple(found)

    def pages(self) -> tuple[PortalPage, ...]:
        """The portal's own pages, content/*.md."""
        found: list[PortalPage] = []
        for path in sorted((self.root / "content").glob("*.md")):
            try:
                file = read_text(self.root, path)
                front = split_front_matter(file.text)
                document = read(front.yaml, path=file.path, first_line=front.yaml_line)
                head = convert(document, PortalPageHead, path=file.path)
            except ContentError as error:
                self.problems += error.problems
                continue
            name = file.path.removesuffix(".md")
            body = file.text[front.body_start :]
            found.append(PortalPage(id=name, path=file.path, head=head, body=body, body_line=front.body_line))
        return tuple(found)

    def letters(self) -> tuple[Letter, ...]:
        base = self.root / "letter_templates"
        found: list[Letter] = []
        for folder in sorted(base.iterdir()) if base.is_dir() else ():
            if folder.name.startswith("."):
                continue
            name = folder.relative_to(self.root).as_posix()
            paths = sorted(path for path in folder.glob("letter*.md") if editions(path.stem).own == "letter")
            if not paths:
                message = "Her skal ligge en mappe med filen letter.md. Læg brevet der, eller slet mappen."
                self.problems.append(Problem(path=name, message=message))
            for path in paths:
                try:
                    file = read_letter(self.root, path)
                except ContentError as error:
                    self.problems += error.problems
                    continue
                if edition := editions(path.stem).unit:
                    self._not_a_day(file.letter.path, edition)
                    continue
                found.append(file.letter)
                if other := file.letter.head.replaced_by:
                    self.references.append(Reference(path=file.letter.path, line=1, kind="letter", id=other))
                self.problems += [each for each in file.problems if each not in self.problems]
        return tuple(found)

    def _not_a_day(self, path: str, said: str) -> None:
        message = (
            f"»{said}« i filens navn er ingen dag. Skriv den dag, brevet gælder fra: letter@2027-01-01.md."
        )
        self.problems.append(Problem(path=path, message=message))

    def variant(self, file: TextFile, unit: str) -> Variant | None:
        """What a unit does otherwise; None where the file is faulty (a problem)."""
        front = split_front_matter(file.text)
        try:
            document = read(front.yaml, path=file.path, first_line=front.yaml_line)
            head = convert(document, VariantHead, path=file.path)
        except ContentError as error:
            self.problems += error.problems
            return None
        body = file.text[front.body_start :]
        steps = read_steps(body, path=file.path, first_line=front.body_line)
        self.problems += steps.problems
        self._refer(file.path, document, owner="unit")
        common = f"{Path(file.path).parent.as_posix()}/{editions(Path(file.path).stem).own}"
        self.references += [each for each in steps.references if each.kind != "step"]
        self.references.append(Reference(path=file.path, line=1, kind="unit", id=unit))
        self.references.append(
            Reference(path=file.path, line=1, kind="procedure", id=common.removeprefix("procedures/"))
        )
        self.documents[file.path] = document
        return Variant(
            id=file.path.removesuffix(".md"),
            path=file.path,
            procedure=common,
            unit=unit,
            head=head,
            body=body,
            body_line=front.body_line,
            steps=steps.steps,
        )

    def wrong_variants(self, project: Project) -> Iterator[Problem]:
        """What is wrong in a variant, seen beside the common page."""
        common = {procedure.id: procedure for procedure in project.procedures}
        for variant in project.variants:
            procedure = common.get(variant.procedure)
            for place, message in variant_faults(variant, procedure) if procedure else ():
                line = self.documents[variant.path].line(*place) if place else variant.body_line
                yield Problem(path=variant.path, line=line, message=message)

    def procedure(self, file: TextFile) -> Procedure | None:
        """One edition of a procedure; None where the file is faulty (a problem)."""
        front = split_front_matter(file.text)
        try:
            document = read(front.yaml, path=file.path, first_line=front.yaml_line)
            head = convert(document, ProcedureHead, path=file.path)
        except ContentError as error:
            self.problems += error.problems
            return None
        parts = Path(file.path).parts
        if len(parts) != 3:
            message = "En arbejdsgang ligger i et område: procedures/<område>/<navn>.md. Flyt filen."
            self.problems.append(Problem(path=file.path, message=message))
            return None
        body = file.text[front.body_start :]
        steps = read_steps(body, path=file.path, first_line=front.body_line)
        self.problems += steps.problems
        self._refer(file.path, document, **PROCEDURE_KEYS)
        self.references.append(Reference(path=file.path, line=1, kind="area", id=parts[1]))
        anchors = {step.id for step in steps.steps}
        for reference in steps.references:
            if reference.kind != "step":
                self.references.append(reference)
            elif reference.id not in anchors:
                hint = suggest(reference.id, sorted(anchors))
                message = f"Trinnet »#{reference.id}« findes ikke på siden.{hint}"
                self.problems.append(Problem(path=file.path, line=reference.line, message=message))
        edition = editions(Path(file.path).stem)
        if edition.day and head.valid_from not in (None, edition.day):
            message = f"valid_from er {head.valid_from}, men filen hedder @{edition.day}. Gør dem ens."
            self.problems.append(Problem(path=file.path, line=document.line("valid_from"), message=message))
        return Procedure(
            id=f"{Path(file.path).parent.as_posix()}/{edition.own}",
            path=file.path,
            area=parts[1],
            head=msgspec.structs.replace(head, valid_from=edition.day) if edition.day else head,
            body=body,
            body_line=front.body_line,
            steps=steps.steps,
            source=file.text,
        )

    def _decode(self, file: TextFile, type: type[T]) -> T:
        return convert(read(file.text, path=file.path), type, path=file.path)

    def _refer(self, path: str, document: Document, **keys: Kind) -> None:
        """Note what the fields `keys` of a decoded document name."""
        fields: dict[str, object] = document.value if isinstance(document.value, dict) else {}  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] -- decoded before
        for key, kind in keys.items():
            value = fields.get(key)
            items: list[object] = value if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownVariableType] -- decoded before
            for index, item in enumerate(items):
                if isinstance(item, str):
                    line = document.line(key, index) if isinstance(value, list) else document.line(key)
                    self.references.append(Reference(path=path, line=line, kind=kind, id=item))

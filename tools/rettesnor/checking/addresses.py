"""Every address on the web that the content holds, and where."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rettesnor.law.register import url
from rettesnor.load.root import TextFile, files, read_text
from rettesnor.model import ContentError, Problem
from rettesnor.model.statutes import Statute
from rettesnor.model.web_links import Place

FOLDERS = (
    ("content", ".md"),
    ("content", ".yml"),
    ("procedures", ".md"),
    ("letter_templates", ".md"),
)
_ADDRESS = re.compile(r"https?://[^\s<>\"'«»\]}|\\^`{]{1,2000}", re.IGNORECASE)
_SAID = re.compile(r"\[([^\]]*)\]\(<?$")
_TITLE = re.compile(r"title:\s*[\"']?(.*?)[\"']?(?:,\s*\w+:|\s*$)")
_ENDS = ".,;:!?*_"
_NEAR = 300  # so many signs before an address may hold the words of its link
# Reserved for examples (RFC 2606): nobody answers there.
_EXAMPLE = re.compile(r"(?:^|\.)(?:example|test|invalid|localhost)$|(?:^|\.)example\.(?:com|org|net)$")


def addresses(root: Path, statutes: Iterable[Statute] = ()) -> dict[str, tuple[Place, ...]]:
    """Address -> places, in the order of files; those that the portal makes for acts are among them."""
    found: dict[str, list[Place]] = {}
    for file in content_files(root):
        for address, place in in_text(file):
            found.setdefault(address, []).append(place)
    for statute in statutes:
        for version in statute.versions:
            for made in filter(None, map(url, (version, *version.amendments))):
                place = Place(path=f"content/statutes/{statute.id}.yml", line=1, said=statute.title)
                found.setdefault(made, []).append(place)
    return {address: tuple(places) for address, places in found.items()}


def in_text(file: TextFile) -> Iterator[tuple[str, Place]]:
    """The addresses of one file. Of rules about words only the sources count: the rest are examples of faults."""
    lines = file.text.splitlines()
    only_sources = file.path.startswith("content/policy/")
    for number, line in enumerate(lines, 1):
        if only_sources and "url:" not in line:
            continue
        for match in _ADDRESS.finditer(line):
            address = _trimmed(match[0])
            host = re.sub(r"^https?://|[/:?#].*$", "", address.lower())
            if host and not _EXAMPLE.search(host):
                yield (
                    address,
                    Place(path=file.path, line=number, said=_said(lines, number - 1, match.start())),
                )


def content_files(root: Path) -> Iterator[TextFile]:
    """Every file of content that may hold an address."""
    for folder, suffix in FOLDERS:
        for found in files(root, folder, suffix):
            if isinstance(found, Problem) or found.name == "settings.yml":
                continue
            try:
                yield read_text(root, found)
            except ContentError:
                continue  # `check` and `build` tell what cannot be read


def _trimmed(address: str) -> str:
    """The address without the full stop or bracket that belongs to the sentence around it."""
    while address and (
        address[-1] in _ENDS or (address[-1] == ")" and address.count(")") > address.count("("))
    ):
        address = address[:-1]
    return address


def _said(lines: list[str], at: int, start: int) -> str:
    """The words of a Markdown link, or the title on the same line of YAML or the lines above."""
    said = _SAID.search(lines[at][max(0, start - _NEAR) : start])
    if said:
        return said[1]
    for line in lines[at : max(-1, at - 3) : -1] if at >= 3 else lines[at::-1]:
        title = _TITLE.search(line[:_NEAR])
        if title:
            return title[1]
    return ""

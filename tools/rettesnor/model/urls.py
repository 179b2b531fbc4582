"""Where the portal shows each thing: the one place that turns an id into an address.

An id is the file's path in the root without its ending (a letter: its folder).
"""

from pathlib import PurePosixPath
from typing import Literal, get_args

from rettesnor.model.validity import editions

Kind = Literal["procedure", "letter", "term", "law", "form", "system", "contact", "snippet", "rule", "page"]
KINDS: tuple[Kind, ...] = get_args(Kind)

KIND_NAMES: dict[Kind, str] = {
    "procedure": "Arbejdsgang",
    "letter": "Brev",
    "term": "Ord",
    "law": "Lov",
    "form": "Blanket",
    "system": "System",
    "contact": "Kontakt",
    "snippet": "Standardtekst",
    "rule": "Sprogregel",
    "page": "Side",
}

# Where the files of a kind lie, and under which address they are shown.
FOLDERS: dict[Kind, tuple[str, str]] = {
    "procedure": ("procedures/", "/procedures/"),
    "letter": ("letter_templates/", "/letters/"),
    "term": ("content/glossary/", "/glossary/"),
    "law": ("content/statutes/", "/law/"),
    "form": ("content/forms/", "/forms/"),
    "system": ("content/systems/", "/systems/"),
    "contact": ("content/contacts/", "/contacts/"),
    "snippet": ("content/snippets/", "/snippets/"),
    "rule": ("content/policy/", "/policy/"),
    "page": ("content/", "/"),
}


def content_id(kind: Kind, short_id: str) -> str:
    """`content_id("system", "fasit")` is `content/systems/fasit`; a full id stays as it is."""
    folder = FOLDERS[kind][0]
    return short_id if short_id.startswith(folder) else folder + short_id


def url(kind: Kind, full_id: str) -> str:
    """The address in the portal, from the site's root, with a slash at both ends.

    A rule is known by its id alone: `content/policy/terms/jobplan` is shown at `/policy/jobplan/`.
    """
    folder, address = FOLDERS[kind]
    rest = full_id.removeprefix(folder)
    if kind == "rule":
        rest = rest.rpartition("/")[2]
    return f"{address}{rest}/"


def of_file(path: str) -> tuple[Kind, str] | None:
    """The kind and full id of the page that a file of content is shown as; None for a file without a page of its own.

    A rule's folders are no part of its id (see `url`), and all editions of a page have one id (see `validity`).
    """
    if "@" in path and (name := editions(PurePosixPath(path).stem)).day is not None:
        path = str(PurePosixPath(path).with_stem(name.own))
    if path.startswith("letter_templates/"):
        return ("letter", path.removesuffix("/letter.md")) if path.endswith("/letter.md") else None
    for kind, (folder, _) in FOLDERS.items():
        if kind != "page" and path.startswith(folder):
            name = path.rpartition(".")[0].removeprefix(folder)
            return kind, folder + (name.rpartition("/")[2] if kind == "rule" else name)
    own = path.startswith("content/") and path.count("/") == 1 and path.endswith(".md")
    decision = path.startswith("content/decisions/")
    return ("page", path.rpartition(".")[0]) if own or decision else None

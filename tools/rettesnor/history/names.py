"""What keys, values and ids in one file of content are called where people read about it."""

import re
from collections.abc import Callable

from rettesnor.history.labels import LABELS, REFERENCES, STEP_REFERENCES, VALUES
from rettesnor.model.urls import Kind, content_id, of_file

# A full id to the title of what it names, None where there is nothing of that name. A target group, which has no
# file of its own, is asked for as `content/target_groups.yml#id`.
Called = Callable[[str], str | None]
TARGET_GROUPS = "content/target_groups.yml#"

_LABELLED = re.compile(rf"^[-*][ \t]+(?P<label>{'|'.join(STEP_REFERENCES)}):[ \t]+[^\n]*", re.MULTILINE)
_ID = re.compile(r"(?<![\w#/-])[a-z0-9]+(?:[-/][a-z0-9]+)*(?![\w/-])")


def nothing(_: str) -> str | None:
    """For who knows no titles: ids stand as they are."""
    return None


class Names:
    """The names in the file `path`; `called` knows the titles of other pages."""

    def __init__(self, path: str, called: Called) -> None:
        self._called = called
        page = of_file(path)
        self._kind: Kind | None = page[0] if page else None

    def label(self, key: str) -> str:
        """»Ansvarlig« for `owner`."""
        if key == "forms" and self._kind in {"term", "rule"}:
            return "Former"
        return LABELS.get(key, key)

    def value(self, key: str, text: str) -> str:
        """»I brug« for `in_use`, a unit's name for its id."""
        if text in (named := VALUES.get(key, {})):
            return named[text]
        if key == "target_groups":
            return self._called(TARGET_GROUPS + text) or text
        kind = self._kind if key == "replaced_by" else REFERENCES.get(key)
        if kind is None:
            return text
        return self._called(text if kind == "page" else content_id(kind, text)) or text

    def steps(self, markdown: str) -> str:
        """The labelled lists of a procedure's steps with names for ids."""
        return _LABELLED.sub(self._named, markdown) if self._kind == "procedure" else markdown

    def _named(self, line: re.Match[str]) -> str:
        kinds = STEP_REFERENCES[line["label"]]

        def name(id: re.Match[str]) -> str:
            found = (self._called(content_id(kind, id[0])) for kind in kinds)
            return next(filter(None, found), id[0])

        start, colon, rest = line[0].partition(":")
        return f"{start}{colon}{_ID.sub(name, rest)}"

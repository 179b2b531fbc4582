"""Standard texts where procedures show them: the words with the fields' own names, and a button that copies them."""

from rettesnor.model import Field
from rettesnor.model.includes import included
from rettesnor.model.urls import content_id
from rettesnor.portal.page import fill
from rettesnor.portal.site import Site, body
from rettesnor.portal.template_text import readable


def shown(site: Site, name: str, *, number: int) -> str:
    """The text `name` as HTML for the `number`th place of a page; says so where there is none."""
    full_id = content_id("snippet", name)
    snippet = next((snippet for snippet in site.project.snippets if snippet.id == full_id), None)
    if snippet is None:
        return fill("included.html", name=name, entry=None, text="", number=number)
    text = readable(body(snippet), fields=fields(site, name), include=lambda _: None, below=1)
    return fill("included.html", name=name, entry=site.entries[full_id], text=text, number=number)


def fields(site: Site, name: str) -> dict[str, Field]:
    """The fields of a text as the letters that use it declare them: a text declares none of its own."""
    return {
        field.name: field
        for letter in reversed(site.project.letters)
        if name in included(letter.source)
        for field in reversed(letter.head.fields)
    }

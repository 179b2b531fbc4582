"""A page of the portal before anything frames it: its address, its words and its table of contents."""

import re
from functools import cache

import jinja2
from markupsafe import Markup

from rettesnor.model import Record
from rettesnor.portal import wording
from rettesnor.portal.markdown import Heading
from rettesnor.portal.site import Ref

_ROOTED = re.compile(r'(\s(?:href|src|action|content)=")/(?!/)')


class Fact(Record, frozen=True, kw_only=True):
    """A label and what stands beside it; `strong` for what a reader looks for first."""

    label: str
    values: tuple[Ref, ...]
    strong: bool = False


class Page(Record, frozen=True, kw_only=True):
    """`html` is the whole of the page between header and footer, with addresses from the site's root.

    `section` is the address that the menu marks, `trail` the way down to the page without the page itself,
    `path` the file that the page is made from. `asks` is whether readers are asked if they found what they looked for.
    """

    url: str
    title: str
    html: str
    headings: tuple[Heading, ...] = ()
    description: str = ""
    section: str = ""
    trail: tuple[Ref, ...] = ()
    layout: str = "page"
    path: str | None = None
    asks: bool = True


HOME = Ref(text="Forside", url="/")


@cache
def environment() -> jinja2.Environment:
    """Our templates. What comes from authors is escaped unless it is Markup made by `markdown`."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("rettesnor.portal", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["long_date"] = wording.long_date
    made.filters["thousands"] = wording.thousands
    made.filters["hours"] = wording.hours
    made.filters["kind_name"] = wording.kind_name
    made.filters["capitalize_first"] = wording.capitalized
    return made


def fill(name: str, /, **values: object) -> str:
    """A template of ours with its values."""
    return environment().get_template(name).render(values)


def fact(label: str, *values: Ref | str | None, strong: bool = False) -> tuple[Fact, ...]:
    """A fact with the values that there are; none at all where there are none."""
    refs = tuple(Ref(text=value) if isinstance(value, str) else value for value in values if value)
    return (Fact(label=label, values=refs, strong=strong),) if refs else ()


def safe(html: str) -> Markup:
    """HTML that we made ourselves, for templates."""
    return Markup(html)


def base(url: str) -> str:
    """The way from the page at `url` up to the site's root, so that a portal can lie in any folder of any host."""
    return "../" * (url.count("/") - 1) or "./"


def relative(html: str, base: str) -> str:
    """`html` with every address that starts at the site's root starting at `base` instead."""
    return _ROOTED.sub(lambda found: found[1] + base, html)

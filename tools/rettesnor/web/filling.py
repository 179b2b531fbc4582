"""The pages that the service fills in itself."""

import re
from functools import cache

import jinja2


@cache
def template(name: str) -> jinja2.Template:
    """One of `templates/`; what is filled in is escaped, and a value that is missing is an error."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("rettesnor.web", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def put(built: str, place: str, inner: str) -> str:
    """A built page with `inner` where it says `<!-- place -->...<!-- /place -->`."""
    return re.sub(f"<!-- {place} -->.*?<!-- /{place} -->", lambda _: inner, built, count=1, flags=re.DOTALL)

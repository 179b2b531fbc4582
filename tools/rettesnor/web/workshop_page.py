"""What all pages of the workshop share: the portal's frame, who asks, the way between its rooms, and what is wrong now."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from rettesnor.model import Record
from rettesnor.model.access import Person
from rettesnor.web import assets
from rettesnor.web.access import LOCAL_NOTICE, TOKEN_FIELD, Access
from rettesnor.web.filling import template
from rettesnor.web.frame import Frame, up
from rettesnor.workshop.errands import Trouble

OVERVIEW = "vaerksted/"
TABS = (
    (OVERVIEW, "Oversigt"),
    ("vaerksted/tavle/", "Tavle"),
    ("vaerksted/forslag/", "Forslag"),
    ("vaerksted/nyt/", "Opret nyt"),
    ("vaerksted/erstat/", "Erstat ord"),
    ("indbakke/", "Indbakke"),
    ("soegelog/", "Søgelog"),
)
_HEADERS = {"Cache-Control": "no-store"}


class Tab(Record, frozen=True, kw_only=True):
    """A room of the workshop in the menu; `here` where the page belongs to it."""

    title: str
    url: str
    here: bool


class WorkshopPage:
    """Makes whole pages; `troubles` are what does not work outside."""

    def __init__(
        self, frame: Frame, access: Access, *, troubles: Callable[[], tuple[Trouble, ...]] = tuple
    ) -> None:
        self._frame, self.access, self._troubles = frame, access, troubles

    def show(
        self, request: Request, person: Person, name: str, *, title: str, status: int = 200, **values: object
    ) -> Response:
        """The template with its values, and what every template may use."""
        way = up(request)
        asked = request.url.path.lstrip("/")
        inner = template(name).render(
            up=way,
            title=title,
            person=person,
            token=self.access.token(request),
            token_field=TOKEN_FIELD,
            local=LOCAL_NOTICE if self.access.local else "",
            style=assets.address("workshop.css"),
            tabs=[
                Tab(
                    title=text,
                    url=f"{way}{path}",
                    here=asked == path if path == OVERVIEW else asked.startswith(path),
                )
                for path, text in TABS
            ],
            troubles=self._troubles(),
            **values,
        )
        page = self._frame.page(request, title=title, inner=inner, layout="workshop")
        return HTMLResponse(page, status, _HEADERS)


def sent(request: Request, place: str) -> Response:
    """On to a page of the workshop after a form, so that loading it again sends nothing twice."""
    return RedirectResponse(f"{up(request)}vaerksted/{place}", 303, _HEADERS)

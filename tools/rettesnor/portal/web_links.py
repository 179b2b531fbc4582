"""The page of links out of the portal: what `rettesnor links` found last, worst first."""

from rettesnor.history.marks import HERE
from rettesnor.model import Record
from rettesnor.model.urls import of_file, url
from rettesnor.model.web_links import DEAD, UNKNOWN, Link, LinkReport
from rettesnor.portal import wording
from rettesnor.portal.markdown import Heading
from rettesnor.portal.page import HOME, Page, fill
from rettesnor.portal.site import WEB_LINKS, Ref, Site


class Row(Record, frozen=True, kw_only=True):
    """One address, what happened, what to write instead, and the pages it stands on."""

    url: str
    what: str
    instead: str | None
    places: tuple[Ref, ...]


class Group(Record, frozen=True, kw_only=True):
    id: str
    title: str
    about: str
    rows: tuple[Row, ...]


def web_links_page(site: Site) -> Page:
    """The page as the last report has it."""
    report = site.web_links
    groups = _groups(report, site) if report else ()
    html = fill(
        "web_links.html",
        report=report,
        day=wording.long_date(report.time.astimezone(HERE).date()) if report else "",
        groups=groups,
        fine=sum(link.answer.status == "ok" and not link.old for link in report.links) if report else 0,
    )
    return Page(
        url=WEB_LINKS,
        title="Links ud af portalen",
        html=html,
        headings=tuple(Heading(level=2, id=group.id, title=group.title) for group in groups if group.rows),
        description="Adresser på nettet, som ikke svarer, er flyttet eller er gamle.",
        section=WEB_LINKS,
        trail=(HOME,),
    )


def _groups(report: LinkReport, site: Site) -> tuple[Group, ...]:
    def group(id: str, title: str, about: str, links: list[Link]) -> Group:
        return Group(id=id, title=title, about=about, rows=tuple(_row(link, site) for link in links))

    links = report.links
    told = [link for link in links if link.answer.status in ("moved", "fragment", "refused") and not link.old]
    return (
        group("doede", "Døde", "Ret linket, eller slet det.", [x for x in links if x.answer.status in DEAD]),
        group(
            "gamle",
            "Gamle adresser på Retsinformation",
            "Kør »rettesnor links --fix«, så skrives de om, hvor det er sikkert. Resten skal slås op.",
            [link for link in links if link.old and link.answer.status not in DEAD],
        ),
        group("aendrede", "Flyttet eller ændret", "De virker, men skriv den nye adresse.", told),
        group(
            "uvist",
            "Svarede ikke denne gang",
            "Det er ikke sikkert, at de er døde. Se igen næste gang.",
            [link for link in links if link.answer.status in UNKNOWN and not link.old],
        ),
    )


def _row(link: Link, site: Site) -> Row:
    answer = link.answer
    code = f" ({answer.code})" if answer.code else ""
    return Row(
        url=answer.url,
        what=f"{answer.detail or 'Den svarer.'}{code}",
        instead=link.rewrite or answer.to,
        places=tuple(dict.fromkeys(_place(place.path, place.line, site) for place in link.places)),
    )


def _place(path: str, line: int, site: Site) -> Ref:
    page = of_file(path)
    entry = site.entries.get(page[1]) if page else None
    if entry is not None:
        return Ref(text=entry.title, url=entry.url)
    return Ref(text=f"{path}, linje {line}", url=url(*page) if page and page[0] == "page" else None)

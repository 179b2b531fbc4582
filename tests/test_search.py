"""What a search finds, in an index of a few pages."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rettesnor.model import ContentError
from rettesnor.model.urls import Kind, url
from rettesnor.search.build import index
from rettesnor.search.document import Document
from rettesnor.search.folder import FolderStore
from rettesnor.search.names import Renaming
from rettesnor.search.results import Results
from rettesnor.search.searcher import Searcher


def page(short_id: str, title: str, body: str, kind: Kind = "procedure", **more: object) -> Document:
    return Document(id=short_id, kind=kind, title=title, url=url(kind, short_id), body=body, **more)  # pyright: ignore[reportArgumentType] -- a test's shorthand


PAGES = (
    page(
        "procedures/sygedagpenge/forlaengelse",
        "Forlængelse af sygedagpenge",
        "Vurder i god tid, om borgeren opfylder en grund til at forlænge. Brug § 27 i loven og <b>blanketten</b>.",
        area="sygedagpenge",
        target_groups=("sygedagpenge",),
        unit="kontor-2",
    ),
    page(
        "procedures/kontanthjaelp/udeblivelse",
        "Borgeren udebliver fra en samtale",
        "Ring til borgeren samme dag. Skriv i journalen. Husk mødepligten, og tal om rådighed.",
        area="kontanthjaelp",
        target_groups=("kontanthjaelp", "unge"),
        unit="kontor-1",
    ),
    page(
        "letter_templates/partshoering",
        "Partshøring: udeblivelse",
        "Vi vil gerne høre din forklaring.",
        "letter",
        area="kontanthjaelp",
    ),
    page(
        "content/glossary/min-plan",
        "Min Plan",
        "Den aftale, som borgeren og kommunen laver.",
        "term",
        former=("jobplan",),
    ),
    page(
        "content/glossary/sygedagpenge",
        "Sygedagpenge",
        "Penge til en borger, der er for syg til at arbejde.",
        "term",
    ),
    page(
        "content/forms/ab-201",
        "Tilbud om praktik (AB 201)",
        "Blanket på papir fra 2008.",
        "form",
        keywords=("AB 201",),
    ),
    page(
        "content/contacts/ydelsesservice",
        "Ydelsesservice",
        "Svarer på spørgsmål om udbetaling.",
        "contact",
        unit="ydelsesservice",
    ),
    page("content/glossary/bisidder", "bisidder", "En person, som borgeren har med til mødet.", "term"),
)
NAMES = (Renaming(old="jobplan", new="Min Plan", target="content/glossary/min-plan"),)
SYNONYMS = (("bisidder", "mor med", "ledsager"), ("udeblivelse", "kommer ikke", "ikke kommer"))
LABELS = {"area": {"sygedagpenge": "Sygedagpenge", "kontanthjaelp": "Kontanthjælp"}}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    folder = FolderStore(tmp_path_factory.mktemp("index"))
    index(PAGES, folder, facet_labels=LABELS, names=NAMES, synonyms=SYNONYMS)
    return Searcher(folder)


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        pytest.param(
            "dagpenge forlængelse", "procedures/sygedagpenge/forlaengelse", id="a word inside a compound"
        ),
        pytest.param("parts høring", "letter_templates/partshoering", id="a compound written apart"),
        pytest.param(
            "møde pligt", "procedures/kontanthjaelp/udeblivelse", id="a compound apart, in the text"
        ),
        pytest.param("samtaler udeblivelser", "procedures/kontanthjaelp/udeblivelse", id="inflected"),
        pytest.param("partshoering", "letter_templates/partshoering", id="without æøå"),
        pytest.param("sygedagpegne", "content/glossary/sygedagpenge", id="letters swapped"),
        pytest.param("ydelseservice", "content/contacts/ydelsesservice", id="a letter missing"),
        pytest.param("må borgeren tage sin mor med til mødet", "content/glossary/bisidder", id="a question"),
        pytest.param(
            "hvad nu når borgeren ikke kommer",
            "procedures/kontanthjaelp/udeblivelse",
            id="words that mean something together",
        ),
        pytest.param("ledsager", "content/glossary/bisidder", id="a synonym"),
        pytest.param("jobplanen", "content/glossary/min-plan", id="an outdated name, inflected"),
        pytest.param("ab201", "content/forms/ab-201", id="a form's number without its space"),
        pytest.param("§27", "procedures/sygedagpenge/forlaengelse", id="a section of an act"),
        pytest.param("praktik (AB 201)", "content/forms/ab-201", id="signs are no operators"),
        pytest.param("sygedagp", "content/glossary/sygedagpenge", id="a word that is not finished"),
    ],
)
def test_the_page_that_answers_comes_first(searcher: Searcher, query: str, first: str) -> None:
    assert ids(searcher.search(query))[0] == first


def test_an_outdated_name_says_what_it_is_called_now(searcher: Searcher) -> None:
    (renamed,) = searcher.search("jobplaner").renamed

    assert (renamed.old, renamed.new, renamed.url) == ("jobplan", "Min Plan", "/glossary/min-plan/")


@pytest.mark.parametrize(
    ("query", "better"),
    [
        ("forlængelse af sygedagpegne", "forlængelse af sygedagpenge"),
        ("PARTSHØIRNG", "partshøring"),
        ("forlængelse", None),
        ("jobplan", None),
    ],
)
def test_did_you_mean(searcher: Searcher, query: str, better: str | None) -> None:
    assert searcher.search(query).did_you_mean == better


@pytest.mark.parametrize("query", ["", "   ", "qqqqqq", "!!!", "*", "AND OR NOT", "\x00", "a" * 5000, "🙂"])
def test_a_query_that_says_nothing_finds_nothing_or_little(searcher: Searcher, query: str) -> None:
    assert searcher.search(query).total <= 1


def test_a_snippet_is_escaped_and_marks_what_matched(searcher: Searcher) -> None:
    snippet = searcher.search("blanketten forlænge").hits[0].snippet

    assert "&lt;b&gt;<mark>blanketten</mark>&lt;/b&gt;" in snippet
    assert "<mark>forlænge</mark>" in snippet


def test_a_snippet_marks_the_part_of_a_compound(searcher: Searcher) -> None:
    snippet = searcher.search("pligt").hits[0].snippet

    assert "møde<mark>pligten</mark>" in snippet


def test_facets_count_all_hits_and_keep_their_own_alternatives(searcher: Searcher) -> None:
    everything = searcher.search("borgeren")
    narrowed = searcher.search("borgeren", area="kontanthjaelp")

    assert {value.value: value.count for value in everything.facets.kind}["term"] == 3
    assert everything.facets.area[0].title == "Kontanthjælp"
    assert ids(narrowed) == ["procedures/kontanthjaelp/udeblivelse"]
    assert narrowed.facets.area == everything.facets.area
    assert [value.value for value in narrowed.facets.kind] == ["procedure"]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"kind": "letter"}, ["letter_templates/partshoering"]),
        ({"target_group": "unge"}, ["procedures/kontanthjaelp/udeblivelse"]),
        ({"unit": "kontor-1"}, ["procedures/kontanthjaelp/udeblivelse"]),
        ({"kind": "letter", "unit": "kontor-1"}, []),
    ],
)
def test_a_search_is_narrowed(searcher: Searcher, choice: dict[str, str], expected: list[str]) -> None:
    assert ids(searcher.search("udeblivelse", **choice)) == expected  # pyright: ignore[reportArgumentType]


def test_hits_come_in_pages(searcher: Searcher) -> None:
    whole = searcher.search("borgeren", limit=10)

    assert ids(searcher.search("borgeren", limit=2, offset=2)) == ids(whole)[2:4]
    assert searcher.search("borgeren", limit=2).total == whole.total


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("forl", "Forlængelse af sygedagpenge"),
        ("af syg", "Forlængelse af sygedagpenge"),
        ("sygedagpenge forl", "Forlængelse af sygedagpenge"),
        ("jobpl", "Min Plan"),
        ("partsho", "Partshøring: udeblivelse"),
        ("rådi", "rådighed"),
        ("tal om rådi", "tal om rådighed"),
    ],
)
def test_suggestions_while_typing(searcher: Searcher, typed: str, first: str) -> None:
    assert searcher.suggest(typed)[0].text == first


def test_suggestions_are_no_more_than_asked_for(searcher: Searcher) -> None:
    assert len(searcher.suggest("b", 2)) == 2
    assert searcher.suggest("", 5) == ()


def test_a_page_given_twice_is_found_once(tmp_path: Path) -> None:
    index((*PAGES, PAGES[0]), FolderStore(tmp_path))

    assert ids(Searcher(FolderStore(tmp_path)).search("forlængelse")).count(PAGES[0].id) == 1


def test_without_an_index_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="Kør »rettesnor index«"):
        Searcher(FolderStore(tmp_path)).search("noget")


def test_an_index_of_no_pages_answers_with_nothing(tmp_path: Path) -> None:
    index((), FolderStore(tmp_path))

    assert Searcher(FolderStore(tmp_path)).search("noget").total == 0


def test_searches_at_once_do_not_disturb_each_other(searcher: Searcher, tmp_path: Path) -> None:
    index(PAGES, FolderStore(tmp_path), names=NAMES, synonyms=SYNONYMS)
    fresh = Searcher(FolderStore(tmp_path))
    queries = ["forlængelse", "udeblivelse samtale", "jobplan", "praktik", "udbetaling", "sygedagpegne"] * 20

    with ThreadPoolExecutor(max_workers=8) as pool:
        answers = list(pool.map(fresh.search, queries))

    assert [ids(answer) for answer in answers] == [ids(searcher.search(query)) for query in queries]

"""Rules about a letter as a whole: structure, fields, front matter, links, contacts, exceptions."""

import datetime
from functools import cache
from pathlib import Path

import msgspec
import pytest

from rettesnor.checking.standard import read_standard
from rettesnor.checks import units
from rettesnor.checks.metadata import links
from rettesnor.checks.phrases import faults, found, marker
from rettesnor.lint.letter import lint_letter
from rettesnor.lint.standard import Standard
from rettesnor.load.letters import letter_from
from rettesnor.model import Case, Finding, Unit
from rettesnor.model.letter_rules import UnitsCheck

HERE = Path(__file__).parent
TODAY = datetime.date(2026, 11, 22)
ENDING = "\n\nMed venlig hilsen\n\nYdelsesservice\n"


@cache
def standard() -> Standard:
    return read_standard(HERE.parent, TODAY)


def lint(
    body: str,
    *,
    head: str = "kind: oplysning",
    cases: tuple[Case, ...] = (),
    missing_links: tuple[str, ...] = (),
) -> list[Finding]:
    letter = letter_from(f"---\n{head}\n---\n{body}", path="letter_templates/x/letter.md", cases=cases)
    return list(lint_letter(letter, standard(), snippets={}, missing_links=missing_links, day=TODAY).findings)


def rules(found: list[Finding], *groups: str) -> list[str]:
    return [one.rule for one in found if one.group in groups]


LONG = "Du kan ringe til os. " * 16


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("Du kan ringe til os." + ENDING, ["overskrift-mangler"]),
        ("# Vedr. din sag\n\nRing til os." + ENDING, ["overskrift-vedr"]),
        ("# Vedrørende din sag\n\nRing til os." + ENDING, ["overskrift-vedr"]),
        (f"# {'Meget ' * 12}\n\nRing til os." + ENDING, ["overskrift-lang"]),
        ("# Ring til os\n\nRing til os.\n", ["slutning-mangler"]),
        ("# Ring til os\n\nRing til os.\n\n{{ sagsbehandler }}\n", []),
        ("# Ring til os\n\nRing til os.\n\nDe bedste hilsner\n", []),
        (f"# Ring\n\n{LONG}" + ENDING, ["langt-stykke"]),
        (f"# Ring\n\n{LONG[:180]}\n\n{LONG[:180]}\n\n{LONG[:180]}\n" + ENDING, ["langt-afsnit"]),
        (f"# Ring\n\n{LONG[:180]}\n\n## Igen\n\n{LONG[:180]}\n\n{LONG[:180]}\n" + ENDING, []),
        ("# Regler\n\nOrdningen begyndte i fjor. Den gælder i hele landet." + ENDING, ["vigtigst-foerst"]),
        ("Kære {{ navn }}\n\n# Ring til os\n\nRing til os." + ENDING, []),
    ],
)
def test_structure(body: str, rule: list[str]) -> None:
    assert rules(lint(body, head="kind: orientering"), "structure") == rule


BACKGROUND = "Kommunen har et mål om, at ingen venter. " * 10


@pytest.mark.parametrize(
    ("kind", "body", "late"),
    [
        ("indkaldelse", f"# Møde\n\n{BACKGROUND}\n\nDe skal møde den {{{{ dato }}}} kl. 9.", True),
        ("indkaldelse", f"# Møde\n\nDu skal møde den {{{{ dato }}}} kl. 9.\n\n{BACKGROUND}", False),
        ("indkaldelse", f"# Kom til møde\n\nKom til møde.\n\n- Dag: {{{{ dato }}}}\n\n{BACKGROUND}", False),
        ("afslag", f"# Svar\n\n{BACKGROUND}\n\nAnsøgningen kan derfor ikke imødekommes.", True),
        ("afslag", f"# Nej til kurset\n\n{BACKGROUND}", False),
        ("rykker", f"# Skema\n\n{BACKGROUND}\n\nDe bedes indsende skemaet.", True),
        ("rykker", f"# Skema\n\nSend skemaet i dag.\n\n{BACKGROUND}", False),
    ],
)
def test_most_important_comes_first(kind: str, body: str, late: bool) -> None:
    head = f"kind: {kind}\nfields: {{dato: {{type: date}}}}"
    assert ("vigtigst-foerst" in rules(lint(body, head=head), "structure")) is late


def test_readability_is_measured_for_each_reader() -> None:
    heavy = "Beskæftigelsesforvaltningen forudsætter tilstrækkelige dokumentationsforpligtelser. " * 8
    body = f"# Ring\n\n{{% if a %}}{heavy}{{% else %}}Du kan ringe til os.{{% endif %}}"
    found = [
        one
        for one in lint(body, head="kind: oplysning\nfields: {a: {type: boolean}}")
        if one.group == "readability"
    ]
    assert [(one.rule, one.when) for one in found] == [("lix-over-55", "når a er sand")]


A_TRUE = Case(name="a", path="a.yml", values={"a": True})


@pytest.mark.parametrize(
    ("fields", "body", "rule"),
    [
        ("{a: {type: text}}", "{{ a }}", []),
        ("{a: {type: text}}", "{{ b }}{{ a }}", ["felt-ukendt"]),
        ("{a: {type: text}, b: {type: text}}", "{{ a }}", ["felt-ubrugt"]),
        ("{a: {label: A}}", "{{ a }}", ["felt-uden-type"]),
        ("{a: {type: datoen}}", "{{ a }}", ["felt-form"]),
        ("{a: {type: bool}}", "{% if a %}x{% endif %}", []),
        ("{a: {type: boolean}}", "{% if a %}x{% else %}y{% endif %}", ["gren-uden-eksempel"]),
        ("{a: {type: text}}", "{% for x in a %}{{ x.y }}{% endfor %}", []),
        ("{a: {type: text}}", "{% set b = a %}{{ b }}", []),
        ("{a: {type: text}}", "{{ a }}{% if %}x{% endif %}", ["skabelon-fejl"]),
        ("{a: {type: text}}", "{{ a }}{{ 'x'|findesikke }}", ["skabelon-fejl"]),
        ("{}", "x", ["eksempel-passer-ikke"]),
    ],
)
def test_fields_and_jinja(fields: str, body: str, rule: list[str]) -> None:
    found = lint(f"# Brev\n\n{body}" + ENDING, head=f"kind: oplysning\nfields: {fields}", cases=(A_TRUE,))
    assert rules(found, "template") == rule


def test_branch_without_a_case_is_marked_with_its_words() -> None:
    found = lint("{% if a %}x{% else %}y{% endif %}", head="fields: {a: {type: boolean}}", cases=(A_TRUE,))
    assert [one.quote for one in found if one.rule == "gren-uden-eksempel"] == ["{% else %}y"]


@pytest.mark.parametrize(
    ("head", "rule"),
    [
        ("kind: oplysning\nowner: Ydelse", []),
        ("kind: oplysning", ["ejer-mangler"]),
        ("kind: orientring\nowner: Ydelse", ["ukendt-brevtype"]),
        ("kind: oplysning\nowner: Ydelse\naudience: borgere", ["ukendt-valg"]),
        ("kind: oplysning\nowner: Ydelse\nchannels: [fax]", ["ukendt-valg"]),
        ("kind: oplysning\nowner: Ydelse\nejer: Ydelse", ["ukendt-noegle"]),
        ("kind: oplysning\nowner: Ydelse\nreviewed: 2024-01-01", ["eftersyn-overskredet"]),
        ("kind: oplysning\nowner: Ydelse\nreviewed: 2026-01-31\nreview_every_months: 10", []),
        ("kind: oplysning\nowner: Ydelse\nprocedure: findes/ikke", ["ukendt-henvisning"]),
    ],
)
def test_front_matter(head: str, rule: list[str]) -> None:
    assert rules(lint("# Brev\n\nTekst" + ENDING, head=head), "metadata") == rule


def test_unknown_kind_names_the_nearest_and_other_checks_run() -> None:
    found = lint("# Vedr. din jobplan" + ENDING, head="kind: orientring\nowner: Y")
    assert {"ukendt-brevtype", "overskrift-vedr", "jobplan"} <= {one.rule for one in found}
    assert "orientering" in next(one.message for one in found if one.rule == "ukendt-brevtype")


def test_dead_link_is_marked_on_its_address() -> None:
    found = lint("[a](../væk.md) [b](findes.md)", missing_links=("../væk.md",))
    assert [one.quote for one in found if one.rule == "dodt-link"] == ["../væk.md"]


@pytest.mark.parametrize(
    ("source", "targets"),
    [
        ("[a](b.md)", ["b.md"]),
        ("[a]: ../b.md#c", ["../b.md#c"]),
        ('<a href="b.html">', ["b.html"]),
        ("[a](https://jobnet.dk) [b](mailto:a@b.dk) [c](#d) [d](jobnet.dk) [e](www.a.dk)", []),
        ("[a]({{ adresse }})", []),
    ],
)
def test_links_to_our_own_pages(source: str, targets: list[str]) -> None:
    assert [target for _, target in links(source)] == targets


UNITS = (
    Unit(
        id="a",
        name="Center A",
        about="",
        phone="11 22 33 44",
        address="Prøvegade 1, 2. sal",
        former_names=("Hus A",),
    ),
    Unit(id="b", name="Center B", about="", phone="55 66 77 88"),
)


@pytest.mark.parametrize(
    ("look", "text", "found"),
    [
        ("former_name", "Kom i Hus A.", ["Hus A"]),
        ("former_name", "Kom i Center A.", []),
        ("phone", "Ring til Center A på 99 88 77 66.", ["99 88 77 66"]),
        ("phone", "Ring til Center A på +45 11223344.", []),
        ("phone", "Ring på 99 88 77 66.", []),
        ("phone", "Center A har 11 22 33 44, Center B 99 88 77 66.", []),
        ("address", "Center A ligger på Gammel Testvej 3.", ["Gammel Testvej 3"]),
        ("address", "Center A ligger på Prøvegade 1.", []),
        ("address", "Center B ligger på Testvej 3.", []),
    ],
)
def test_contacts(look: str, text: str, found: list[str]) -> None:
    check = msgspec.convert({"kind": "units", "look": look}, UnitsCheck)
    assert [text[one.start : one.end] for one in units.matches(check, text, UNITS)] == found


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("{# rettesnor: tillad jobplan til 2027-01-01 – citat fra 2012 #}\nDin jobplan.", []),
        ("Din jobplan. {# rettesnor: tillad jobplan – citat #}", []),
        ("{# rettesnor: tillad terms – citat #}\n\nDin jobplan.", []),
        ("{#- rettesnor: tillad jobplan, nemid – citat -#}\n\nDin jobplan og NemID.", []),
        ("<!-- rettesnor: tillad jobplan – citat -->\nDin jobplan.", []),
        ("{# rettesnor: tillad jobplan – citat #}\nDin jobplan.\n\nDin jobplan.", ["jobplan"]),
        ("{# rettesnor: tillad jobplan #}\nDin jobplan.", ["undtagelse-uden-grund", "jobplan"]),
        (
            "{# rettesnor: tillad jobplan til 2026-11-21 – citat #}\nDin jobplan.",
            ["undtagelse-udloebet", "jobplan"],
        ),
        ("{# rettesnor: tillad jobplan – citat #}\nDin plan.", ["undtagelse-ubrugt"]),
        ("{# rettesnor: tillad jobplann – citat #}\nDin jobplan.", ["undtagelse-ulaeselig", "jobplan"]),
        ("{# rettesnor: noget andet #}\nDin jobplan.", ["undtagelse-ulaeselig", "jobplan"]),
    ],
)
def test_exceptions(body: str, rule: list[str]) -> None:
    found = [one.rule for one in lint(f"# Brev\n\n{body}\n" + ENDING) if one.group in ("terms", "allowance")]
    assert found == rule


def test_exception_before_the_heading_is_for_the_whole_letter() -> None:
    body = (
        "{# rettesnor: tillad slutning-mangler – brevet er en kvittering #}\n# Tak\n\nVi har fået din mail.\n"
    )
    assert rules(lint(body), "structure", "allowance") == []


@pytest.mark.parametrize(
    ("phrase", "text", "holds"),
    [
        ("klag* … <varighed>", "Du kan klage til os senest fire uger efter.", True),
        ("klag* … <varighed>", "Du kan klage. Vi svarer om fire uger.", False),
        ("(senest|inden) [den] <dato>", f"Svar senest den {marker('date', 'frist')}", True),
        ("(senest|inden) [den] <dato>", "Svar inden 3. maj", True),
        ("<dato>", f"Hej {marker('text', 'dato')}", False),
        ("<felt:*sted>", f"Kom til {marker('text', 'moedested')}", True),
        ("frist", marker("date", "frist"), False),
        ("kl. <felt>", f"kl. {marker('time', 't')}", True),
        ("*møde om", "Et opstartsmøde om jobbet", True),
        ("* vurdering", "Vores vurdering", True),
        ("du", "Duften", False),
        ("<beløb>", "1.250 kr.", True),
        (", for (du|I)", "Nej, for du er rask", True),
    ],
)
def test_phrases(phrase: str, text: str, holds: bool) -> None:
    assert found((phrase,), text) is holds


@pytest.mark.parametrize("phrase", ["a|b", "(a", "a)", "*(a|b)", "<findesikke>"])
def test_phrase_that_cannot_be_read_is_told(phrase: str) -> None:
    assert len(faults([phrase])) == 1

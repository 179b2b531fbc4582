"""Twenty letters as Word writes them, each with the merge fields that it holds."""

from typing import NamedTuple

from word.ooxml import NAMES, code, docx, field, mark, merge, p, run, simple, table


class Document(NamedTuple):
    data: bytes
    fields: frozenset[str]


def choice(condition: str, yes: str, no: str = "", shown: str = "") -> str:
    """An IF field; the texts are XML of runs."""
    return field(code(" IF ") + condition + code(' "') + yes + code('" "') + no + code('" '), run(shown))


def new_paragraph() -> str:
    return "</w:p><w:p>"


TEXT_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wps:wsp><wps:txbx><w:txbxContent>'
    f"{p('Ring på ', merge('Telefon'))}</w:txbxContent></wps:txbx></wps:wsp></wp:inline></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{p('Ring på ', merge('Telefon'))}</w:txbxContent></v:textbox></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)
SPLIT = (
    mark("begin") + code(" MERGE") + code("FIELD  Borg") + code("ernavn ", "<w:b/>") + code(' \\* MERGEFORMAT ')
    + mark("separate") + run("«Borger") + run("navn»", "<w:b/>") + mark("end")
)  # fmt: skip
HEADER = ("header", f"<w:hdr {NAMES}>{p('Sagsnummer ', merge('Sagsnummer'))}</w:hdr>")
FOOTER = ("footer", f"<w:ftr {NAMES}>{p('Side ', field('PAGE', '1'))}</w:ftr>")
NOTES = (
    "footnotes",
    f'<w:footnotes {NAMES}><w:footnote w:id="2">{p("Se ", merge("Lov"))}</w:footnote></w:footnotes>',
)
COMMENTS = (
    "comments",
    f'<w:comments {NAMES}><w:comment w:id="0" w:author="Redaktør" w:initials="R">{p("Er tonen god?")}</w:comment></w:comments>',
)


def _document(fields: str, *body: str, **more: dict[str, tuple[str, str]]) -> Document:
    return Document(docx(*body, **more), frozenset(fields.split()))


DOCUMENTS: dict[str, Document] = {
    "simple field": _document("Navn", p("Kære ", simple("Navn"), ", din jobplan er klar.")),
    "complex field": _document("Navn", p("Kære ", merge("Navn"), ", din jobplan er klar.")),
    "instruction split over runs": _document("Borgernavn", p("Kære ", SPLIT, ". Din job", run("plan", "<w:b/>"), "en.")),
    "quoted name": _document("Borgers_navn", p("Kære ", field('MERGEFIELD "Borgers navn"', "«Borgers navn»"), ".")),
    "date and number pictures": _document(
        "Dato Beloeb", p(field('MERGEFIELD Dato \\@ "d. MMMM yyyy"', "3. november 2026"), field("MERGEFIELD Beloeb \\# 0,00"))
    ),
    "text before and after a value": _document("Mobil", p("Ring. ", field('MERGEFIELD Mobil \\b "Mobil: " \\f "."'))),
    "condition": _document("Klage", p(choice(merge("Klage") + code(' = "ja"'), code("Du kan klage."), code("Slut.")))),
    "condition with curly quotes": _document("Klage", p(field(code(" IF ") + merge("Klage") + code(" = “ja” “Du kan klage.” “” ")))),
    "nested condition": _document(
        "A B C",
        p(
            choice(
                merge("A") + code(' = "1"'),
                code("Et ") + merge("C"),
                choice(merge("B") + code(' = "2"'), code("To"), code("Tre")),
            )
        ),
    ),
    "condition over paragraphs": _document(
        "A Navn",
        p(choice(merge("A") + code(' = "1"'), code("Et.") + new_paragraph() + code("To, ") + merge("Navn"), code("Tre."))),
    ),
    "condition that only Word can work out": _document("A", p(choice(merge("A") + code(' = "x*"'), code("Ja")))),
    "table": _document("Dag Tid", table(("Dag", "Tid"), (p(merge("Dag")), p(merge("Tid"))))),
    "lists and headings": _document(
        "Navn Sted",
        p("Kom til ", merge("Navn"), style="Overskrift1"),
        p("Sted: ", merge("Sted"), style="Opstilling"),
        p("Ring", number="2"),
        p("Skriv", number="2"),
    ),
    "tracked changes": _document(
        "Navn Ny",
        p(
            "Kære ",
            merge("Navn"),
            f'<w:del w:id="1" w:author="R">{mark("begin")}<w:r><w:delInstrText> MERGEFIELD Gammel </w:delInstrText></w:r>'
            f'{mark("end")}<w:r><w:delText>, hej</w:delText></w:r></w:del>',
            f'<w:ins w:id="2" w:author="R">{run(", jobplanen ")}{merge("Ny")}</w:ins>',
        ),
    ),
    "comments": _document(
        "Navn",
        p(
            '<w:commentRangeStart w:id="0"/>',
            "Kære ",
            merge("Navn"),
            '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
            ", din jobplan.",
        ),
        parts={"comments": COMMENTS},
    ),
    "header and footer": _document("Navn Sagsnummer", p("Kære ", merge("Navn")), parts={"header1": HEADER, "footer1": FOOTER}),
    "text box": _document("Navn Telefon", p("Kære ", merge("Navn"), TEXT_BOX)),
    "footnote": _document(
        "Navn Lov", p(merge("Navn"), '<w:r><w:footnoteReference w:id="2"/></w:r>'), parts={"footnotes": NOTES}
    ),
    "link with a field in it": _document(
        "Navn", p(f'<w:hyperlink r:id="l1">{run("Jobnet for ")}{merge("Navn")}</w:hyperlink>'), links={"l1": "https://jobnet.dk"}
    ),
    "content control": _document(
        "Navn",
        f'<w:sdt><w:sdtPr><w:alias w:val="Hilsen"/></w:sdtPr><w:sdtContent>{p("Kære ", merge("Navn"))}</w:sdtContent></w:sdt>',
        p("Din jobplan."),
    ),
}  # fmt: skip

"""What the inputs are made from: pieces that mean something to the reader, in any order, with any characters between."""

import re

from hypothesis import strategies as st

_ANY = st.text(max_size=8)
LETTER = (
    "---\ntitle: A\nkind: afgoerelse\nfields:\n  navn: {type: text}\n  a: {type: boolean}\n---\n",
    "---\n", "fields: [", "{% if a %}", "{% if not a and b == \"x\" %}", "{% elif b > 2 %}", "{% else %}", "{% endif %}",
    "{% for p in liste %}", "{{ loop.index }}", "{{ p }}", "{% endfor %}", "{{ navn }}", "{{ navn|upper }}",
    "{{ 'du' if a else \"man\" }}", "{% set x = 'jobplan' %}", "{% set y %}", "{% endset %}", "{{ x }}", "{% macro m(a, b=1) %}",
    "{% endmacro %}", "{{ m(1) }}", "{% call m(2) %}", "{% endcall %}", "{% filter upper %}", "{% endfilter %}", "{% raw %}",
    "{% endraw %}", "{% include \"snippets/klage.md\" %}", "{% include x %}", "{%- if a -%}", "{{- navn -}}", "{#- ",
    "{# rettesnor: tillad jobplan til 2027-01-01 – en grund #}", "#}", "{{ frist(\"klage\") }}", "{{", "}}", "{%", "%}", "{% block a %}",
    "# Overskrift\n", "## ", "- ", "1. ", "  ", "\n", "\n\n", "\r\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "**", "*", "`", "```\n", "~~", "> ",
    "[a](../b.md)", "[a]: <x>\n", "![", "<b>", "</b>", "<div hidden>", "<!--", "-->", "&nbsp;", "&#60;", "\\", "\u00ad", "\ufffc", "\ufeff", "\0",
    "Din jobplans mål.", "jobplansamtalen ", "De skal møde ", "Der foretages en vurdering af, at ", "jf. LAB § 16 a, stk. 1, ", "Du kan klage inden 4 uger. ",
)  # fmt: skip
CITATIONS = (
    "§ ", "§§ ", "§\u00a0", "16", "16 a", "1-3", "27-", ", stk. ", "stk. 1", ", nr. ", "nr. 1, 2 og 4", " litra ", "a-c", ", 2. pkt.", "1. pkt. ", "kapitel ", "kap. 3 a",
    " og ", " eller ", " samt ", " jf. ", ", jf. ", " i ", "LBK nr. 1342 af 21. november 2016", "lov nr. 419 af ", "29. april 2025", "bek. nr. 1/2020", "BEK nr ",
    "lov om en aktiv beskæftigelsesindsats", "lov om ", "LAB ", "LAS", "forvaltningslovens ", "aktivloven", "sygedagpengeloven § 27", "samme lovs ", "lovens ", "denne lov", "loven",
    "forordning (EU) 2016/679", "artikel 6, stk. 1, litra e", "principafgørelse 44-17", "Principmeddelelse nr. ", "U.2021.1588V", "avisens ", "overenskomstens § 3", "bilag 2",
    "\n", "\n\n", ". ", "; ", ", ", "(", ")", "»", "«", "-", "–", "1", "2016", "9999999", "m.v.", " ", "          ",
)  # fmt: skip
QUERY = (
    "dagpenge", "sygedagpegne", "jobplan", "min plan", "møde pligt", "§ 27", "§27 stk. 2", "LAB", "brev ", "hvordan ", "ab-201", "AB 201", "æøå", "oe", "aa", "*", "?", "\"", "'",
    "AND ", " OR ", "NOT ", "(", ")", "[", "]", "{", "}", ":", "title:", "^2", "~", "-", "+", "\\", "/", "<mark>", "\u00ad", "\u0301", "Å", "A\u030a", "ǅ", "ß", "ﬁ", "\0", " ",
    "aktindsigtsanmodningsbehandlingsfrist", "a" * 40, "1", "31 02 99", "%", "&", "#",
)  # fmt: skip
WORD = (
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:t>jobplan</w:t>", "<w:r><w:t xml:space=\"preserve\"> Din plan </w:t></w:r>", "<w:br/>", "<w:tab/>", "<w:noBreakHyphen/>", "<w:softHyphen/>",
    "<w:pPr><w:pStyle w:val=\"Overskrift1\"/></w:pPr>", "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>",
    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>", "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>", "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>", "<w:r><w:instrText> MERGEFIELD Navn </w:instrText></w:r>",
    "<w:r><w:instrText> IF \"1\" = \"2\" \"ja\" \"nej\" </w:instrText></w:r>", "<w:fldSimple w:instr=\" MERGEFIELD Dato \\@ dd \">", "</w:fldSimple>", "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", "<w:gridSpan w:val=\"2\"/>",
    "<w:hyperlink r:id=\"r9\">", "</w:hyperlink>", "<w:ins>", "</w:ins>", "<w:del>", "</w:del>", "<w:delText>væk</w:delText>", "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", "<w:bookmarkStart w:id=\"0\" w:name=\"a\"/>",
    "<mc:AlternateContent><mc:Choice Requires=\"wps\">", "</mc:Choice><mc:Fallback>", "</mc:Fallback></mc:AlternateContent>", "<w:footnoteReference w:id=\"1\"/>", "<w:sym w:char=\"F0B7\"/>", "<w:drawing/>", "<w:pict><v:shape/></w:pict>",
    "<w:sectPr/>", "<w:p><w:r><w:t>{{ navn }} {% if a %}</w:t></w:r></w:p>", "&lt;", "&#8203;", "<!-- x -->", "<?pi?>", "<![CDATA[a]]>", "\u00ad", "**", "# ",
)  # fmt: skip


def made(pieces: tuple[str, ...], most: int = 30) -> st.SearchStrategy[str]:
    """A text of these pieces and of any others."""
    return st.lists(st.sampled_from(pieces) | _ANY, max_size=most).map("".join)


@st.composite
def word_bodies(draw: st.DrawFn) -> bytes:
    """The body of a Word document whose tags are closed, so that more than the XML parser sees it; at times not."""
    parts = draw(st.lists(st.sampled_from(WORD) | _ANY, max_size=30))
    text = "".join(parts)
    return (text if draw(st.integers(0, 9)) == 0 else _closed(parts)).encode("utf-8", "replace")


def _closed(parts: list[str]) -> str:
    """The pieces as well-formed XML: what cannot stand is escaped, an end without a beginning is left out."""
    result: list[str] = []
    stack: list[str] = []
    for part in parts:
        if part not in WORD or part in ("<?pi?>", "&#8203;"):
            result.append(re.sub(r"[^\t\n -\ud7ff\ue000-\ufffd]|[<>&]", " ", part))
            continue
        for tag in re.split(r"(?=<)", part):
            name = re.match(r"<(/?)([\w:]+)[^>]*?(/?)>", tag)
            if name is None or name[3]:
                result.append(tag)
            elif not name[1]:
                stack.append(name[2])
                result.append(tag)
            elif name[2] in stack:
                while (last := stack.pop()) != name[2]:
                    result.append(f"</{last}>")
                result.append(tag)
    return "".join(result) + "".join(f"</{name}>" for name in reversed(stack))

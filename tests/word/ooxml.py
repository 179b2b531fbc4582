"""Documents as Word itself writes them, part by part. Each function gives XML; `docx` packs it."""

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

STYLES = f"""<w:styles {NAMES}>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Overskrift2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="EgenOverskrift"><w:name w:val="Brevtitel"/><w:basedOn w:val="Overskrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Opstilling"><w:name w:val="List Bullet"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Strk"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
</w:styles>"""

NUMBERING = f"""<w:numbering {NAMES}>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{_properties(properties)}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def code(text: str, properties: str = "") -> str:
    """A run of a field's instruction."""
    return (
        f'<w:r>{_properties(properties)}<w:instrText xml:space="preserve">{escape(text)}</w:instrText></w:r>'
    )


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(instruction: str, shown: str | None = None) -> str:
    """A complex field; `instruction` is text, or XML of runs when it begins with <."""
    inside = instruction if instruction.startswith("<") else code(f" {instruction} ")
    after = "" if shown is None else mark("separate") + (shown if shown.startswith("<") else run(shown))
    return mark("begin") + inside + after + mark("end")


def merge(name: str, shown: str | None = None) -> str:
    return field(f"MERGEFIELD {name} \\* MERGEFORMAT", shown if shown is not None else f"«{name}»")


def simple(name: str) -> str:
    return f'<w:fldSimple w:instr=" MERGEFIELD {name} \\* MERGEFORMAT ">{run(f"«{name}»")}</w:fldSimple>'


def p(*content: str, style: str = "", number: str = "", depth: int = 0) -> str:
    """A paragraph; content that is not XML becomes a run."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    inside = "".join(part if part.startswith("<") else run(part) for part in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = (
        "<w:tr>"
        + "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row)
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{''.join(cells)}</w:tbl>"


def docx(
    *body: str, parts: dict[str, tuple[str, str]] | None = None, links: dict[str, str] | None = None
) -> bytes:
    """A document. `parts` are more parts by name (»header1«): kind and XML; `links` addresses by relation id."""
    parts = {"styles": ("styles", STYLES), "numbering": ("numbering", NUMBERING), **(parts or {})}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.{kind}+xml"/>'
        for name, (kind, _) in parts.items()
    )
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_RELATION}/{kind}" Target="{name}.xml"/>'
        for name, (kind, _) in parts.items()
    ) + "".join(
        f'<Relationship Id="{id}" Type="{_RELATION}/hyperlink" Target="{address}" TargetMode="External"/>'
        for id, address in (links or {}).items()
    )
    files = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}.document.main+xml"/>{types}</Types>'
        ),
        "_rels/.rels": _relations(
            f'<Relationship Id="r1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f"<w:document {NAMES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(relations),
        **{f"word/{name}.xml": xml for name, (_, xml) in parts.items()},
    }
    return packed(files)


def packed(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')
    return out.getvalue()


def _relations(inside: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'


def _properties(inside: str) -> str:
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""

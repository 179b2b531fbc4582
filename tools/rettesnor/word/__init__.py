"""Letters in and out of Word, and out to the systems of vendors. Bytes and values in, bytes and values out.

In: `package.opened` -> `story` (what stands in the document) -> `fields` (what its fields mean) -> `markdown` (the
letter as its file has it, each character with its place in the document). `read` does all four.
Out: `comments` writes findings into a copy of the document; `outline` takes a letter apart once for `export` (.docx
with merge fields) and `vendor` (HTML or text with a vendor's placeholders); `request` asks a vendor for a change.
"""

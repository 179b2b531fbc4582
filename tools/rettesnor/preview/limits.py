"""How much may be set on paper. Typst has no limits of its own: a single word of 70,000 letters takes it 20 GB and two minutes."""

from markdown_it.token import Token

from rettesnor.preview.tree import words

MAX_WORD = 200  # characters, marks above and below letters among them; an A4 line holds about 90
MAX_PARAGRAPH = 2_000  # words
MAX_WORDS = 20_000  # about 50 pages
MAX_COLUMNS = 20


def too_much(tokens: list[Token], recipient: str) -> str | None:
    """Why a letter is not set on paper, in Danish; None where it can be."""
    if len(recipient) > MAX_WORD:
        return f"Navnet er på over {MAX_WORD} tegn."
    columns = total = 0
    for token in tokens:
        if token.type == "tr_open":
            columns = 0
        elif token.type in ("th_open", "td_open"):
            columns += 1
            if columns > MAX_COLUMNS:
                return f"En tabel har over {MAX_COLUMNS} kolonner. Så mange er der ikke plads til på papir."
        found = words([token])
        total += len(found)
        if len(found) > MAX_PARAGRAPH:
            return f"Et afsnit er på over {MAX_PARAGRAPH} ord. Del det."
        if any(len(word) > MAX_WORD for word in found):
            return f"Et ord er på over {MAX_WORD} tegn. Del det."
    return f"Brevet er på over {MAX_WORDS} ord. Del det." if total > MAX_WORDS else None

"""Text from content as it can be shown on a terminal or in a log, where some characters are commands."""

_PICTURES = {code: 0x2400 + code for code in range(0x20) if code != ord("\t")} | {0x7F: 0x2421}
_NO_PICTURE = (
    range(0x80, 0xA0),  # control characters of old terminals
    range(0x2028, 0x202F),  # ends of lines and paragraphs, and marks that turn the direction of the text
    range(0x2066, 0x206A),  # more of those
    range(0xD800, 0xE000),  # halves of characters: what is left of a file name that is no UTF-8
)
_STAND_INS = _PICTURES | {code: 0xFFFD for codes in _NO_PICTURE for code in codes}


def visible(text: str) -> str:
    """One line of the same length, where what would steer a terminal, end the line or turn the text around is a sign.

    A control character becomes its picture (»\u241b«), one that has none »\ufffd«. Tabulators stay.
    """
    return text.translate(_STAND_INS)

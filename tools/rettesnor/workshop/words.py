"""Words that a writer says are right, added to the list that everybody's spelling is held against."""

import re
from collections.abc import Iterable

from rettesnor.model.own_words import OwnWords
from rettesnor.yamltext import decode

MAX_WORDS = 50
_WORD = re.compile(r"[a-zæøåéü]+(?:-[a-zæøåéü]+)*")


def with_words(source: str, words: Iterable[str]) -> str:
    """content/words.yml with these words in it; what is no plain Danish word is left out. Comments above the list stay."""
    new = {word for word in list(words)[:MAX_WORDS] if _WORD.fullmatch(word)}
    listed = sorted(
        {*decode(source, OwnWords, path="content/words.yml").words, *new} if source.strip() else new
    )
    above = source.partition("words:")[0]
    return f"{above}words:\n" + "".join(f"  - {word}\n" for word in listed)

"""Words that are right here and stand in no dictionary (content/words.yml)."""

from rettesnor.model.record import Record


class OwnWords(Record, frozen=True, kw_only=True):
    """`words` as they are written in a sentence; their genitives are known too."""

    words: tuple[str, ...] = ()

"""Clauses inside the title of an act: »..., der er indgået mellem ...«, »pligt til at stå til rådighed«.

Words are lower case, with commas as words of their own.
"""

from rettesnor.law import title_words as such

_MAX_CLAUSE = 40
# Plural nouns in front of »der«: »personer, der ...«, but not »sygedagpenge, der ...«.
_PLURAL = ("er", "ere", "børn", "unge", "ledige", "voksne", "ansatte", "syge", "ældre", "dyr")
_DEFINITE = ("en", "et", "erne", "ene")
# Ends of verbs in the present, the past and the -s passive; »som ændret ved ...« has none.
_FINITE = ("r", "de", "te", "s", "skal", "kan", "vil", "må", "var", "blev")
_ADVERBS = frozenset(("ikke", "senest", "også", "tidligere"))


def after_relative(words: list[str], comma: int, *, european: bool) -> int:
    """Where the words of a title go on after a relative clause that belongs to it; `comma` itself where none does.

    The clause belongs to the title where it tells of persons or things in the plural (»personer, der ...«) or of one
    that was pointed out (»den aftale, der ...«), and its verb is none that an act has. It ends at the next comma;
    a title of the European Union may go on behind it with a preposition.
    """
    at = comma + 1
    if at + 1 >= len(words) or words[at] not in such.RELATIVES or not _points_at(words, comma):
        return comma
    if words[at] == "hvis" and (not european or words[at + 1].endswith(_DEFINITE)):
        return comma
    verb = at + 1
    while verb < len(words) - 1 and words[verb] in _ADVERBS:
        verb += 1
    if words[verb] in such.OF_AN_ACT or not (words[at] == "hvis" or words[verb].endswith(_FINITE)):
        return comma
    if words[verb] in such.BE and (verb + 1 == len(words) or words[verb + 1] in such.HAPPENS_TO_AN_ACT):
        return comma
    end = next((each for each in range(verb, len(words)) if words[each] == ","), len(words))
    if end - comma > _MAX_CLAUSE:
        return comma
    behind = words[end + 1 : end + 3]
    if european and behind and behind[0] in such.PREPOSITIONS and behind[-1] not in such.AFTER_PREPOSITION:
        return end + 1
    return end


def _points_at(words: list[str], comma: int) -> bool:
    head = words[comma - 1]
    if any(word in such.DETERMINERS for word in words[max(0, comma - 3) : comma - 1]):
        return True
    return head.endswith(_PLURAL) and not head.endswith(("loven", "erne", "ene"))


def infinitive_end(words: list[str], at: int) -> int:
    """Where the infinitive of »at« ends, if a noun in front lets it belong to a title; `at` itself if not."""
    before = words[max(0, at - 3) : at]
    governed = (before[-1:] == ["til"] and before[-2:-1] and before[-2].endswith(such.BEFORE_TIL_AT)) or (
        before[-1:] == ["for"] and before[-2:-1] and before[-2].endswith(such.BEFORE_FOR_AT)
    )
    if not governed and before != ["med", "henblik", "på"]:
        return at
    end = at + 2
    if words[at + 1 : at + 2] and words[at + 1] in such.AUXILIARIES and end < len(words):
        end += words[end][0].isalpha() and words[end] not in such.PREPOSITIONS
    return min(end + (words[end : end + 1] == ["sig"]), len(words))

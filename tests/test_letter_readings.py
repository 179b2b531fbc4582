"""Readings: the author's cases first, then every branch and every pair of branches, none of them contradicting itself."""

from itertools import combinations

import pytest

from rettesnor.letter.choices import Atom, Choice, when_text
from rettesnor.letter.readings import Readings, readings
from rettesnor.letter.template import parse
from rettesnor.model import VALUE, Case, Field

SNIPPETS = {
    "snippets/hilsen.md": "---\ntitle: Hilsen\n---\n\nMed venlig hilsen\n\n{{ enhed }}{% if a %} i dag{% endif %}\n"
}


def letter(source: str, *cases: dict[str, object], **types: str) -> Readings:
    fields = [Field(name=name, type=kind) for name, kind in types.items()]  # pyright: ignore[reportArgumentType]
    made = [
        Case(name=f"case{n}", path=f"cases/case{n}.yml", values=values) for n, values in enumerate(cases, 1)
    ]
    return readings(parse(source, path="letter.md", snippets=SNIPPETS), fields, made)


def texts(found: Readings) -> list[str]:
    return [reading.text for reading in found]


def test_the_authors_cases_come_first() -> None:
    found = letter(
        "{% if a %}ja{% else %}nej{% endif %} {{ navn }}", {"a": False, "navn": "Anna"}, {"a": True}
    )

    assert [(reading.case, reading.text) for reading in found] == [
        ("case1", f"nej {VALUE}"),
        ("case2", f"ja {VALUE}"),
    ]


@pytest.mark.parametrize("count", [2, 6, 12, 40])
def test_every_pair_of_branches_is_read_in_few_readings(count: int) -> None:
    found = letter("".join(f"{{% if v{n} %}}<{n}+>{{% else %}}<{n}->{{% endif %}}" for n in range(count)))

    wanted = {
        (f"<{one}{x}>", f"<{other}{y}>")
        for one, other in combinations(range(count), 2)
        for x in "+-"
        for y in "+-"
    }
    read = {pair for pair in wanted if any(pair[0] in text and pair[1] in text for text in texts(found))}
    assert wanted - read == set()
    assert len(found) <= 4 + 3 * count.bit_length()


def test_pairs_are_read_also_inside_branches() -> None:
    found = letter("{% if a %}{% if b %}B{% else %}b{% endif %}{% endif %}{% if c %}C{% else %}c{% endif %}")

    assert set(texts(found)) == {"BC", "Bc", "bC", "bc", "C", "c"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% if a %}1{% endif %}{% if not a %}2{% endif %}{% if a %}3{% endif %}", {"13", "2"}),
        ("{% if k == 'x' %}1{% endif %}{% if k == 'y' %}2{% endif %}", {"1", "2", ""}),
        ("{% if n > 2 %}1{% endif %}{% if n > 5 %}2{% endif %}", {"", "1", "12"}),
        ("{% if n >= 2 %}1{% endif %}{% if n < 2 %}2{% endif %}", {"1", "2"}),
        ("{% for x in l %}.{% else %}!{% endfor %}", {"!", ".", ".."}),
        ("{% if l %}1{% endif %}{% for x in l %}.{% endfor %}", {"", "1.", "1.."}),
        ("{% if l | length > 1 %}1{% endif %}{% for x in l %}.{% endfor %}", {"", ".", "1.."}),
        ("{% for x in l %}.{% endfor %}{% for x in l %},{% endfor %}", {"", ".,", "..,,"}),
        ("{% for x in l %}.{% endfor %}{% if l | length %}1{% endif %}", {"", ".1", "..1"}),
        ("{% if l | length %}1{% endif %}{% for x in l %}.{% endfor %}", {"", "1.", "1.."}),
        ("{% if l %}1{% endif %}{% if l | length == 0 %}2{% endif %}", {"1", "2"}),
        ("{% if x > y %}1{% endif %}{% if y < x %}2{% endif %}", {"12", ""}),
        ("{% if x is defined %}1{% endif %}{% if x %}2{% endif %}", {"", "1", "12"}),
    ],
)  # fmt: skip
def test_no_reading_contradicts_itself(source: str, expected: set[str]) -> None:
    assert set(texts(letter(source))) == expected


def test_declared_choices_are_all_there_is() -> None:
    source = "{% if k == 'a' %}A{% elif k == 'b' %}B{% elif k == 'c' %}C{% else %}D{% endif %}"
    field = Field(name="k", type="choice", choices=("a", "b"))

    assert set(texts(readings(parse(source, path="l.md", snippets={}), [field]))) == {"A", "B"}


def test_a_list_runs_as_long_as_the_case_says() -> None:
    found = letter(
        "{% for x in l %}{% if x.ny %}!{% else %}.{% endif %}{% endfor %}",
        {"l": [{"ny": True}, {"ny": False}, {"ny": True}]},
    )

    assert texts(found)[0] == "!.!"


def test_the_same_block_is_one_object_in_all_readings() -> None:
    found = letter("Kære {{ navn }}\n\n{% if a %}Ja.{% else %}Nej.{% endif %}\n\nHilsen")

    assert [block.text for block in found.blocks] == [f"Kære {VALUE}", "Ja.", "Hilsen", "Nej."]
    assert all(reading.blocks[0] is found.blocks[0] for reading in found)


def test_equal_text_in_two_branches_is_two_places() -> None:
    found = letter("{% if a %}Din plan.{% else %}Din plan.{% endif %}")

    one, other = found.blocks
    assert one == other
    assert one.span(0, 3) != other.span(0, 3)


@pytest.mark.parametrize(
    ("source", "words", "expected"),
    [
        ("{% if klage %}Ja{% else %}Nej{% endif %}", "Nej", "når klage er falsk"),
        ("{% if klage %}{% if navn %}Ja{% endif %}{% endif %}", "Ja", "når klage er sand og navn er udfyldt"),
        ("{% if antal > 3 %}Ja{% else %}Nej{% endif %}", "Nej", "når antal er højst 3"),
        ("{% if k == 'a' %}A{% elif k == 'b' %}B{% endif %}", "B", "når k er »b«"),
        ("{% for x in liste %}{% if x.ny %}Ny{% endif %}{% endfor %}", "Ny", "når liste er udfyldt og x.ny er sand"),
        ("{% for x in liste %}{% else %}Tom{% endfor %}", "Tom", "når liste er tom"),
        ("{{ 'Ja' if klage else 'Nej' }}", "Nej", "når klage er falsk"),
        ("{{ navn | default('Du') }}", "Du", "når navn mangler"),
        ("{% set x = 'Ja' if klage else 'Nej' %}Her: {{ x }}", "Nej", "når klage er falsk"),
        ("{% if a < b %}Ja{% endif %}", "Ja", "når »a < b« gælder"),
        ("{% if klage %}x{% endif %} Altid", "Altid", None),
    ],
)  # fmt: skip
def test_a_text_tells_for_whom_it_is_shown(source: str, words: str, expected: str | None) -> None:
    found = letter(source, klage="boolean", navn="text", antal="number", liste="list")

    block = next(block for block in found.blocks if words in block.text)
    start = block.text.index(words)
    assert when_text(block.choices(start, start + len(words))) == expected


def test_choices_join_in_plain_danish() -> None:
    choices = [Choice(Atom("truth", name), True, name) for name in "abc"]

    assert when_text(choices) == "når a er sand, b er sand og c er sand"
    assert when_text([]) is None


def test_branches_that_no_case_reaches_are_told() -> None:
    source = "{% if a %}1{% elif b %}2{% else %}3{% endif %}{% for x in l %}4{% else %}5{% endfor %}"
    found = letter(source, {"a": True, "l": []})

    unreached = [
        (source[arm.place.start : arm.place.end], arm.condition, arm.is_else) for arm in found.unreached
    ]
    assert sorted(unreached) == [
        ("{% elif b %}", "b", False),
        ("{% else %}", "a", True),
        ("{% for x in l %}", "x in l", False),
    ]
    assert found.dead == ()


def test_a_branch_that_nobody_can_reach_is_told() -> None:
    found = letter("{% if a %}{% if not a %}1{% endif %}{% endif %}")

    assert [arm.condition for arm in found.dead] == ["not a"]


def test_what_is_in_a_snippet_stands_in_its_file() -> None:
    found = letter('Hej {% include "snippets/hilsen.md" %}')

    block = next(block for block in found.blocks if "Med venlig" in block.text)
    start = block.text.index("Med")
    path, span = block.span(start, start + 17)
    assert path == "content/snippets/hilsen.md"
    assert SNIPPETS["snippets/hilsen.md"][span.start : span.end] == "Med venlig hilsen"


def test_words_over_the_edge_of_a_snippet_stand_in_the_letter() -> None:
    source = 'Hej {% include "snippets/hilsen.md" %}'
    found = letter(source)

    block = next(block for block in found.blocks if "Med venlig" in block.text)
    path, span = block.span(0, len(block.text))
    assert (path, source[span.start : span.end]) == ("letter.md", source)


def test_names_that_come_from_fields_are_listed_with_their_places() -> None:
    source = "{{ navn }} {% set x = y.z %}{{ x }} {% for i in l if i.q %}{{ i }}{{ loop.index }}{% endfor %}{{ 'navn' | f(q=w) }}{% include 'snippets/hilsen.md' %}"
    template = parse(source, path="letter.md", snippets=SNIPPETS)

    assert [use.name for use in template.uses] == ["navn", "y", "l", "w", "enhed", "a"]
    assert source[template.uses[1].place.start :].startswith("y.z")


def test_comments_are_listed() -> None:
    template = parse("Hej {#- rettesnor: tillad x -#} du", path="letter.md", snippets={})

    assert [comment.text for comment in template.comments] == ["rettesnor: tillad x"]


def test_every_combination_of_chosen_conditions_can_be_read() -> None:
    found = letter("{% if a %}A{% endif %}{% if b %}B{% endif %}{% if c %}C{% endif %}")
    choices = [Choice(Atom("truth", name), True, name) for name in "abc"]

    read = [reading.text for reading in found.over(choices)]
    assert sorted(read) == ["", "A", "AB", "ABC", "AC", "B", "BC", "C"]


def test_many_conditions_are_read_all_none_and_one_by_one() -> None:
    found = letter("".join(f"{{% if v{n} %}}{n}.{{% endif %}}" for n in range(9)))
    choices = [Choice(Atom("truth", f"v{n}"), True, f"v{n}") for n in range(9)]

    read = {reading.text for reading in found.over(choices)}
    assert {"", "0.1.2.3.4.5.6.7.8.", "4.", "0.1.2.3.5.6.7.8."} <= read


def test_a_link_keeps_its_address_and_its_words() -> None:
    found = letter("Læs mere på [din *side*]({{ url }}/hjem) eller <https://borger.dk>.")

    (block,) = found.blocks
    assert [(link.href, block.text[link.start : link.end]) for link in block.links] == [
        (f"{VALUE}/hjem", "din side"),
        ("https://borger.dk", "https://borger.dk"),
    ]


def test_blocks_have_their_kind_and_level() -> None:
    found = letter("# A\n\nB\n\n- C\n  - D\n\n> E\n\n| F |\n|---|\n| G |\n\n```\nH\n```\n\n### I\n")

    assert [(block.kind, block.level, block.text) for block in found.blocks] == [
        ("heading", 1, "A"),
        ("paragraph", 0, "B"),
        ("item", 1, "C"),
        ("item", 2, "D"),
        ("quote", 0, "E"),
        ("cell", 1, "F"),
        ("cell", 1, "G"),
        ("code", 0, "H"),
        ("heading", 3, "I"),
    ]

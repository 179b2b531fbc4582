"""Broken and hostile letters: each is named with its place and what to do, in bounded time, and nothing is raised."""

import time

import pytest

from rettesnor.letter.readings import readings
from rettesnor.letter.template import parse
from rettesnor.model import Field

SNIPPETS = {
    "snippets/loop.md": 'Hej {% include "snippets/loop.md" %}',
    "snippets/a.md": '{% include "snippets/b.md" %}',
    "snippets/b.md": '{% include "snippets/a.md" %}',
    "snippets/broken.md": "---\ntitle: Tekst\n---\n{% if a %}Hej",
    "snippets/good.md": "Hej",
}

BROKEN = {
    "unclosed-if": ("Hej {% if a %}du", "{% if a %}", "endif"),
    "unclosed-for": ("{% for x in y %}du", "{% for x in y %}", "endfor"),
    "unclosed-macro": ("{% macro m() %}du", "{% macro m() %}", "endmacro"),
    "unclosed-raw": ("{% raw %}du", "{% raw %}", "endraw"),
    "unclosed-comment": ("Hej {# du", "{#", "#}"),
    "unclosed-value": ("Hej {{ navn\n\ndu", "{{ navn", "}}"),
    "unclosed-tag": ("Hej {% if a\n\ndu", "{% if a", "%}"),
    "unclosed-string": ("Hej {{ 'navn }}", "{{ 'navn }}", "anførselstegn"),
    "wrong-delimiter": ("{{ navn %}", "{{ navn %}", "}}"),
    "stray-endif": ("Hej {% endif %}", "{% endif %}", "hører ikke til noget"),
    "stray-else": ("Hej {% else %}", "{% else %}", "hører ikke til noget"),
    "crossed": ("{% if a %}{% for x in y %}{% endif %}{% endfor %}", "{% endif %}", "endfor"),
    "unknown-tag": ("{% hvis a %}Hej{% slut %}", "{% hvis a %}", "er ikke et tag"),
    "do": ("{% do x %}", "{% do x %}", "er ikke et tag"),
    "two-names": ("{{ fornavn efternavn }}", "{{ fornavn efternavn }}", "kan ikke læses"),
    "no-condition": ("{% if %}Hej{% endif %}", "{% if %}", "kan ikke læses"),
    "half-expression": ("{{ a + }}", "{{ a + }}", "kan ikke læses"),
    "brackets": ("{{ (a }}", "{{ (a }}", "bliver aldrig lukket"),
    "unknown-filter": ("{{ navn | uper }}", "uper", "Mente du »upper«"),
    "unknown-filter-in-text": ("{{ 'findesikke' | findesikke }}", "findesikke", "er ikke et filter"),
    "unknown-test": ("{% if a is definded %}x{% endif %}", "definded", "Mente du »defined«"),
    "block-twice": ("{% block a %}{% endblock %}{% block a %}{% endblock %}", "{% block a %}", "står to gange"),
    "include-missing": ('{% include "snippets/god.md" %}', '{% include "snippets/god.md" %}', "Mente du »snippets/good.md«"),
    "import-missing": ('{% import "x.md" as x %}', '{% import "x.md" as x %}', "findes ikke"),
    "extends-missing": ('{% extends "x.md" %}', '{% extends "x.md" %}', "findes ikke"),
    "too-deep": ("{% if a %}" * 1000 + "{% endif %}" * 1000, "", "for dybt"),
    "parentheses": ("{{ " + "(" * 5000 + ")" * 5000 + " }}", "", "for dybt"),
    "too-many-tags": ("{{ x }}" * 30_000, "{{", "Del det op"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_letter_is_named_with_its_place(name: str) -> None:
    source, words, message = BROKEN[name]
    template = parse(source, path="letter.md", snippets=SNIPPETS)

    problem = template.problems[0]
    assert source[problem.span.start : problem.span.end] == words
    assert message in problem.message
    assert problem.path == "letter.md"
    assert not template.whole


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_letter_can_still_be_asked_for_readings(name: str) -> None:
    letter = readings(parse(BROKEN[name][0], path="letter.md", snippets=SNIPPETS), ())

    assert isinstance(letter.blocks, tuple)


@pytest.mark.parametrize(("name", "path"), [("loop", "loop"), ("a", "b")])
def test_a_snippet_that_fetches_itself_is_a_fault_in_it(name: str, path: str) -> None:
    template = parse(f'{{% include "snippets/{name}.md" %}}', path="letter.md", snippets=SNIPPETS)

    assert [(problem.path, problem.rule) for problem in template.problems] == [
        (f"content/snippets/{path}.md", "include-loop")
    ]
    assert len(readings(template, ()).all) == 1


def test_a_fault_in_a_snippet_stands_in_the_snippet() -> None:
    template = parse('{% include "snippets/broken.md" %}', path="letter.md", snippets=SNIPPETS)

    (problem,) = template.problems
    assert problem.path == "content/snippets/broken.md"
    assert SNIPPETS["snippets/broken.md"][problem.span.start : problem.span.end] == "{% if a %}"


PIGEONS = " and ".join(
    [f"(d{n}a or d{n}b or d{n}c)" for n in range(4)]
    + [f"not (d{n}{hole} and d{m}{hole})" for hole in "abc" for n in range(4) for m in range(n)]
)
COUPLED = "\n".join(
    f"{{% if v{n} or v{(7 * n + 3) % 300} and not v{(11 * n + 5) % 300} %}}<{n}>{{% endif %}}"
    for n in range(300)
)

HOSTILE = {
    "repeat": "{{ 'x' * 10**9 }}",
    "power": "{{ 9**9**9**9 }}",
    "range": "{% for a in range(10**9) %}" * 4 + "x" + "{% endfor %}" * 4,
    "double": "{% set x = 'ab' %}" + "{% set x = x ~ x %}" * 60 + "{{ x }}",
    "lists": "{% set l = [1] %}" + "{% set l = [l, l] %}" * 60 + "{{ l }}",
    "list-in-itself": "{% set l = [] %}{% set _ = l.append(l) %}{{ l }}",
    "macro-calls-itself": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "macros": "".join(f"{{% macro m{n}() %}}{{{{ m{n - 1}() * 2 }}}}{{% endmacro %}}" for n in range(1, 90)) + "{{ m89() }}",
    "loops": "".join(f"{{% for a in b{n} %}}x" for n in range(60)) + "{% endfor %}" * 60,
    "format": "{{ '%0999999999d' % 5 }} {{ 'x' | center(10**9) }} {{ 'x' | indent(10**9, true) }}",
    "brackets": "[" * 50_000,
    "stars": "*a **b " * 20_000,
    "quotes": ">" * 50_000,
    "lists-in-lists": "".join("  " * n + "- a\n" for n in range(400)),
    "backticks": " ".join("`" * (n % 90 + 1) for n in range(9_000)),
    "tags-unclosed": "<a b='" * 20_000,
    "table": "|a" * 3_000 + "\n" + "|-" * 3_000 + "\n" + ("|b" * 3_000 + "\n") * 100,
    "braces": "{" * 300_000,
    "spaces": "a" + " " * 500_000 + "b",
    "ifs": "{% if a %}x{% endif %}" * 4_000,
    "elifs": "{% if a %}x" + "".join(f"{{% elif a{n} %}}{n}" for n in range(650)) + "{% endif %}",
    "ands": ("{% if " + " and ".join(f"a{n}" for n in range(20)) + " %}x{% endif %}") * 490,
    "or-else": "".join(f"{{{{ 'a' if a{n} else 'b' }}}}" for n in range(4_000)),
    "heading": "# a" + " " * 500_000 + "b",
    "5-mb": "Du har en plan, som vi taler om. " * 150_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_letter_ends_in_seconds(name: str) -> None:
    started = time.process_time()
    letter = readings(parse(HOSTILE[name], path="letter.md", snippets={}), ())
    blocks = letter.blocks

    assert time.process_time() - started < 20
    assert sum(len(block.text) for block in blocks) < 10_000_000


@pytest.mark.parametrize(
    "name",
    [
        "repeat",
        "range",
        "double",
        "lists",
        "macro-calls-itself",
        "brackets",
        "stars",
        "quotes",
        "ifs",
        "elifs",
        "ands",
        "or-else",
    ],
)
def test_what_could_not_be_read_is_told(name: str) -> None:
    letter = readings(parse(HOSTILE[name], path="letter.md", snippets={}), ())

    assert [problem.whole for problem in letter.problems] == [False]


def test_three_hundred_coupled_conditions_are_read_in_seconds() -> None:
    started = time.process_time()
    letter = readings(parse(COUPLED, path="letter.md", snippets={}), ())

    assert time.process_time() - started < 20
    assert letter.dead == ()
    assert letter.problems == ()


def test_a_branch_that_cannot_be_decided_is_told_at_its_tag() -> None:
    source = f"Hej {{% if {PIGEONS} %}}du{{% endif %}}"
    (problem,) = readings(parse(source, path="letter.md", snippets={}), ()).problems

    assert source[problem.span.start :].startswith("{% if (d0a")
    assert not problem.whole


def test_a_name_of_a_snippet_that_cannot_be_known_is_told() -> None:
    template = parse("{% include navn %}", path="letter.md", snippets=SNIPPETS)

    (problem,) = readings(template, (Field(name="navn", type="text"),)).problems
    assert problem.rule == "include-unknown"
    assert not problem.whole

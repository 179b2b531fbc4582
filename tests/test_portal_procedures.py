"""Procedures as pictures and tables: one box for each step, one line for each handover, nine registrations of one praktik."""

import datetime
import re
from functools import cache
from pathlib import Path

import pytest

from rettesnor.load import load
from rettesnor.model import Procedure
from rettesnor.portal.diagrams import WIDTH, Branch, Node, Text, column, text_width, tree
from rettesnor.portal.pages import pages
from rettesnor.portal.site import index
from rettesnor.procedure.flow import Arrow

ROOT = Path(__file__).parents[1]
PROJECT = load(ROOT)
STEPS = [procedure for procedure in PROJECT.procedures if len(procedure.steps) > 1]


@cache
def shown() -> dict[str, str]:
    return {page.url: page.html for page in pages(index(PROJECT), today=datetime.date(2026, 11, 22))}


def node(*lines: str) -> Node:
    return Node(lines=tuple(Text(text=line) for line in lines))


@pytest.mark.parametrize("procedure", STEPS, ids=[procedure.id for procedure in STEPS])
def test_a_picture_has_a_box_and_a_table_a_row_for_each_step(procedure: Procedure) -> None:
    html = shown()[f"/{procedure.id}/"]
    picture = html[html.index('<svg class="diagram"') : html.index("</svg>")]

    assert picture.count('<rect class="box') == len(procedure.steps)
    assert [f"#{step.id}" in html for step in procedure.steps] == [True] * len(procedure.steps)


def test_the_nine_registrations_stand_beside_those_of_today() -> None:
    html = shown()["/dobbeltregistrering/"]

    assert "<td>9 gange</td>" in html
    assert re.search(r"</a>: \d registreringer mod 9 før", html)


def test_every_handover_is_listed_with_both_its_ends() -> None:
    html = shown()["/hvem-goer-hvad/"]
    given = [step for procedure in PROJECT.procedures for step in procedure.steps if step.handover]
    table = html[html.index('id="overdragelser"') :]

    assert table.count('<tr><th scope="row"') == len(given)
    assert re.findall(r'<td><a href="/procedures/[^#"]+"', table) == []


@pytest.mark.parametrize("group", [group.id for group in PROJECT.target_groups])
def test_a_group_has_its_courses_and_its_deadlines(group: str) -> None:
    mine = [procedure.id for procedure in PROJECT.procedures if group in procedure.head.target_groups]
    course = shown()[f"/forloeb/{group}/"]

    assert [id for id in mine if f'href="/{id}/' not in course] == []
    assert f"/frister/{group}/" in shown()["/frister/"]


def test_arrows_past_a_box_go_beside_it_and_share_a_lane_from_one_start() -> None:
    nodes = (node("a"), node("b"), node("c"), node("d"))
    arrows = (Arrow(start=0, end=1), Arrow(start=0, end=2), Arrow(start=0, end=3), Arrow(start=3, end=1))

    drawn = column("x", "X", nodes, arrows)
    lanes = {float(found[1]) for line in drawn.lines if (found := re.search(r"Q([\d.]+) ", line.path))}

    assert len(drawn.lines) == 4
    assert len(lanes) == 2
    assert min(lanes) > drawn.boxes[0].x + drawn.boxes[0].width


def test_many_arrows_make_the_picture_wider_and_never_the_boxes_too_narrow() -> None:
    nodes = tuple(node(str(number)) for number in range(60))
    arrows = tuple(Arrow(start=number, end=59 - number) for number in range(30))

    drawn = column("x", "X", nodes, arrows)

    assert drawn.width > WIDTH
    assert drawn.boxes[0].width >= 239


def test_a_long_line_is_broken_and_a_word_wider_than_its_box_is_cut() -> None:
    (box,) = column("x", "X", (node("beskæftigelsesforanstaltning " * 6, "x" * 90),), ()).boxes

    assert len(box.lines) > 4
    assert [line.text for line in box.lines if text_width(line.text) > box.width] == []


def test_a_branch_is_joined_to_its_parent_and_stands_further_in() -> None:
    branches = (
        Branch(node=node("a"), depth=0, parent=None),
        Branch(node=node("b"), depth=1, parent=0, answer="Ja"),
    )

    drawn = tree("x", "X", branches)

    assert drawn.boxes[1].x > drawn.boxes[0].x
    assert [label.text for label in drawn.labels] == ["Ja"]
    assert len(drawn.lines) == 1

"""Outdated names and synonyms, from what the editors write."""

import datetime

from rettesnor.model import Form, Organisation, Synonyms, System, Term, Unit
from rettesnor.model.policy import Card, Name, TermsCheck
from rettesnor.model.project import Project
from rettesnor.search.names import Renaming, renamings, synonym_groups

DAY = datetime.date(2026, 11, 22)
NOBODY = Organisation(name="P", short_name="P", municipality="P", address="", phone="", web="")


def card(old: str, new: str, *, since: datetime.date | None = None) -> Card:
    check = TermsCheck(names=(Name(term=old),), use=new, from_=since)
    return Card(id="kort", title="Kort", severity="error", message="", why="", check=check)


def project(*cards: Card) -> Project:
    return Project(
        organisation=NOBODY,
        terms=(Term(id="min-plan", term="Min Plan", definition="", outdated=("jobplan",), also=("planen",)),),
        systems=(
            System(id="fasit", name="Fasit", about="", status="in_use"),
            System(id="opera", name="OPERA", about="", status="retired", replaced_by="fasit"),
        ),
        forms=(Form(id="ab-1", name="Gammel", about="", status="retired", replaced_by="ab-9"),),
        units=(Unit(id="yds", name="Ydelsesservice", about="", short_name="YDS", former_names=("Kassen",)),),
        cards=cards,
        synonyms=Synonyms(groups=(("syg", "sygdom"),)),
    )


def test_every_kind_of_outdated_name_is_known_once() -> None:
    found = renamings(project(card("jobplan", "noget andet")), day=DAY)

    assert found == (
        Renaming(old="jobplan", new="Min Plan", target="content/glossary/min-plan"),
        Renaming(old="Kassen", new="Ydelsesservice", target="content/contacts/yds"),
        Renaming(old="OPERA", new="Fasit", target="content/systems/fasit", replaced=True),
    )


def test_a_rule_leads_to_the_page_of_the_new_name() -> None:
    found = renamings(project(card("handleplan", "min plan")), day=DAY)

    assert found[-1] == Renaming(old="handleplan", new="min plan", target="content/glossary/min-plan")


def test_a_name_that_is_right_until_next_year_is_not_outdated() -> None:
    later = card("handleplan", "Min Plan", since=datetime.date(2027, 1, 1))

    assert "handleplan" not in {name.old for name in renamings(project(later), day=DAY)}


def test_other_names_of_an_entry_are_synonyms() -> None:
    assert synonym_groups(project()) == [("syg", "sygdom"), ("Min Plan", "planen"), ("Ydelsesservice", "YDS")]

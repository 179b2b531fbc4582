"""The acts in content/statutes: real dates, no two versions at once, nothing in force that nobody has seen."""

import datetime
from pathlib import Path

import pytest

from rettesnor.law.impact import passages
from rettesnor.law.judgment import resolve
from rettesnor.law.register import Register, names, problems
from rettesnor.load import load

ROOT = Path(__file__).parent.parent
PROJECT = load(ROOT)
STATUTES = PROJECT.statutes
DAY = datetime.date(2026, 11, 22)
REGISTER = Register(STATUTES)


def test_the_register_has_no_faults():
    assert problems(STATUTES) == ()


@pytest.mark.parametrize("statute", STATUTES, ids=lambda statute: statute.id)
def test_every_version_says_where_it_was_seen(statute):
    assert all(version.source is not None for version in statute.versions)
    assert statute.versions or statute.note or statute.sources


@pytest.mark.parametrize("statute", STATUTES, ids=lambda statute: statute.id)
def test_every_act_is_found_by_every_name_it_has(statute):
    found = [
        REGISTER.find(f"Efter {name} § 5 gælder det.") for name in names(statute) if "vejledning" not in name
    ]
    assert all(
        statute.id in [resolve(each, REGISTER, DAY).act_id for each in citations] for citations in found
    )


def test_every_act_in_letters_and_procedures_is_in_the_register():
    unknown = {
        (passage.path, citation.text)
        for passage in passages(PROJECT)
        if passage.kind in ("letter", "procedure")
        for citation in REGISTER.find(passage.text)
        if citation.act is not None and citation.act.type not in ("principafgørelse", "dom")
        if resolve(citation, REGISTER, DAY).status == "unknown_act"
    }
    assert unknown == set()

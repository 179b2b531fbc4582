"""The register, and citations judged against it on a day."""

import datetime

import pytest

from rettesnor.law.judgment import resolve
from rettesnor.law.register import Register, label, overdue, problems, url
from rettesnor.model.pages import Source
from rettesnor.model.statutes import Amendment, LaterVersions, Moved, Statute, Version

DAY = datetime.date(2026, 11, 22)
SOURCE = Source(title="Retsinformation", url="https://www.retsinformation.dk/eli/lta/2024/152")


def version(kind: str, number: str | None, date: str | None, **more: object) -> Version:
    return Version(type=kind, number=number, date=datetime.date.fromisoformat(date) if date else None, **more)


LAB = Statute(
    id="lab",
    title="lov om en aktiv beskæftigelsesindsats",
    short_name="beskæftigelsesindsatsloven",
    abbreviations=("LAB",),
    versions=(
        version("LBK", "1342", "2016-11-21"),
        version("LOV", "548", "2019-05-07", in_force_from=datetime.date(2020, 1, 1)),
        version(
            "LBK",
            "280",
            "2024-03-01",
            amendments=(
                Amendment(
                    type="LOV",
                    number="1750",
                    date=datetime.date(2025, 12, 29),
                    in_force_from=datetime.date(2026, 2, 1),
                ),
            ),
        ),
    ),
    moved=(Moved(old="§ 30 a", new="§ 40, stk. 2", since=datetime.date(2020, 1, 1)),),
)
FERIE = Statute(
    id="ferieloven",
    title="lov om ferie",
    short_name="ferieloven",
    versions=(
        version("LBK", "230", "2021-02-12"),
        version(
            "LBK",
            "152",
            "2024-02-20",
            in_force_checked=datetime.date(2026, 6, 1),
            source=SOURCE,
            sections=("1-23", "23 a", "24"),
        ),
    ),
)
SICK = Statute(
    id="sygedagpengeloven",
    title="lov om sygedagpenge",
    short_name="sygedagpengeloven",
    versions=(version("LOV", "563", "2006-06-09"), version("LBK", "1032", "2016-06-23")),
    later_versions=LaterVersions(after=datetime.date(2019, 12, 31), note="flere"),
)
OLD = Statute(
    id="persondataloven",
    title="lov om behandling af personoplysninger",
    short_name="persondataloven",
    versions=(version("LOV", "429", "2000-05-31"),),
    repealed_on=datetime.date(2018, 5, 25),
    successor="ferieloven",
)
RSL = Statute(
    id="rsl",
    title="lov om retssikkerhed",
    abbreviations=("RSL",),
    versions=(
        version("LBK", "56", "2007-01-18"),
        version("LBK", None, "2007-08-27", note="?"),
        version("LBK", "877", "2008-09-03"),
    ),
)
RSL_TOO = Statute(id="rsl-to", title="lov om rejser", abbreviations=("RSL",))
REGISTER = Register((LAB, FERIE, SICK, OLD, RSL, RSL_TOO))


@pytest.mark.parametrize(
    ("text", "day", "status"),
    [
        ("LBK nr. 1342 af 20. november 2016", DAY, "wrong_date"),
        ("LBK nr. 1342 af 21. november 2016", DAY, "superseded"),
        ("LBK nr. 1342 af 21. november 2016", datetime.date(2017, 1, 1), "unverified"),
        ("LBK nr. 280 af 1. marts 2024", DAY, "unverified"),
        ("LBK nr. 280 af 1. marts 2024", datetime.date(2023, 1, 1), "not_yet_in_force"),
        ("LBK nr. 280 af 1. marts 2023", DAY, "wrong_date"),
        ("LBK nr. 208 af 1. marts 2024", DAY, "wrong_date"),
        ("LAB (LBK 280/2023)", DAY, "wrong_date"),
        ("LAB (LBK nr. 152 af 20. februar 2024)", DAY, "wrong_date"),
        ("lov nr. 1750 af 29. december 2025", datetime.date(2026, 1, 1), "not_yet_in_force"),
        ("lov nr. 1750 af 29. december 2025", DAY, "unverified"),
        ("LBK nr. 1032 af 23. juni 2016", DAY, "superseded"),
        ("lov om sygedagpenge § 7", DAY, "unverified"),
        ("lov nr. 563 af 9. juni 2006", DAY, "unverified"),
        ("persondataloven", DAY, "repealed"),
        ("persondataloven", datetime.date(2018, 5, 24), "unverified"),
        ("ferielovens § 5", DAY, "in_force"),
        ("ferielovens § 5", datetime.date(2027, 6, 2), "unverified"),
        ("ferielovens § 16 a", DAY, "unknown_section"),
        ("ferielovens § 23 a", DAY, "in_force"),
        ("lov om fiskeri § 5", DAY, "unknown_act"),
        ("LBK nr. 999 af 3. maj 2023", DAY, "unknown_act"),
        ("lov om ferie, jf. LBK nr. 999 af 3. maj 2023", DAY, "superseded"),
        ("lov om ferie, jf. LBK nr. 999 af 3. maj 2026", DAY, "unverified"),
        ("RSL § 5", DAY, "unknown_act"),
        ("LBK nr. 1047 af 27. august 2007", DAY, "superseded"),
        ("§ 5", DAY, "unresolved"),
        ("U.2010.337Ø", DAY, "unknown_act"),
    ],
)
def test_a_citation_is_judged_on_its_day(text, day, status):
    (citation,) = REGISTER.find(text)
    assert resolve(citation, REGISTER, day).status == status


def test_nothing_is_in_force_unless_somebody_looked():
    seen = {
        resolve(each, REGISTER, DAY).status
        for each in REGISTER.find("LAB § 5. RSL. lov om sygedagpenge. LBK nr. 56 af 18/1-2007")
    }
    assert "in_force" not in seen


def test_a_wrong_day_comes_with_the_right_one_and_what_replaced_it():
    (citation,) = REGISTER.find("LBK nr. 1342 af 20. november 2016 § 16a, stk. 1")
    judged = resolve(citation, REGISTER, DAY)
    assert (judged.act_id, judged.right) == ("lab", "LBK nr. 1342 af 21. november 2016")
    assert judged.message == (
        "Forkert dag: det rigtige er LBK nr. 1342 af 21. november 2016. "
        "Den er afløst; den nyeste, vi kender, er LBK nr. 280 af 1. marts 2024."
    )
    assert judged.url == "https://www.retsinformation.dk/eli/lta/2016/1342"


def test_a_moved_provision_says_where_it_stands_now():
    (citation,) = REGISTER.find("LAB § 30 a")
    assert [each.new for each in resolve(citation, REGISTER, DAY).moved] == ["§ 40, stk. 2"]


def test_only_lovtidende_has_an_address():
    assert url(version("VEJ", "9330", "2019-03-21")) is None
    assert url(version("BEK", "1216", "2023-09-28")) == "https://www.retsinformation.dk/eli/lta/2023/1216"


def test_an_act_is_overdue_when_nobody_looked_for_a_year():
    assert FERIE.id not in [statute.id for statute, _ in overdue(REGISTER.statutes.values(), DAY)]
    assert FERIE.id in [s.id for s, _ in overdue(REGISTER.statutes.values(), datetime.date(2027, 6, 2))]
    assert OLD.id not in [statute.id for statute, _ in overdue(REGISTER.statutes.values(), DAY)]


@pytest.mark.parametrize(
    ("statute", "says"),
    [
        (Statute(id="a", title="a", successor="b", repealed_on=DAY), "er ikke en lov i content/statutes"),
        (Statute(id="a", title="a", successor="a", repealed_on=DAY), "peger på loven selv"),
        (Statute(id="a", title="a", versions=(version("LBK", None, "2020-01-01"),)), "mangler nummer"),
        (Statute(id="a", title="a", versions=(version("LBK", "1", None),)), "mangler både date og year"),
        (Statute(id="a", title="a", versions=(version("XYZ", "1", "2020-01-01"),)), "er ikke en type"),
        (
            Statute(
                id="a",
                title="a",
                versions=(version("LBK", "1", "2020-01-01"), version("LBK", "2", "2019-01-01")),
            ),
            "Skriv den ældste udgave først",
        ),
        (
            Statute(
                id="a",
                title="a",
                versions=(
                    version("BEK", "1", "2020-01-01", in_force_to=datetime.date(2021, 1, 1)),
                    version("BEK", "2", "2020-06-01", in_force_from=datetime.date(2020, 7, 1)),
                ),
            ),
            "gælder samtidig",
        ),
        (
            Statute(id="a", title="a", versions=(version("LBK", "1", "2020-01-01", in_force_checked=DAY),)),
            "kræver en source",
        ),
        (
            Statute(id="a", title="a", versions=(version("LBK", "1", "2020-01-01", sections=("x",)),)),
            "er ikke en paragraf",
        ),
        (
            Statute(id="a", title="a", moved=(Moved(old="nr. 3", new="§ 5", since=DAY),)),
            "er ikke en henvisning",
        ),
    ],
)
def test_a_fault_in_the_register_is_told_with_what_to_do(statute, says):
    assert any(says in problem.message for problem in problems((statute,)))


def test_one_number_belongs_to_one_act():
    other = Statute(id="z", title="z", versions=(version("LBK", "152", "2024-02-20"),))
    assert [problem.path for problem in problems((FERIE, other))] == ["content/statutes/z.yml"]


def test_a_version_is_written_as_it_is_cited():
    assert label(version("LBK", "280", "2024-03-01")) == "LBK nr. 280 af 1. marts 2024"
    assert label(version("LBK", "85", None, year=2011)) == "LBK nr. 85 fra 2011"

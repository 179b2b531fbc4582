"""The baseline knows findings by what they are, and can only become shorter."""

import pytest

from rettesnor.lint.baseline import Baseline, record, shrink, unknown
from rettesnor.lint.fingerprint import fingerprints
from test_report import finding

ONE, TWO = finding(), finding(nth=1)
CHECKED = frozenset((ONE.path,))


def test_recorded_findings_are_known() -> None:
    assert unknown((ONE, TWO), record((ONE, TWO))) == ()


def test_known_finding_that_moved_is_still_known() -> None:
    moved = finding(source="Nyt øverst.\n\n# Brev\n\nDin jobplan er her.\n")
    assert unknown((moved,), record((ONE,))) == ()


def test_one_more_of_the_same_words_is_new() -> None:
    assert unknown((ONE, TWO), record((ONE,))) == (TWO,)


def test_mended_finding_leaves_the_baseline() -> None:
    assert shrink(record((ONE, TWO)), (ONE,), checked=CHECKED) == record((ONE,))


def test_new_finding_never_enters_the_baseline() -> None:
    assert shrink(Baseline(), (ONE,), checked=CHECKED) == Baseline()


def test_finding_in_a_file_that_was_not_checked_stays() -> None:
    assert shrink(record((ONE,)), (), checked=frozenset()) == record((ONE,))


@pytest.mark.parametrize(
    "change", [{"severity": "warning"}, {"when": "når a er sand"}, {"message": "Ny besked"}]
)
def test_fingerprint_is_about_words_not_about_what_is_said_of_them(change: dict[str, str]) -> None:
    assert fingerprints((ONE,)) == fingerprints((finding(**change),))

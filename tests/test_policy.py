"""The policy as a whole: dates, letters' audience, offsets, and that it can be kept on disk."""

import datetime
import pickle
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettesnor.model import Match
from rettesnor.policy import compile_policy
from test_cards import CARDS, TODAY

POLICY = compile_policy(CARDS, day=TODAY)
WORDS = st.sampled_from(
    [
        "jobplan",
        "job\xadplanen",
        "Post-\nDanmark",
        "såfremt",
        "De",
        "sendes",
        "bliver",
        "ikke",
        "sendt",
        "jf.",
        "foretager",
        "en",
        "vurdering",
        "man",
        ".",
        ",",
        "e-Boks'",
        "￼",
    ]
)


def found(text: str, *, audience: str | None = None) -> list[tuple[str, str]]:
    return [(match.group, text[match.start : match.end]) for match in POLICY.matches(text, audience=audience)]


@pytest.mark.parametrize(
    ("day", "expected"), [("2014-12-31", []), ("2015-01-01", ["jobplan"]), ("2026-11-22", ["jobplan"])]
)
def test_a_name_is_outdated_from_its_day(day: str, expected: list[str]) -> None:
    policy = compile_policy(CARDS, day=datetime.date.fromisoformat(day))
    assert [match.rule for match in policy.matches("Se din jobplan.") if match.group == "terms"] == expected


def test_a_letter_to_a_company_may_speak_of_the_citizen() -> None:
    assert found("Borgeren skal møde.", audience="virksomhed") == []
    assert found("Borgeren skal møde.", audience="borger") == [("address", "Borgeren")]


@pytest.mark.parametrize(("kind", "expected"), [("paragraph", 1), ("heading", 0), ("item", 0)])
def test_only_running_prose_has_long_sentences(kind: str, expected: int) -> None:
    text = "Vi " + "skriver til dig og " * 8 + "ringer."
    assert len(POLICY.matches(text, block_kind=kind)) == expected


def test_a_soft_hyphen_stays_inside_the_span() -> None:
    assert found("Se din job­plan her.") == [("terms", "job­plan")]


def test_a_policy_can_be_kept_on_disk() -> None:
    kept = pickle.loads(pickle.dumps(POLICY))
    assert kept.matches("Se din jobplan.") == POLICY.matches("Se din jobplan.")


def places(matches: tuple[Match, ...]) -> Iterator[tuple[int, int]]:
    for match in matches:
        yield match.start, match.end
        if match.replace_start is not None and match.replace_end is not None:
            yield match.replace_start, match.replace_end


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_every_match_lies_in_the_text_and_is_not_empty(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in places(POLICY.matches(text)))


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_a_match_begins_and_ends_with_something_seen(text: str) -> None:
    assert all(text[m.start : m.end].strip() == text[m.start : m.end] for m in POLICY.matches(text))


@pytest.mark.parametrize(
    "line",
    ["a.b" * 40_000 + "@", "-" * 200_000, "." * 200_000, "jobplan" * 30_000, "jobplan De såfremt " * 10_000],
)
def test_a_line_without_spaces_takes_no_time_to_speak_of(line: str) -> None:
    start = time.process_time()
    POLICY.matches(f"{'Vi ringer. ' * 20}{line}", block_kind="item")
    assert time.process_time() - start < 5

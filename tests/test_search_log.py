"""The search log holds sums by day and nothing of the person who searched."""

import datetime
from pathlib import Path

import pytest

from rettesnor.feedback.searches import SearchLog

TODAY = datetime.date(2026, 11, 22)
PAGE, OTHER = "/forms/kvittering-ferie/", "/glossary/ferie/"


@pytest.fixture
def log(tmp_path: Path) -> SearchLog:
    return SearchLog(tmp_path / "var/search-log.sqlite", keep_days=365)


def test_searches_are_counted_however_they_are_typed(log: SearchLog):
    log.searched("Ferie  skema", 0, today=TODAY)
    log.searched(" ferie skema", 0, today=TODAY)
    (asked,) = log.unfound(today=TODAY)
    assert (asked.query, asked.times, asked.found) == ("ferie skema", 2, 0)


def test_what_is_found_today_is_no_longer_missing(log: SearchLog):
    log.searched("ferieskema", 0, today=TODAY - datetime.timedelta(days=1))
    log.searched("ferieskema", 4, today=TODAY)
    assert log.unfound(today=TODAY) == ()
    assert log.summary(today=TODAY).unfound == 1


def test_the_most_frequent_comes_first(log: SearchLog):
    for query in ("ferie", "praktik", "praktik"):
        log.searched(query, 3, today=TODAY)
    assert [(asked.query, asked.times) for asked in log.frequent(today=TODAY)] == [
        ("praktik", 2),
        ("ferie", 1),
    ]


def test_a_hit_that_is_chosen_far_down_is_told_with_its_mean_rank(log: SearchLog):
    for page, rank in ((PAGE, 5), (PAGE, 7), (OTHER, 1)):
        log.chosen("ferie", page, rank, today=TODAY)
    log.chosen("praktik", OTHER, 2, today=TODAY)
    (chosen,) = log.deep(today=TODAY)
    assert (chosen.query, chosen.page, chosen.times, chosen.rank) == ("ferie", PAGE, 2, 6.0)
    assert (log.summary(today=TODAY).clicked, log.summary(today=TODAY).first_three) == (4, 2)


@pytest.mark.parametrize(
    "query", ["310299-1234", "anna@example.dk", "sag 2021-0007751", "33 66 33 66", "ring 33663366"]
)
def test_what_points_at_a_person_never_reaches_the_disk(log: SearchLog, tmp_path: Path, query: str):
    log.searched(query, 0, today=TODAY)
    log.chosen(query, PAGE, 1, today=TODAY)
    stored = (tmp_path / "var/search-log.sqlite").read_bytes()
    assert query.split()[-1].encode() not in stored
    assert [asked.times for asked in log.frequent(today=TODAY)] == [1]


def test_the_time_of_day_is_not_kept(log: SearchLog, tmp_path: Path):
    log.searched("ferie", 1, today=TODAY)
    assert b"2026-11-22ferie" in (tmp_path / "var/search-log.sqlite").read_bytes()


def test_a_long_query_is_cut_and_an_empty_one_left_out(log: SearchLog):
    log.searched("a" * 5_000, 0, today=TODAY)
    log.searched("   ", 0, today=TODAY)
    assert [len(asked.query) for asked in log.frequent(today=TODAY)] == [100]


def test_what_is_past_its_time_is_not_shown_and_then_deleted(log: SearchLog):
    old = TODAY - datetime.timedelta(days=366)
    log.searched("ferie", 0, today=old)
    log.chosen("ferie", PAGE, 9, today=old)
    assert (log.unfound(today=TODAY), log.deep(today=TODAY)) == ((), ())
    assert log.expire(today=TODAY) == 2
    assert log.expire(today=TODAY) == 0

"""Finished letters by the million: what is read, what is counted, and what stays inside."""

import contextlib
import datetime
import io
import json
import os
import resource
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path

import docx
import pyarrow
import pyarrow.parquet
import pytest
import typst

from rettesnor.audit import archive as archives
from rettesnor.audit.archive import entries
from rettesnor.audit.chunks import cuts, sent
from rettesnor.audit.examine import Examiner, Rules
from rettesnor.audit.ledger import Ledger
from rettesnor.audit.letters import Chunk, Details, Form, Sent, Tally, Unreadable
from rettesnor.audit.local import LocalPool
from rettesnor.audit.pool import KILLER, examined
from rettesnor.audit.privacy import masked, quote
from rettesnor.audit.reading import read
from rettesnor.audit.report import percent, report
from rettesnor.audit.run import audit, rules
from rettesnor.audit.survey import GroupRow, Quote, RuleOf, RuleRow, Survey
from rettesnor.checking.standard import read_standard
from rettesnor.cli.main import main
from rettesnor.lint.text import text_matches
from rettesnor.model import ContentError, LetterHead

ROOT = Path(__file__).parents[1]
DAY = datetime.date(2026, 11, 22)
FILES = ("letters.parquet", "findings.parquet", "quotes.parquet", "unread.csv", "report.html")
JOBPLAN = "Kære Anna Prøvesen\n\nDu skal følge din jobplan.\n"


@pytest.fixture(scope="module")
def held() -> Rules:
    return rules(ROOT, DAY)


@pytest.fixture(scope="module")
def examiner(held: Rules) -> Examiner:
    return Examiner(held)


def letter(text: str | bytes, *, form: Form = "txt", number: int = 0, **details: object) -> Sent:
    data = text.encode() if isinstance(text, str) else text
    return Sent(number, f"brev-{number}", form, Details()._replace(**details), data)


def lines(path: Path, rows: Iterable[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def read_all(archive: Path) -> list[tuple[str, Details, bytes | str]]:
    return [(one.name, one.details, one.fault or one.data) for one in map(sent, entries(archive), range(99))]


def audited(archive: Path, out: Path, *, jobs: int = 1) -> dict[str, bytes]:
    audit(
        archive,
        root=ROOT,
        out=out,
        day=DAY,
        today=DAY,
        pool=lambda held: LocalPool(held, workers=jobs),
        fonts=(b"", b""),
    )
    return {name: (out / name).read_bytes() for name in FILES}


# What an archive is


def test_a_folder_tells_template_and_day_by_its_names(tmp_path: Path) -> None:
    (tmp_path / "indkaldelse").mkdir()
    (tmp_path / "indkaldelse/2026-03-02-17.txt").write_text("Kom.")
    (tmp_path / ".skjult.txt").write_text("x")
    (tmp_path / "alene.txt").write_text("Hej.")

    found = read_all(tmp_path)

    assert found == [
        ("alene.txt", Details(), b"Hej."),
        ("indkaldelse/2026-03-02-17.txt", Details("indkaldelse", sent=datetime.date(2026, 3, 2)), b"Kom."),
    ]


def test_a_manifest_tells_what_names_cannot(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Hej.")
    (tmp_path / "manifest.csv").write_text(
        "path;template;unit;sent;kind\na.txt;rykker-1;Center Nord;02-03-2026;Rykker\n", encoding="utf-8-sig"
    )

    assert read_all(tmp_path) == [
        ("a.txt", Details("rykker-1", "Center Nord", datetime.date(2026, 3, 2), "rykker"), b"Hej.")
    ]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../ude.txt", archives.OUTSIDE),
        ("/etc/hostname", archives.OUTSIDE),
        ("link.txt", archives.OUTSIDE),
        ("væk.txt", archives.MISSING),
        ("brev.doc", archives.NO_READER),
        ("a\0b.txt", archives.MISSING),
    ],
)
def test_a_name_that_leads_elsewhere_is_listed_and_not_read(tmp_path: Path, name: str, reason: str) -> None:
    folder = tmp_path / "arkiv"
    folder.mkdir()
    (tmp_path / "ude.txt").write_text("hemmeligt")
    (folder / "link.txt").symlink_to(tmp_path / "ude.txt")
    (folder / "brev.doc").write_text("x")
    (folder / "manifest.csv").write_text(f"path\n{name}\n")

    assert [found for _, _, found in read_all(folder)] == [reason]


def test_a_zip_bomb_is_unpacked_no_further_than_a_letter(tmp_path: Path) -> None:
    path = tmp_path / "arkiv.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("bombe.txt", b"\0" * (archives.MAX_LETTER + 1))
        package.writestr("../../ude.txt", "Hej.")

    assert [found for _, _, found in read_all(path)] == [archives.TOO_LARGE, b"Hej."]


def test_a_zip_that_lies_about_a_size_is_unpacked_no_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "arkiv.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("brev.txt", b"a" * 5000)
    monkeypatch.setattr(archives, "MAX_LETTER", 4000)
    data = path.read_bytes().replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(data)

    [(_, _, found)] = read_all(path)

    assert isinstance(found, str)


def test_lines_of_json_hold_text_html_or_a_path(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("fil")
    path = tmp_path / "breve.jsonl"
    path.write_text(
        '{"text": "tekst", "template": 7}\n{"html": "<p>html</p>"}\n{"path": "a.txt"}\n{"text": ""}\n[1]\nnoget\n',
        encoding="utf-8",
    )

    assert [found for _, _, found in read_all(path)] == [
        b"tekst",
        b"<p>html</p>",
        b"fil",
        "Rækken har ingen tekst.",
        "Linjen er ikke JSON med navne og værdier.",
        "Linjen er ikke JSON med navne og værdier.",
    ]


def test_parquet_is_read_with_days_as_days(tmp_path: Path) -> None:
    path = tmp_path / "breve.parquet"
    table = pyarrow.table({"text": ["Hej.", None], "sent": [DAY, None], "andet": [1, 2]})
    pyarrow.parquet.write_table(table, path)

    assert read_all(path) == [
        ("række 1", Details(sent=DAY), b"Hej."),
        ("række 2", Details(), "Rækken har ingen tekst."),
    ]


def test_a_row_of_parquet_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    path = tmp_path / "breve.parquet"
    texts = pyarrow.array([b"Hej.", b"\xff"]).cast(pyarrow.string(), safe=False)
    times = pyarrow.array([1_771_000_000_123_456_789, 2], pyarrow.timestamp("ns"))
    pyarrow.parquet.write_table(pyarrow.table({"text": texts, "sent": times}), path)
    days = tmp_path / "dage.parquet"
    never = pyarrow.array([2**31 - 1], pyarrow.int32()).cast(pyarrow.date32())
    pyarrow.parquet.write_table(pyarrow.table({"text": ["Hej."], "sent": never}), days)

    assert read_all(path) == [
        ("række 1", Details(sent=datetime.date(2026, 2, 13)), b"Hej."),
        ("række 2", Details(), "Rækkens »text« kan ikke læses."),
    ]
    assert read_all(days) == [("række 1", Details(), b"Hej.")]


def test_a_text_that_parquet_packs_once_for_all_rows_fills_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "bombe.parquet"
    once = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 256), ["a" * 20_000_001])
    pyarrow.parquet.write_table(pyarrow.table({"text": once}), path, compression="zstd")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert {sent(one, 0).fault for one in islice(entries(path), 9)} == {archives.TOO_LARGE}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1_000_000


def test_links_in_a_ring_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "ring.txt").symlink_to("omkring.txt")
    (tmp_path / "omkring.txt").symlink_to("ring.txt")
    os.mkfifo(tmp_path / "roer.txt")
    (tmp_path / "z.txt").write_text("Hej.")

    reasons = [archives.MISSING, archives.MISSING, "Det er ikke en fil.", b"Hej."]
    assert [found for _, _, found in read_all(tmp_path)] == reasons


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """Folders in folders, more than Python calls in calls; pytest's own clearing up would not get through them."""
    inside = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1_100):
        os.mkdir("a", dir_fd=inside)
        deeper = os.open("a", os.O_RDONLY, dir_fd=inside)
        os.close(inside)
        inside = deeper
    os.close(inside)
    yield tmp_path
    subprocess.run(["rm", "-rf", tmp_path / "a"], check=True)


def test_folders_in_folders_stop_nothing(deep: Path) -> None:
    (deep / "z.txt").write_text("Hej.")

    assert [found for _, _, found in read_all(deep)] == [b"Hej."]


def test_a_manifest_is_read_no_further_than_it_can_be(tmp_path: Path) -> None:
    folder = tmp_path / "arkiv"
    folder.mkdir()
    (folder / "manifest.csv").write_text("path\n" + "a" * 200_000 + "\n")
    packed = tmp_path / "arkiv.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("manifest.csv", "path\n" + "a\n" * 11_000_000)

    with pytest.raises(ContentError, match="Manifestet kan ikke læses"):
        read_all(folder)
    with pytest.raises(ContentError, match="fylder over 20 MB"):
        read_all(packed)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.parquet", b"PAR1"), ("a.zip", b"PK"), ("a.rar", b""), ("findes-ikke.jsonl", None)],
)
def test_what_is_no_archive_is_said_in_danish(tmp_path: Path, name: str, data: bytes | None) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)

    with pytest.raises(ContentError, match=r"[A-ZÆØÅ].*\."):
        list(entries(path))


# What a letter is


def test_text_of_windows_is_read() -> None:
    [block] = read(letter("Kære Åse".encode("cp1252"))).blocks

    assert block.text == "Kære Åse"


def test_a_short_line_alone_is_a_heading_and_a_greeting_is_none() -> None:
    text = "Sådan klager du\n\nKære Anna\n\nDu kan klage.\n\nMed venlig hilsen\n"

    assert [block.kind for block in read(letter(text)).blocks] == [
        "heading",
        "paragraph",
        "paragraph",
        "paragraph",
    ]


def test_lines_of_a_pdf_become_paragraphs_again() -> None:
    source = "#set page(width: 8cm)\n#set text(lang: \"da\", hyphenate: true)\nDu får sygedagpenge fra arbejdsmarkedsforvaltningen til og med den dag, du er rask igen.\n\nDu kan klage inden fire uger."  # fmt: skip
    pdf = typst.compile(source.encode())

    found = [block.text for block in read(letter(pdf, form="pdf")).blocks]

    assert found == [
        "Du får sygedagpenge fra arbejdsmarkedsforvaltningen til og med den dag, du er rask igen.",
        "Du kan klage inden fire uger.",
    ]


def test_a_word_document_is_read_with_its_headings() -> None:
    document = docx.Document()
    document.add_heading("Kom til møde", 1)
    document.add_paragraph("Vi ses.")
    data = io.BytesIO()
    document.save(data)

    found = read(letter(data.getvalue(), form="docx"))

    assert [(block.kind, block.text) for block in found.blocks] == [
        ("heading", "Kom til møde"),
        ("paragraph", "Vi ses."),
    ]


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"%PDF-1.7 nej", "pdf"),
        (b"PK nej", "docx"),
        (b"a\0b", "txt"),
        (b"  \n", "txt"),
        (b"<!-- -->", "html"),
        (b"a " * 300_000, "txt"),
        (typst.compile(b"#pagebreak()"), "pdf"),
    ],
    ids=["pdf", "docx", "bytes", "empty", "html", "long", "scanned"],
)
def test_what_is_no_letter_says_why(data: bytes, form: Form) -> None:
    with pytest.raises(Unreadable, match=r"[A-ZÆØÅ].*\."):
        read(letter(data, form=form))


# What is counted


def test_a_letter_is_held_against_the_day_it_was_sent(examiner: Examiner) -> None:
    early, late = (
        {fault.rule for fault in examiner.found(letter(JOBPLAN, sent=day))}
        for day in (datetime.date(2010, 1, 1), datetime.date(2020, 1, 1))
    )

    assert "jobplan" not in early
    assert "jobplan" in late


def test_days_between_two_changes_give_what_each_of_them_gives(examiner: Examiner) -> None:
    text = (
        "Din jobplan og integrationsydelse i e-Boks efter LBK nr. 1342 af 21. november 2016 § 16 a, lov nr. 419 af "
        "29. april 2025 § 3, lov om en aktiv beskæftigelsesindsats § 27 og serviceloven § 85."
    )
    changes = examiner._periods._changes
    days = sorted({day + datetime.timedelta(n) for day in changes for n in (-1, 0, 1)})

    found = {
        day: [(match.rule, match.start) for match in text_matches("paragraph", text, LetterHead(), examiner._periods.at(day))]
        for day in days
    }  # fmt: skip
    picked = days[:: max(1, len(days) // 15)]

    assert len({tuple(each) for each in found.values()}) > 5
    for day in picked:
        standard = read_standard(ROOT, day)
        standard.units = ()
        right = [
            (match.rule, match.start) for match in text_matches("paragraph", text, LetterHead(), standard)
        ]
        assert found[day] == right, day


def test_the_kind_of_a_letter_comes_from_the_archive_or_its_template(examiner: Examiner) -> None:
    assert examiner.head(Details(kind="rykker")).kind == "rykker"
    assert examiner.head(Details(template="indkaldelse-samtale")).kind == "indkaldelse"
    assert examiner.head(Details(kind="noget andet")).kind is None


def test_a_missing_part_is_found_where_the_kind_is_known(examiner: Examiner) -> None:
    text = "Du får ikke hjælp\n\nVi har besluttet, at du ikke får hjælp.\n"

    known, unknown = (
        {fault.group for fault in examiner.found(letter(text, kind=kind))} for kind in ("afslag", "")
    )

    assert "parts" in known
    assert "parts" not in unknown


def test_one_bad_letter_stops_no_other(examiner: Examiner) -> None:
    bad = letter(b"%PDF-nej", form="pdf", number=1)

    tally = examiner.tally(Chunk(0, "", (letter(JOBPLAN), bad, letter(JOBPLAN, number=2))))

    assert sum(seen.letters for seen in tally.seen.values()) == 2
    assert [unread.number for unread in tally.unread] == [1]


# What stays inside


@pytest.mark.parametrize(
    ("text", "group", "shown"),
    [
        ("Ring til 12 34 56 78 den 3. maj", "sentences", "Ring til [nummer] den [tal]. maj"),
        ("LBK nr. 1342 af 21. november 2016", "law", "LBK nr. 1342 af 21. november 2016"),
        ("225-timersreglen", "terms", "225-timersreglen"),
        ("x" * 400, "words", "x" * 300 + " …"),
    ],
)
def test_words_are_shown_without_numbers_of_persons(text: str, group: str, shown: str) -> None:
    assert quote(text, group) == shown


def test_cpr_numbers_and_addresses_are_masked() -> None:
    shown = masked("CPR-nr. 010190-1234, anna@prøve.example")

    assert "1234" not in shown
    assert "anna" not in shown


def test_only_words_that_many_letters_share_leave(tmp_path: Path) -> None:
    own = "Hemmeligsen har anmodet om en samtale, og derfor har vi for god ordens skyld valgt at sende dette lange brev til dig, så at du ved, hvad du skal gøre nu."
    rows = [
        {"text": f"Anna{n} {own}\n\nDin jobplan.", "template": "a", "sent": "2026-01-01"} for n in range(4)
    ]
    rows += [{"text": "Din jobplan.", "template": "a", "sent": "2026-01-01"}]
    archive = lines(tmp_path / "breve.jsonl", rows)

    written = audited(archive, tmp_path / "ud")
    words = pyarrow.parquet.read_table(tmp_path / "ud/quotes.parquet").to_pylist()

    assert words == [{"template": "a", "rule": "jobplan", "words": "jobplan", "letters": 5}]
    assert [name for name in FILES if b"Hemmeligsen" in written[name]] == []
    assert sorted(path.name for path in (tmp_path / "ud").iterdir()) == sorted(FILES)


def test_the_help_says_what_happens_to_personal_data(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["audit", "--help"])

    assert "Personoplysninger: ud kommer antal" in capsys.readouterr().out


# The same result, whatever happens


def letters(count: int) -> list[dict[str, str]]:
    return [
        {
            "text": f"Kære Person {n}\n\nDu skal følge din jobplan nr. {n}.\n\nSe lov om social service § {n % 9 + 1}.",
            "template": f"skabelon-{n % 3}",
            "unit": f"Center {n % 2}",
            "sent": f"20{n % 20 + 10}-0{n % 9 + 1}-01",
        }
        for n in range(count)
    ]


def test_the_result_is_the_same_with_any_number_of_processes(tmp_path: Path) -> None:
    archive = lines(tmp_path / "breve.jsonl", letters(300))

    assert audited(archive, tmp_path / "1") == audited(archive, tmp_path / "2", jobs=2)


STUCK = """
import signal, sys
from rettesnor.audit.ledger import Ledger
from rettesnor.cli.main import main

add = Ledger.add

def halfway(tallies):
    print("halfway", flush=True)
    signal.pause()
    yield from tallies

Ledger.add = lambda self, chunk, tallies: add(self, chunk, halfway(tallies) if self.chunks() else tallies)
main(sys.argv[1:])
"""


def test_a_killed_run_goes_on_to_the_same_result(tmp_path: Path) -> None:
    archive = lines(tmp_path / "breve.jsonl", letters(500))
    out = tmp_path / "ud"
    words = ["audit", str(archive), "--root", str(ROOT), "--date", DAY.isoformat(), "--jobs", "1", "--out"]
    command = [sys.executable, "-m", "rettesnor", *words]
    with subprocess.Popen(
        [sys.executable, "-c", STUCK, *words, str(out)], stdout=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == "halfway\n"  # one chunk is counted, and the next half written
        started.kill()
    before = counted(out)

    again = subprocess.run([*command, str(out)], capture_output=True, text=True, check=True)
    subprocess.run([*command, str(tmp_path / "hel")], capture_output=True, check=True)

    assert before == 1
    assert "var talt, da kørslen sidst stoppede" in again.stdout
    assert {name: (out / name).read_bytes() for name in FILES} == {
        name: (tmp_path / "hel" / name).read_bytes() for name in FILES
    }


def counted(out: Path) -> int:
    """How many chunks the run that was killed had counted."""
    with contextlib.closing(sqlite3.connect(out / "igang.sqlite")) as database:
        return int(database.execute("SELECT count(*) FROM chunks").fetchone()[0])


def test_an_archive_that_changed_since_is_counted_anew(tmp_path: Path, held: Rules) -> None:
    folder = tmp_path / "arkiv"
    folder.mkdir()
    for n in range(70):
        (folder / f"{n:03}.txt").write_text(JOBPLAN)
    out = tmp_path / "ud"

    class Stopped(Exception):
        pass

    def stop(done: int) -> None:
        if done:
            raise Stopped

    with pytest.raises(Stopped):
        audit(
            folder, root=ROOT, out=out, day=DAY, today=DAY, fonts=(b"", b""), progress=stop,
            pool=lambda held: LocalPool(held, workers=1),
        )  # fmt: skip
    (folder / "000.txt").write_text("Hej.")

    assert audited(folder, out) == audited(folder, tmp_path / "ny")


class Fragile:
    """Workers that die on one letter, and take what else is under way with them."""

    died = (BrokenProcessPool,)
    lost = ()
    room = 3

    def __init__(self, examiner: Examiner, killer: int) -> None:
        self._examiner, self._killer = examiner, killer
        self._broken = False

    def submit(self, chunk: Chunk) -> Future[Tally]:
        found: Future[Tally] = Future()
        self._broken |= any(each.number == self._killer for each in chunk.letters)
        if self._broken:
            found.set_exception(BrokenProcessPool())
        else:
            found.set_result(self._examiner.tally(chunk))
        return found

    def mend(self) -> None:
        self._broken = False

    def close(self) -> None: ...


def test_a_letter_that_kills_its_worker_costs_only_itself(tmp_path: Path, examiner: Examiner) -> None:
    archive = lines(tmp_path / "breve.jsonl", letters(300))
    chunks = (cut.taken() for cut in cuts(entries(archive)))

    tallies = [tally for _, found in examined(chunks, Fragile(examiner, 100)) for tally in found]

    assert [unread[0::2] for tally in tallies for unread in tally.unread] == [(100, KILLER)]
    assert sum(seen.letters for tally in tallies for seen in tally.seen.values()) == 299


# The page


def test_the_page_tells_what_was_found(golden) -> None:
    result = Survey(
        letters=1200,
        with_error=240,
        clean=700,
        undated=3,
        kindless=1,
        unread=(("Filen er ødelagt i zip-filen.", 2),),
        rules=(RuleRow("jobplan", "error", 240, 300), RuleRow("forkortelser", "warning", 400, 410)),
        groups={
            "template": (GroupRow("", 200, 40, 100, 110), GroupRow("<b>indkaldelse</b>", 1000, 200, 600, 600)),
            "unit": (GroupRow("Center Nord", 1200, 240, 700, 710),),
            "month": (GroupRow("", 3, 1, 1, 1), GroupRow("2026-09", 400, 40, 300, 110), GroupRow("2026-10", 797, 199, 399, 599)),
        },
        rules_of={
            "template": (RuleOf("<b>indkaldelse</b>", "jobplan", 200, 250),),
            "unit": (RuleOf("Center Nord", "jobplan", 240, 300),),
            "month": (RuleOf("2026-09", "jobplan", 40, 50), RuleOf("2026-10", "jobplan", 199, 249)),
        },
        quotes=(Quote("<b>indkaldelse</b>", "jobplan", "jobplanen", 190),),
    )  # fmt: skip
    cards = [card for card in rules(ROOT, DAY).sources.cards if card.id in ("jobplan", "forkortelser")]

    golden("audit_report.html", report(result, cards=cards, name="arkiv.zip", day=DAY, fonts=(b"", b"")))


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0, "0 %"),
        (0.0004, "under 0,1 %"),
        (0.034, "3,4 %"),
        (0.5, "50 %"),
        (0.9999, "over 99,9 %"),
        (1, "100 %"),
    ],
)
def test_a_share_is_never_rounded_to_none_or_all(share: float, shown: str) -> None:
    assert percent(share) == shown


def test_no_letters_make_a_page_too(tmp_path: Path) -> None:
    archive = lines(tmp_path / "breve.jsonl", [])

    assert b"Eftersyn af 0 breve" in audited(archive, tmp_path / "ud")["report.html"]


def test_the_command_tells_what_could_not_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive, out = tmp_path / "arkiv", tmp_path / "ud"
    archive.mkdir()
    (archive / "brev-010190-1234.doc").write_text("x")
    (archive / "brev.txt").write_text(JOBPLAN)

    status = main(["audit", str(archive), "--root", str(ROOT), "--out", str(out), "--jobs", "1"])

    assert status == 3
    assert "1 brev læst. 1 brev har mindst én fejl.\n1 brev kunne ikke læses." in capsys.readouterr().out
    assert b"1234" not in (out / "unread.csv").read_bytes()
    assert (out / "unread.csv").stat().st_mode & 0o077 == 0


def test_two_runs_in_one_folder_are_refused(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "igang.sqlite")

    with pytest.raises(ContentError, match="En anden kørsel er i gang"):
        Ledger(tmp_path / "igang.sqlite")

    ledger.delete()


def test_the_result_never_becomes_part_of_the_archive(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="kan ikke ligge i selve arkivet"):
        audited(tmp_path, tmp_path / "ud")

"""What a channel cannot show is written another way, and a window that shows too much stops the letter."""

import datetime
from pathlib import Path

import msgspec
import pytest

from rettesnor.checking.previews import previews, wanted
from rettesnor.cli.main import main
from rettesnor.load import load
from rettesnor.model.channels import STANDARD, Window
from rettesnor.preview.fill import Filler
from rettesnor.preview.html import html
from rettesnor.preview.pdf import Paper, WindowError, pdf
from rettesnor.preview.plainer import ALL, plainer
from rettesnor.preview.tree import tree, words
from rettesnor.preview.typst_source import typst

DAY = datetime.date(2026, 11, 23)
NEXT = datetime.date(2026, 11, 24)
TABLE = "| Dag | Tid |\n|---|---|\n| mandag | kl. 10 |\n| tirsdag | kl. 11 |\n"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (TABLE, "<p>Dag: mandag<br>\nTid: kl. 10</p>\n<p>Dag: tirsdag<br>\nTid: kl. 11</p>\n"),
        ("# Hej", "<p>Hej</p>\n"),
        ("1. a\n2. b\n", "<p>1. a</p>\n<p>2. b</p>\n"),
        ("- a\n  - b\n", "<p>– a</p>\n<p>– b</p>\n"),
        ("**a** *b* `c`", "<p>a b c</p>\n"),
        ("~~500 kr.~~ 400 kr.", "<p>(udgået: 500 kr.) 400 kr.</p>\n"),
        ("[Jobnet](https://jobnet.dk)", "<p>Jobnet (https://jobnet.dk)</p>\n"),
        ("> a\n\n---\n", "<p>a</p>\n"),
        ("```\na\nb\n```", "<p>a<br>\nb</p>\n"),
    ],
    ids=["table", "heading", "numbers", "nested", "inline", "struck", "link", "quote", "code"],
)
def test_what_a_channel_cannot_show_is_written_another_way(source: str, shown: str) -> None:
    assert html(plainer(tree(source), ())) == shown


def test_a_channel_that_shows_all_changes_nothing() -> None:
    tokens = tree(f"# Hej\n\n{TABLE}\n1. **a**\n\n> [b](https://b.dk)\n")

    assert html(plainer(tokens, ALL)) == html(tokens)


def test_no_word_is_lost_where_a_channel_shows_little() -> None:
    tokens = tree(f"# Hej\n\n{TABLE}\n1. **a**\n   - b\n\n> [c](https://b.dk) `d`\n")

    assert set(words(tokens)) <= {word.strip(":") for word in words(plainer(tokens, ()))} | {"1."}


@pytest.mark.parametrize(
    ("window", "recipient"),
    [
        (Window(height=70), ("Anna Prøvesen",)),
        (Window(width=160), ("Anna Prøvesen",)),
        (Window(), ("Anna Prøvesen " * 30,)),
    ],
    ids=["text begins in the window", "sender in the window", "address does not fit"],
)
def test_a_window_that_does_not_show_the_recipient_alone_is_an_error(
    window: Window, recipient: tuple[str, ...]
) -> None:
    layout = msgspec.structs.replace(STANDARD, window=window)
    paper = Paper(title="Prøve", sender=("Afsender",), recipient=recipient, day=DAY, layout=layout)

    with pytest.raises(WindowError, match="vindue"):
        pdf(typst(tree("# Hej\n\n" + "Vi ses. " * 50)), paper)


def test_the_last_day_follows_sending_day_and_channel(root: Path) -> None:
    (root / "content/deadlines.yml").write_text(
        "arrivals:\n- {channel: digital_post, days: 0}\n- {channel: papir, days: 3}\n"
        "rules:\n- {id: svar, title: Svar, amount: 14, unit: days}\n",
        encoding="utf-8",
    )
    letter = root / "letter_templates/partshoering/letter.md"
    letter.write_text(letter.read_text("utf-8") + '\nSvar senest den {{ frist("svar") }}.\n', "utf-8")
    out = root / "ud"

    assert (
        main(["preview", "partshoering", "--root", str(root), "--out", str(out), "--date", "2026-11-23"]) == 0
    )
    assert "7. december 2026" in (out / "partshoering/anna.digital_post.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("days", "rule", "said"),
    [
        ("0", "svarr", "Fristen »svarr« findes ikke. Mente du »svar«?"),
        ("null", "svar", "hvornår et brev i denne kanal er fremme"),
    ],
    ids=["unknown rule", "unknown arrival"],
)
def test_a_deadline_that_cannot_be_told_stops_the_letter(
    root: Path, capsys: pytest.CaptureFixture[str], days: str, rule: str, said: str
) -> None:
    (root / "content/deadlines.yml").write_text(
        f"arrivals:\n- {{channel: digital_post, days: {days}}}\n"
        "rules:\n- {id: svar, title: Svar, amount: 14, unit: days}\n",
        encoding="utf-8",
    )
    letter = root / "letter_templates/partshoering/letter.md"
    letter.write_text(letter.read_text("utf-8") + f'\nSvar den {{{{ frist("{rule}") }}}}.\n', "utf-8")

    assert main(["preview", "partshoering", "--root", str(root)]) == 1
    assert said in capsys.readouterr().err


def test_an_unchanged_letter_is_not_made_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = load(root)
    first = list(previews(root, project, wanted(project.letters), day=DAY))
    monkeypatch.setattr(Filler, "fill", None)  # whoever fills in a letter now fails

    assert list(previews(root, project, wanted(project.letters), day=DAY)) == first


def test_the_next_day_only_what_tells_of_a_last_day_is_made_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "content/deadlines.yml").write_text(
        "arrivals:\n- {channel: digital_post, days: 0}\nrules:\n- {id: svar, title: Svar, amount: 3, unit: working_days}\n",
        encoding="utf-8",
    )
    letter = root / "letter_templates/partshoering/letter.md"
    other = root / "letter_templates/uden-frist"
    (other / "cases").mkdir(parents=True)
    (other / "letter.md").write_text(letter.read_text("utf-8"), "utf-8")
    (other / "cases/anna.yml").write_text("values: {navn: Anna}\n", "utf-8")
    letter.write_text(letter.read_text("utf-8") + '\nSvar senest den {{ frist("svar") }}.\n', "utf-8")
    project = load(root)
    asked = wanted(project.letters, channel="digital_post")
    list(previews(root, project, asked, day=DAY))
    made: list[str] = []
    fill = Filler.fill
    monkeypatch.setattr(
        Filler, "fill", lambda self, source, **more: made.append(source) or fill(self, source, **more)
    )
    found = {
        each.letter.id: shown.body for each, shown in previews(root, project, asked, day=NEXT) if shown.body
    }

    assert len(made) == 1
    assert "27. november 2026" in found["letter_templates/partshoering"]


def test_a_changed_snippet_makes_its_letters_again(root: Path) -> None:
    letter = root / "letter_templates/partshoering/letter.md"
    letter.write_text(letter.read_text("utf-8") + '\n{% include "snippets/hilsen.md" %}\n', "utf-8")
    snippet = root / "content/snippets/hilsen.md"
    snippet.parent.mkdir()
    snippet.write_text("Hilsen os\n", "utf-8")
    project = load(root)
    list(previews(root, project, wanted(project.letters), day=DAY))

    snippet.write_text("Hilsen alle\n", "utf-8")
    changed = load(root)
    (_, made), *_ = previews(root, changed, wanted(changed.letters), day=DAY)

    assert "Hilsen alle" in made.body


def test_a_print_layout_that_does_not_exist_is_told(root: Path) -> None:
    (root / "content/settings.yml").write_text("print_layout: stor\n", "utf-8")

    assert "print_layout »stor« findes ikke" in str(load(root).problems[0])

"""A root is read whole: each fault is told with file and line, and hides no other file."""

from pathlib import Path

import pytest

from rettesnor.load import find_root, load
from rettesnor.model import ContentError


def problems(root: Path) -> list[str]:
    return [str(problem) for problem in load(root).problems]


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_sound_root_reads_without_a_problem(root: Path) -> None:
    project = load(root)

    assert project.problems == ()
    assert [procedure.id for procedure in project.procedures] == ["procedures/ydelse/udeblivelse"]
    assert [letter.id for letter in project.letters] == ["letter_templates/partshoering"]
    assert project.letters[0].cases[0].values == {"navn": "Anna Prøvesen"}


def test_steps_are_data_and_text(root: Path) -> None:
    journal, hearing = load(root).procedures[0].steps

    assert (journal.id, journal.who, journal.deadline) == (
        "journal",
        "jobkonsulenten",
        "inden kl. 10 næste dag",
    )
    assert [(item.fact, item.system) for item in journal.registers] == [
        ("udeblivelse", "fasit"),
        ("notat", None),
    ]
    assert journal.next == ("#hoer",)
    assert journal.text == "Skriv kort, hvad der skete."
    assert hearing.law == ("forvaltningsloven § 19", "LAS § 13")
    assert hearing.letters == ("partshoering",)


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        pytest.param(
            "procedures/ydelse/udeblivelse.md",
            "systems: [fasit]",
            "systems: [fassit]",
            "procedures/ydelse/udeblivelse.md:4: Systemet »fassit« findes ikke. Mente du »fasit«?",
            id="unknown system in front matter",
        ),
        pytest.param(
            "procedures/ydelse/udeblivelse.md",
            "- System: fasit",
            "- System: opera",
            "procedures/ydelse/udeblivelse.md:14: Systemet »opera« findes ikke. Se i content/systems/, hvad der findes.",
            id="unknown system in a step",
        ),
        pytest.param(
            "procedures/ydelse/udeblivelse.md",
            "- Frist:",
            "- Frits:",
            "procedures/ydelse/udeblivelse.md:16: »Frits« er ikke et mærke i et trin. Mente du »Frist«?",
            id="misspelt label",
        ),
        pytest.param(
            "procedures/ydelse/udeblivelse.md",
            "Næste: #hoer",
            "Næste: #høring",
            "procedures/ydelse/udeblivelse.md:17: Trinnet »#høring« findes ikke på siden.",
            id="unknown step",
        ),
        pytest.param(
            "procedures/ydelse/udeblivelse.md",
            "owner: ydelsesservice",
            "ejer: ydelsesservice",
            "procedures/ydelse/udeblivelse.md:3: »ejer« er ikke et felt her.",
            id="unknown key",
        ),
        pytest.param(
            "content/systems/fasit.yml",
            "id: fasit",
            "id: fasti",
            "content/systems/fasit.yml:1: id er »fasti«, men filen hedder »fasit«. Gør dem ens.",
            id="id and file name differ",
        ),
        pytest.param(
            "procedures/ydelse/udeblivelse.md",
            "systems: [fasit]",
            'sources: [{title: Vejledning, url: "javascript:alert(1)"}]',
            "procedures/ydelse/udeblivelse.md:4: »url« skal begynde med https:// eller http://.",
            id="address that could run something",
        ),
        pytest.param(
            "content/areas.yml",
            "ydelse,",
            "ydelser,",
            "procedures/ydelse/udeblivelse.md:1: Området »ydelse« findes ikke. Mente du »ydelser«?",
            id="unknown area",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(root: Path, name: str, old: str, new: str, problem: str) -> None:
    change(root, name, old, new)

    assert any(told.startswith(problem) for told in problems(root)), problems(root)


def test_one_bad_file_hides_no_other(root: Path) -> None:
    (root / "procedures/ydelse/a.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    (root / "procedures/ydelse/b.md").write_bytes(b"---\ntitle: B\n---\nsm\xf8r\n")
    (root / "procedures/ydelse/c.docx").write_bytes(b"PK")
    (root / "letter_templates/tom").mkdir()

    project = load(root)

    assert [procedure.head.title for procedure in project.procedures] == ["Borgeren udebliver"]
    assert [(problem.path, problem.line) for problem in project.problems] == [
        ("letter_templates/tom", 1),
        ("procedures/ydelse/a.md", 3),
        ("procedures/ydelse/b.md", 4),
        ("procedures/ydelse/c.docx", 1),
    ]


def test_a_link_out_of_the_root_is_refused(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.md"
    secret.write_text("---\ntitle: Hemmelig\n---\n", encoding="utf-8")
    (root / "procedures/ydelse/link.md").symlink_to(secret)

    assert problems(root) == [
        "procedures/ydelse/link.md:1: Filen er et link ud af portalens mappe. Læg selve filen her."
    ]


def test_a_handover_must_be_told_at_both_ends(root: Path) -> None:
    change(
        root,
        "procedures/ydelse/udeblivelse.md",
        "- Brev: partshoering",
        "- Brev: partshoering\n- Overdrages til: ydelsesservice (ydelse/sanktion)",
    )
    (root / "procedures/ydelse/sanktion.md").write_text("---\ntitle: Sanktion\n---\n", encoding="utf-8")

    [problem] = problems(root)

    assert problem.startswith("procedures/ydelse/udeblivelse.md:21: Sagen overdrages til »ydelse/sanktion«")
    assert "Modtages fra: enhed (ydelse/udeblivelse)" in problem


def test_the_root_is_the_nearest_folder_with_mkdocs_yml(root: Path) -> None:
    assert find_root(root / "procedures/ydelse") == root


def test_no_root_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="--root MAPPE"):
        find_root(tmp_path)


def test_a_linked_folder_is_told_and_not_skipped(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (root / "procedures/andet").symlink_to(tmp_path_factory.mktemp("elsewhere"))

    assert problems(root) == [
        "procedures/andet:1: Mappen er et link, og det, den fører til, bliver ikke læst. Læg selve mappen her."
    ]

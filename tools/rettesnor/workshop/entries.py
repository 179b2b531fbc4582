"""Entries written from what people tell in a form: a term, a word, synonyms, a glossary entry, a contact, a case.

Each maker gives whole files by their paths, and raises ContentError where what was told makes no good entry.
"""

import re

from rettesnor.load.steps import slug
from rettesnor.model import ContentError, Letter, Problem, Synonyms, Term, Unit
from rettesnor.model.pages import FieldType
from rettesnor.model.policy import Card, WordsCheck
from rettesnor.model.project import Project
from rettesnor.workshop.maker import Answers, Maker, Question, Texts
from rettesnor.workshop.retiring import ask_retired, make_retired
from rettesnor.workshop.term_card import NewTerm, quoted, term_card, try_examples
from rettesnor.yamltext import decode

_SYNONYMS = "content/search/synonyms.yml"
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?|\d{4}-\d{2}-\d{2}|true|false")


def _line(name: str, label: str, help: str = "", *, needed: bool = True) -> Question:
    return Question(name=name, label=label, help=help, needed=needed)


def _ask_term(_project: Project, _answers: Answers) -> tuple[Question, ...]:
    return (
        _line("gammelt", "Det gamle navn", "I ubestemt ental, for eksempel: jobplan"),
        _line("endelser", "Det gamle navns endelser", "Med komma imellem, for eksempel: en, er, erne", needed=False),
        _line("nyt", "Det nye navn"),
        Question(name="fra", label="Forældet fra", kind="date"),
        Question(name="hvorfor_regel", label="Hvorfor er navnet skiftet ud?", kind="text"),
        _line("kilde", "Kilde", "Hvor det står, for eksempel en lov"),
        Question(name="set", label="Dagen, hvor du så kilden", help="Tom, hvis den ikke er slået efter", kind="date", needed=False),
        _line("forkert", "En sætning med det gamle navn"),
        _line("finder", "Det, reglen skal finde i den"),
        _line("rigtig", "En sætning, som er i orden"),
    )  # fmt: skip


def _make_term(_project: Project, texts: Texts, told: Answers) -> dict[str, str]:
    id = slug(told["gammelt"])
    path = _free(f"content/policy/terms/{id}.yml", texts)
    new = NewTerm(
        id=id,
        old=told["gammelt"],
        new=told["nyt"],
        endings=_listed(told["endelser"]),
        day=told["fra"],
        why=told["hvorfor_regel"],
        source=told["kilde"],
        checked=told["set"],
        wrong=told["forkert"],
        found=told["finder"],
        right=told["rigtig"],
    )
    return {path: term_card(new, path=path)}


def _ask_word(project: Project, _answers: Answers) -> tuple[Question, ...]:
    tables = [card for card in project.cards if isinstance(card.check, WordsCheck) and card.check.words]
    return (
        Question(name="liste", label="Liste", kind="choice", choices=tuple((card.id, card.title) for card in tables)),
        _line("ord", "Det tunge ord"),
        _line("endelser", "Ordets endelser", "Med komma imellem, for eksempel: en, er, erne", needed=False),
        _line("brug", "Skriv i stedet", "Flere muligheder skrives med / imellem"),
        _line("forkert", "En sætning med ordet"),
        _line("finder", "Det, reglen skal finde i den"),
    )  # fmt: skip


def _make_word(project: Project, texts: Texts, told: Answers) -> dict[str, str]:
    path = f"{project.rule_files.get(told['liste'], 'content/policy/words/x')}.yml"
    lines = (texts(path) or "").splitlines(keepends=True)
    rows = [at for at, line in enumerate(lines) if line.startswith("    - {word:")]
    if not rows:
        raise _fault(path, "Listen kan ikke udvides her. Ret dens fil.")
    endings = (
        f", endings: [{', '.join(quoted(each) for each in _listed(told['endelser']))}]"
        if told["endelser"]
        else ""
    )
    lines.insert(
        rows[-1] + 1, f"    - {{word: {quoted(told['ord'])}{endings}, use: {quoted(told['brug'])}}}\n"
    )
    example = f"  - {{text: {quoted(told['forkert'])}, finds: [{quoted(told['finder'])}]}}\n"
    begin = next((at for at, line in enumerate(lines) if line.rstrip() == "bad:"), None)
    if begin is None:
        lines += ["bad:\n", example]
    else:
        lines.insert(begin + 1, example)
    text = "".join(lines)
    try_examples(decode(text, Card, path=path), path)
    return {path: text}


def _ask_synonyms(_project: Project, _answers: Answers) -> tuple[Question, ...]:
    return (
        _line(
            "ord",
            "Ord, der betyder det samme",
            "Grundformer med komma imellem, for eksempel: fravær, udeblivelse",
        ),
    )


def _make_synonyms(_project: Project, texts: Texts, told: Answers) -> dict[str, str]:
    words = _listed(told["ord"])
    if len(words) < 2:
        raise _fault(_SYNONYMS, "Skriv mindst to ord med komma imellem.")
    before = texts(_SYNONYMS)
    known = decode(before, Synonyms, path=_SYNONYMS).groups if before else ()
    for group in known:
        if set(words) <= set(group):
            raise _fault(_SYNONYMS, f"Ordene står der allerede: {', '.join(group)}.")
    text = (before or "groups:").rstrip("\n") + f"\n  - [{', '.join(quoted(word) for word in words)}]\n"
    decode(text, Synonyms, path=_SYNONYMS)
    return {_SYNONYMS: text}


def _ask_glossary(project: Project, _answers: Answers) -> tuple[Question, ...]:
    return (
        _line("ord", "Ordet"),
        Question(name="forklaring", label="Forklaring", help="En eller to sætninger, en ny kollega forstår", kind="text"),
        _line("former", "Ordets former", "Med komma imellem, for eksempel: plan, planen, planer", needed=False),
        _line("ogsaa", "Hedder også", "Med komma imellem", needed=False),
        _line("gamle", "Gamle navne", "Med komma imellem", needed=False),
        _owner(project),
    )  # fmt: skip


def _make_glossary(_project: Project, texts: Texts, told: Answers) -> dict[str, str]:
    id = slug(told["ord"])
    path = _free(f"content/glossary/{id}.yml", texts)
    text = f"id: {id}\nterm: {quoted(told['ord'])}\ndefinition: {quoted(told['forklaring'])}\n"
    for key, name in (("forms", "former"), ("also", "ogsaa"), ("outdated", "gamle")):
        text += _list(key, *_listed(told[name]))
    text += f"owner: {told['ansvarlig']}\n" if told["ansvarlig"] else ""
    decode(text, Term, path=path)
    return {path: text}


def _ask_contact(_project: Project, _answers: Answers) -> tuple[Question, ...]:
    return (
        _line("navn", "Enhedens navn"),
        Question(name="om", label="Hvad enheden gør", help="En eller to sætninger", kind="text"),
        _line("postkasse", "Fælles postkasse", "Aldrig en persons egen", needed=False),
        _line("telefon", "Telefon", needed=False),
        _line("adresse", "Adresse", needed=False),
        Question(name="svarer", label="Hvad kan man spørge om?", help="Ét spørgsmål på hver linje", kind="text", needed=False),
        _line("foer", "Hed før", "Med komma imellem", needed=False),
    )  # fmt: skip


def _make_contact(_project: Project, texts: Texts, told: Answers) -> dict[str, str]:
    id = slug(told["navn"])
    path = _free(f"content/contacts/{id}.yml", texts)
    text = f"id: {id}\nname: {quoted(told['navn'])}\nabout: {quoted(told['om'])}\n"
    for key, name in (("mailbox", "postkasse"), ("phone", "telefon"), ("address", "adresse")):
        text += f"{key}: {quoted(told[name])}\n" if told[name] else ""
    text += _list("answers", *told["svarer"].splitlines())
    text += _list("former_names", *_listed(told["foer"]))
    decode(text, Unit, path=path)
    return {path: text}


def _ask_case(project: Project, told: Answers) -> tuple[Question, ...]:
    letters = tuple((each.path.split("/")[1], each.head.title or each.id) for each in project.letters)
    which = Question(
        name="brev", label="Brev", kind="choice", choices=tuple(sorted(letters, key=lambda each: each[1]))
    )
    letter = _letter(project, told)
    if letter is None:
        return (which,)
    fields = (
        Question(
            name=f"felt:{field.name}",
            label=field.label or field.name,
            help=_HELP.get(field.type, ""),
            kind="choice" if field.type in ("choice", "boolean") else "line",
            needed=False,
            choices=(("true", "Ja"), ("false", "Nej"))
            if field.type == "boolean"
            else tuple((each, each) for each in field.choices),
        )
        for field in letter.head.fields
    )
    about = _line(
        "om", "Hvad viser eksemplet?", "For eksempel: borgeren har klaget. Brug aldrig en rigtig sag."
    )
    return (which, about, *fields)


_HELP: dict[FieldType | None, str] = {
    "date": "Skriv dagen som 2026-01-31",
    "list": "Ét punkt ad gangen med komma imellem",
    "number": "Et tal",
    "money": "Et beløb i kroner",
    "time": "For eksempel 10.15",
}


def _make_case(project: Project, texts: Texts, told: Answers) -> dict[str, str]:
    letter = _letter(project, told)
    if letter is None or not told.get("om"):
        raise _fault("brev", "Vælg et brev, og skriv, hvad eksemplet viser.")
    folder = letter.path.removesuffix("letter.md")
    path = _free(f"{folder}cases/{slug(told['om'])[:50].strip('-')}.yml", texts)
    text = f"about: {quoted(told['om'])}\nvalues:\n"
    for field in letter.head.fields:
        value = told.get(f"felt:{field.name}", "")
        if not value:
            continue
        match field.type:
            case "list":
                text += f"  {field.name}: [{', '.join(quoted(each) for each in _listed(value))}]\n"
            case "date" | "number" | "money" | "boolean" if _PLAIN.fullmatch(value):
                text += f"  {field.name}: {value}\n"
            case _:
                text += f"  {field.name}: {quoted(value)}\n"
    return {path: text}


def _letter(project: Project, told: Answers) -> Letter | None:
    wanted = f"letter_templates/{told.get('brev', '')}/letter.md"
    return next((letter for letter in project.letters if letter.path == wanted), None)


MAKERS = {
    maker.id: maker
    for maker in (
        Maker(id="navn", title="Et navn, der er skiftet ud", about="Reglen finder det gamle navn i alle breve og foreslår det nye.", ask=_ask_term, make=_make_term, rule=True),
        Maker(id="ord", title="Et tungt ord", about="Et ord på listen over ord, der har et lettere.", ask=_ask_word, make=_make_word, rule=True),
        Maker(id="synonym", title="Ord, der betyder det samme", about="Så søgningen finder siden, uanset hvilket af ordene man skriver.", ask=_ask_synonyms, make=_make_synonyms),
        Maker(id="opslag", title="Et opslag i ordlisten", about="Forklaringen vises, hvor ordet står på siderne.", ask=_ask_glossary, make=_make_glossary),
        Maker(id="kontakt", title="En kontakt", about="En enhed, man kan spørge: fælles postkasse og telefon, aldrig en person.", ask=_ask_contact, make=_make_contact),
        Maker(id="eksempel", title="Et eksempel til et brev", about="Værdier, som brevet vises med.", ask=_ask_case, make=_make_case),
        Maker(id="udgaar", title="Tag ud af brug", about="Siden bliver stående med sin sidste dag og det, der er kommet i stedet, så gamle sager kan læses. Nye sager bruger den ikke.", ask=ask_retired, make=make_retired, new=False),
    )
}  # fmt: skip


def _owner(project: Project) -> Question:
    units = tuple((unit.id, unit.name) for unit in project.units)
    return Question(name="ansvarlig", label="Ansvarlig", kind="choice", needed=False, choices=units)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _list(key: str, *values: str) -> str:
    items = "".join(f"  - {quoted(value.strip())}\n" for value in values if value.strip())
    return f"{key}:\n{items}" if items else ""


def _free(path: str, texts: Texts) -> str:
    if texts(path) is not None:
        raise _fault(path, "Det findes allerede. Ret det i stedet.")
    return path


def _fault(path: str, message: str) -> ContentError:
    return ContentError(Problem(path=path, line=0, message=message))

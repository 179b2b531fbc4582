"""Pages that nobody asks for: the same numbers give the same pages every time.

They are what else a municipality's portal could hold: other subjects (building permits, day care, roads), told
with the words of all casework (samtale, afgørelse, frist, klage, ansøgning), and in one sentence of six with
the words of the employment area itself. Half their compounds are put together here, so that splitting them is
tested too. About 260 words a page, as the pages measured before.
"""

import random
from collections.abc import Iterator

from rettesnor.danish.analysis import fold
from rettesnor.model.urls import Kind, url
from rettesnor.search.document import Document

SUBJECTS = """
byggesag byggetilladelse dagtilbud vuggestue børnehave skolestart skolevej parkering affald genbrug kloak spildevand
drikkevand varmeforsyning vejvedligehold snerydning cykelsti legeplads bibliotek musikskole idrætshal svømmehal forening
hjemmehjælp plejebolig madordning rengøring tandpleje sundhedspleje genoptræning hørelse kørestol beboerindskud
boligplacering folketælling valg folkeregister vielse navneændring pas kørekort ejendomsskat grundskyld indskrivning
skovbrug naturpleje vandløb støj luftkvalitet rotter skadedyr hundetegn torvehandel alkoholbevilling taxa vejfest
udeservering gravplads kirkegård havneplads lystbåd kulturarv museum teater koncert frivillighed integration tolkning
sprogskole modersmål fritidsklub ungdomsskole lejrskole skolemad specialundervisning befordring tilsyn kontaktforløb
indkøb udbud faktura bogholderi budget regnskab løn ferie barsel arbejdsmiljø rekruttering jubilæum rejse kantine
nøgle adgangskort telefon computer printer netværk arkiv postrum mødelokale varslingssystem beredskab brand
""".split()  # noqa: SIM905
LINKS = {"s": ("ing", "ion", "tet", "hed", "skab", "tilladelse", "dom", "ning", "else", "tilsyn", "bidrag")}
HEADS = """
ansøgning afgørelse samtale møde frist klage journal brev blanket skema bevilling tilskud vurdering plan aftale
besked notat rapport attest oplysning refusion udgift betaling opfølgning indkaldelse partshøring vejledning tilbud
sanktion registrering sagsbehandling kontakt system liste høring underskrift udbetaling markering rådgivning
""".split()  # noqa: SIM905
EMPLOYMENT = """
borgeren sagsbehandleren jobkonsulenten virksomheden arbejdsgiveren leverandøren praktikken samtalen sanktionen
sygemeldingen ydelsen kontanthjælpen sygedagpengene løntilskuddet fleksjobbet journalen planen partshøringen
hjælpemidlet a-kassen jobbet uddannelsen afgørelsen rådigheden udeblivelsen lægen attesten mentoren
""".split()  # noqa: SIM905
PEOPLE = "borgeren forældrene ejeren foreningen beboeren eleven lederen medarbejderen naboen ansøgeren familien".split()  # noqa: SIM905
SYSTEMS = "Fasit KMD-Sag Acadre SBSYS eDoc Outlook Nexus Aula Prisme OPUS Weblager".split()  # noqa: SIM905
SENTENCES = (
    "Når {person} søger om {compound}, skal du først se, om {noun} allerede ligger i sagen.",
    "Skriv {noun} i {system}, og send en kopi til den enhed, der har ansvar for {subject}.",
    "Fristen er {days} dage fra den dag, hvor {person} fik besked om {compound}.",
    "Er der tvivl om {noun}, så ring til enheden, før du sender brevet.",
    "{Person} kan klage over en afgørelse om {compound} inden for fire uger.",
    "Aftal en tid med {person}, og forklar, hvad {noun} betyder for {subject}.",
    "Du registrerer {compound} samme dag, så kolleger kan se, hvor langt sagen er.",
    "Har {person} ikke svaret efter {days} dage, sender du en påmindelse om {noun}.",
    "Mangler der dokumentation, beder du om den i et brev, der nævner {compound}.",
    "Enheden følger op på {subject} hvert kvartal og skriver resultatet i {system}.",
    "Reglerne om {subject} står i en vejledning, som bliver set igennem hvert år.",
    "Lederen godkender {compound}, når beløbet er over {money} kroner.",
    "Spørg altid, om {person} vil have en med til mødet om {subject}.",
    "Det er en fejl at lægge {noun} i en anden sag end den om {subject}.",
)
ABOUT_JOBS = (
    "Har {job} også betydning her, taler du med jobcentret om det.",
    "Du skal ikke ændre noget i sagen om {job}; det gør den anden forvaltning.",
    "Oplysninger om {job} må kun bruges, når {person} har sagt ja.",
    "Send ikke brevet, før du har set, om {job} er nævnt i {system}.",
)
TITLES = (
    "{Compound}: sådan gør du",
    "Behandl en sag om {subject}",
    "{Compound} og {noun}",
    "Når {person} spørger om {subject}",
    "{Noun} ved {subject}",
    "Følg op på {compound}",
    "{Compound}",
)
KINDS: tuple[Kind, ...] = ("procedure", "procedure", "letter", "form", "term", "snippet")
FOLDERS: dict[Kind, str] = {
    "procedure": "procedures/andet/",
    "letter": "letter_templates/",
    "form": "content/forms/",
    "term": "content/glossary/",
    "snippet": "content/snippets/",
}


def distractors(count: int, *, seed: int = 20261122) -> Iterator[Document]:
    """`count` pages, each the same for the same seed."""
    chance = random.Random(seed)
    for number in range(count):
        kind = chance.choice(KINDS)
        subject = chance.choice(SUBJECTS)
        title = _filled(chance, chance.choice(TITLES), subject)
        lines = [_line(chance, subject) for _ in range(18)]
        slug = "-".join(fold(title).replace("/", " ").replace(":", "").replace(",", "").split())
        full_id = f"{FOLDERS[kind]}{slug}-{number}"
        yield Document(
            id=full_id,
            kind=kind,
            title=title,
            url=url(kind, full_id),
            body="\n".join(lines),
            area="andet",
            target_groups=("alle-borgere",),
            headings=tuple(_filled(chance, "{Noun}", subject) for _ in range(4)),
        )


def _line(chance: random.Random, subject: str) -> str:
    about_jobs = chance.random() < 1 / 6
    return _filled(chance, chance.choice(ABOUT_JOBS if about_jobs else SENTENCES), subject)


def compound(first: str, second: str) -> str:
    """Two words as one, with a linking -s- where Danish nearly always has it."""
    link = "s" if first.endswith(LINKS["s"]) else ""
    return first + link + second


def _filled(chance: random.Random, template: str, subject: str) -> str:
    own = chance.random() < 0.6
    made = compound(subject if own else chance.choice(SUBJECTS), chance.choice(HEADS))
    words = {
        "subject": subject,
        "compound": made,
        "noun": chance.choice(HEADS),
        "person": chance.choice(PEOPLE),
        "system": chance.choice(SYSTEMS),
        "days": str(chance.choice((3, 5, 7, 10, 14, 21, 30))),
        "money": str(chance.choice((500, 1000, 2500, 10000))),
        "job": chance.choice(EMPLOYMENT),
    }
    capitals = {name.capitalize(): word.capitalize() for name, word in words.items()}
    return template.format(**words, **capitals)

"""What people call the values that files hold as short words: statuses, channels, kinds of letters and fields."""

from rettesnor.model.finding import Group

STATUS_NAMES = {"in_use": "I brug", "retired": "Udgået", "unknown": "Status ukendt"}
CHANNEL_NAMES = {"digital_post": "Digital Post", "min_side": "Min Side", "papir": "papir"}
AUDIENCE_NAMES = {"borger": "Borger", "virksomhed": "Virksomhed"}
LETTER_KIND_NAMES = {
    "afgoerelse": "Afgørelse",
    "partshoering": "Partshøring",
    "indkaldelse": "Indkaldelse",
    "oplysningsanmodning": "Anmodning om oplysninger",
    "orientering": "Orientering",
    "autosvar": "Automatisk svar",
    "rykker": "Rykker",
    "bevilling": "Bevilling",
    "afslag": "Afslag",
    "sanktion": "Sanktion",
    "oplysning": "Oplysning",
}
FIELD_TYPE_NAMES = {
    "text": "tekst",
    "date": "dato",
    "time": "klokkeslæt",
    "number": "tal",
    "money": "beløb",
    "boolean": "ja/nej",
    "choice": "valg",
    "list": "liste",
}
GROUP_NAMES: dict[Group, str] = {
    "terms": "Gamle navne",
    "words": "Tunge ord",
    "abbreviations": "Forkortelser",
    "passive": "Passiv",
    "nouns": "Udsagnsord, der er gjort til navneord",
    "address": "Tiltale",
    "sentences": "Lange sætninger",
    "readability": "Lix",
    "structure": "Brevets opbygning",
    "parts": "Det skal stå i brevet",
    "forbidden": "Det må ikke stå i brevet",
    "law": "Lovhenvisninger",
    "units": "Navne, adresser og telefoner",
    "template": "Felter og skabelon",
    "metadata": "Oplysninger om brevet",
    "allowance": "Undtagelser",
}
SEVERITY_NAMES = {"error": "Fejl", "warning": "Advarsel", "advice": "Råd"}

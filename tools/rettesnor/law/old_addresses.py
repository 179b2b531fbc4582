"""Addresses at Retsinformation from before ELI, and the address that stands instead, where it follows from what is written.

What the old addresses hold is a number of the site's own, which only the site can look up. So one is rewritten only when
the words of its link name the act with type, number and date, or when it holds an accession number (»A19980020430«: 1998,
no. 204) that the register knows as a version of an act. Source for ELI: https://www.retsinformation.dk/eli/about.
"""

import re
from urllib.parse import urlsplit

from rettesnor.law.citations import find
from rettesnor.law.register import Register, url
from rettesnor.model.statutes import Amendment, Version

HOSTS = frozenset(("retsinformation.dk", "www.retsinformation.dk", "retsinfo.dk", "www.retsinfo.dk"))
SITE = "https://www.retsinformation.dk"
_ELI = re.compile(r"/eli/[a-z]+/\d{4}/\d+(?:/.*)?", re.IGNORECASE)
_ACCESSION = re.compile(r"ACCN?/[A-Z](?P<year>\d{4})(?P<number>\d{5})\d{2}", re.IGNORECASE)
_PUBLISHED = frozenset(("LOV", "LBK", "BEK", "ANO"))  # stand in Lovtidende A


def is_old(address: str) -> bool:
    """Whether this is an address at Retsinformation that is not written as its addresses are today."""
    parts = urlsplit(address)
    if (parts.hostname or "") not in HOSTS or parts.path in ("", "/"):
        return False
    if _ELI.fullmatch(parts.path):
        return not address.startswith(f"{SITE}/eli/")
    return re.match(r"/(?:forms/|w0710|print\.aspx|_getdoci_)", parts.path, re.IGNORECASE) is not None


def modern(address: str, said: str, register: Register) -> str | None:
    """The address to write instead of an old one; None where somebody must look it up. `said` is what the link says."""
    parts = urlsplit(address)
    if not is_old(address):
        return None
    if _ELI.fullmatch(parts.path):
        return SITE + parts.path.rstrip("/") + (f"#{parts.fragment}" if parts.fragment else "")
    return _by_accession(parts.path, register) or _by_words(said)


def _by_accession(path: str, register: Register) -> str | None:
    found = _ACCESSION.search(path)
    known = register.numbered(found["year"], str(int(found["number"]))) if found else None
    version: Version | Amendment | None = known[1] if known else None
    return url(version) if version else None


def _by_words(said: str) -> str | None:
    named = {
        f"{SITE}/eli/lta/{act.date[:4]}/{act.number}"
        for citation in find(said)
        if (act := citation.act) and act.type in _PUBLISHED and act.number and act.date
    }
    return named.pop() if len(named) == 1 else None

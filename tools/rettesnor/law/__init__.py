"""Legal citations: found in a text, resolved against the register, followed back to what cites them.

For other programs:

    from rettesnor.law import Register, find, resolve
    citations = find(text)                                 # with no register at all
    register = Register(load(root).statutes)               # rettesnor.load
    for citation in register.find(text):                   # knows the register's titles and abbreviations too
        print(citation.text, resolve(citation, register, datetime.date(2026, 11, 22)).status)
"""

from rettesnor.law.citations import find
from rettesnor.law.judgment import Resolved, resolve
from rettesnor.law.register import Register

__all__ = ["Register", "Resolved", "find", "resolve"]

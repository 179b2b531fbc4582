"""What the workshop sends out of the house: to a remote, and by mail. Neither, unless the settings say so."""

from typing import Annotated

import msgspec

from rettesnor.model.record import Record

_NAME = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z][\w-]{0,60}$")]
_ADDRESS = Annotated[str, msgspec.Meta(pattern=r"^[^\s@<>,;]+@[^\s@<>,;]+$")]


class MailSettings(Record, frozen=True, kw_only=True):
    """Who mails go through. A proposal that waits is told to the owner's mailbox, or to `approvers` where it has none."""

    host: str
    port: int = 25
    starttls: bool = False
    sender: _ADDRESS
    approvers: _ADDRESS | None = None


class WorkshopSettings(Record, frozen=True, kw_only=True):
    """`workshop` in content/settings.yml. `remote` is the name of a remote that the repository's own settings hold."""

    remote: _NAME | None = None
    mail: MailSettings | None = None

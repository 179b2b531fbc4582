"""Mails to whom a proposal waits for: the owner's role mailbox when it is sent, its writer when it comes back."""

import smtplib
from collections.abc import Iterable
from email.message import EmailMessage

from rettesnor.model.workshop import MailSettings
from rettesnor.workshop.errands import ErrandFailed
from rettesnor.workshop.proposal import Proposal

TIMEOUT_S = 20


def tells(proposal: Proposal) -> bool:
    """Whether the latest event is one that somebody gets a mail of."""
    return proposal.latest.kind in ("opened", "revised", "sent_back", "approved")


def letter(
    proposal: Proposal, settings: MailSettings, *, mailboxes: Iterable[str], site_url: str
) -> EmailMessage | None:
    """The mail for the latest event; None where nobody waits, or nobody's address is known."""
    latest = proposal.latest
    match latest.kind:
        case "opened" | "revised":
            to = sorted(set(mailboxes)) or ([settings.approvers] if settings.approvers else [])
            subject = f"Et forslag venter på godkendelse: {proposal.title}"
            said = f"{latest.name} har sendt et forslag, som venter på jer.\n\nHvorfor: {proposal.why}"
        case "sent_back":
            to = [event.mail for event in reversed(proposal.events) if event.kind in ("opened", "revised")][
                :1
            ]
            subject = f"Dit forslag er sendt tilbage: {proposal.title}"
            said = f"{latest.name} har sendt dit forslag tilbage og skriver:\n\n{latest.text}"
        case "approved":
            to = [proposal.opened.mail]
            subject = f"Dit forslag er godkendt: {proposal.title}"
            said = "Ændringen kan læses på portalen om lidt."
        case _:
            to, subject, said = [], "", ""
    to = [address for address in to if address]
    if not to:
        return None
    message = EmailMessage()
    message["From"], message["To"] = settings.sender, ", ".join(to)
    message["Subject"] = " ".join(subject.split())
    message.set_content(f"{said}\n\nSe forslaget: {site_url}vaerksted/forslag/{proposal.id}/\n")
    return message


def send(message: EmailMessage, settings: MailSettings) -> None:
    """Hand the mail over. Raises ErrandFailed where nobody takes it now; one that is refused for good is not tried again."""
    try:
        with smtplib.SMTP(settings.host, settings.port, timeout=TIMEOUT_S) as server:
            if settings.starttls:
                server.starttls()
            server.send_message(message)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused):
        return
    except (OSError, smtplib.SMTPException) as error:
        raise ErrandFailed(f"Mailserveren tager ikke imod ({error}).") from error

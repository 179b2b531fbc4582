"""Who may do what in the workshop, and the refusal of what somebody may not."""

import ipaddress
from typing import Literal, get_args

from rettesnor.model.record import Record

Role = Literal["reader", "editor", "approver"]
ROLES: tuple[Role, ...] = get_args(Role)
"""Each may do what the ones before it may."""
UNIX_SOCKET = "unix"


class Person(Record, frozen=True, kw_only=True):
    """Somebody at work. `id` is what the log knows them by (empty: not signed in); without `units` they work for all."""

    id: str
    name: str
    role: Role
    units: tuple[str, ...] = ()
    mail: str = ""

    def may(self, role: Role) -> bool:
        """Whether this person's role is that one or above it."""
        return ROLES.index(self.role) >= ROLES.index(role)

    def works_for(self, unit: str | None) -> bool:
        """Whether this person may change what that unit owns; what nobody owns is everybody's."""
        return not self.units or unit is None or unit.casefold() in {own.casefold() for own in self.units}


class AccessSettings(Record, frozen=True, kw_only=True):
    """How the service knows who somebody is (`access` in content/settings.yml).

    `local`: one machine, everybody who sits at it may do everything and says a name. `proxy`: a proxy signs people in and
    tells who they are in headers, which count only when they come from `trusted`: addresses, networks or »unix«.
    """

    mode: Literal["local", "proxy"] = "local"
    trusted: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for place in self.trusted:
            if place != UNIX_SOCKET:
                _network(place)

    def trusts(self, address: str | None) -> bool:
        """Whether headers from this address count; None is a connection over the service's own unix socket."""
        if address is None:
            return UNIX_SOCKET in self.trusted
        try:
            own = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(own in _network(place) for place in self.trusted if place != UNIX_SOCKET)


class Refused(Exception):
    """Something that is not done: the HTTP status it becomes, what to tell (Danish), and a short `why` for the log."""

    def __init__(self, message: str, *, status: int = 403, why: str = "access") -> None:
        super().__init__(message)
        self.message, self.status, self.why = message, status, why


def _network(place: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    try:
        return ipaddress.ip_network(place)
    except ValueError:
        message = f"»{place}« er ikke en adresse som 10.0.0.5, et net som 10.0.0.0/24 eller »unix«"
        raise ValueError(message) from None

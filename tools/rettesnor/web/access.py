"""Who a request comes from, and that a form was sent from our own page."""

import base64
import hashlib
import hmac
import secrets
import unicodedata
from urllib.parse import SplitResult, unquote, urlsplit

from starlette.datastructures import FormData
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from rettesnor.model.access import ROLES, AccessSettings, Person, Refused, Role
from rettesnor.web.own_names import loopback
from rettesnor.web.rates import RateLimit

TOKEN_FIELD = "token"
TOKEN_HEADER = "X-Rettesnor-Token"
NAME_COOKIE = "rettesnor-navn"
MAX_FORM_BYTES = 2_000_000
MAX_NAME = 60
MOST_SENT_A_MINUTE = 1200  # a script that saves and checks while somebody types sends some hundred
LOCAL_NOTICE = "Lokal tilstand: alle, der sidder ved denne maskine, kan alt."
_PROXY_TRACES = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
_TOLD = ("user", "name", "role", "units", "mail")
_APACHES_NOTHING = "(null)"
_NOBODY = Person(id="", name="", role="reader")


class Access:
    """Knows people by the settings. `key` is the service's secret: forms that were open before a restart still count."""

    def __init__(
        self, settings: AccessSettings, *, key: bytes, most_sent_a_minute: int = MOST_SENT_A_MINUTE
    ) -> None:
        self._settings, self._key = settings, key
        self._limit = RateLimit(most=most_sent_a_minute, per_s=60)

    @property
    def local(self) -> bool:
        """Whether pages must say LOCAL_NOTICE."""
        return self._settings.mode == "local"

    def person(self, request: Request) -> Person:
        """Who asks; a reader without an id where nobody trusted says who it is."""
        return _sitting_here(request) if self.local else self._told_by_proxy(request)

    def require(self, request: Request, role: Role) -> Person:
        """Who asks, where they have that role or one above it. Raises Refused (403)."""
        person = self.person(request)
        if not person.may(role):
            raise Refused("Du har ikke adgang til det. Spørg redaktionen, hvis du skal have det.")
        return person

    def token(self, request: Request) -> str:
        """What a form of ours carries in the field »token«, and a script in the header X-Rettesnor-Token.

        It is another one each time, so that packed pages give nothing away.
        """
        nonce = secrets.token_bytes(16)
        return base64.urlsafe_b64encode(nonce + self._seal(nonce, self.person(request))).decode()

    async def form(self, request: Request, *, max_bytes: int = MAX_FORM_BYTES) -> FormData:
        """The form sent, its token checked. Raises Refused: 403 not from our page, 413 too large, 400 unreadable,
        429 too often.
        """
        self._taken(request)
        body = await _body(request, max_bytes)
        form = await _parsed(request, body)
        token = form.get(TOKEN_FIELD)
        self._check(request, token if isinstance(token, str) else "")
        return form

    async def open_form(self, request: Request, *, max_bytes: int) -> FormData:
        """A form that anybody may send, from built pages too, which carry no token. Raises Refused as `form` does."""
        same_origin(request)
        return await _parsed(request, await _body(request, max_bytes))

    def address(self, request: Request) -> str:
        """Where a request comes from, to count it and never to know somebody by it: the last address a trusted proxy adds."""
        near = request.client.host if request.client else None
        told = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        return told[:64] if told and self._settings.trusts(near) else near or ""

    async def body(self, request: Request, *, max_bytes: int = MAX_FORM_BYTES) -> bytes:
        """What a script of ours sent, its token in the header checked. Raises Refused as `form` does."""
        self._taken(request)
        self._check(request, request.headers.get(TOKEN_HEADER, ""))
        return await _body(request, max_bytes)

    def _taken(self, request: Request) -> None:
        """Nothing is read of what comes from elsewhere, or too often."""
        same_origin(request)
        if not self._limit.allows(self.person(request).id or self.address(request)):
            raise Refused("Der bliver sendt for meget herfra. Vent et minut.", status=429, why="rate")

    def _check(self, request: Request, token: str) -> None:
        try:
            given = base64.urlsafe_b64decode(token.encode())
        except ValueError:
            given = b""
        if not hmac.compare_digest(given[16:], self._seal(given[:16], self.person(request))):
            message = "Formularen er ikke sendt fra denne side, eller du er logget ind som en anden. Hent siden igen, og send den så."
            raise Refused(message, why="csrf")

    def _seal(self, nonce: bytes, person: Person) -> bytes:
        return hmac.digest(self._key, nonce + person.id.encode(), hashlib.sha256)

    def _told_by_proxy(self, request: Request) -> Person:
        address = request.client.host if request.client else None
        # Over a port an address can be missing too, when the other end has gone: that is no socket of ours.
        over_port = (request.scope.get("server") or ("", None))[1] is not None
        if (address is None and over_port) or not self._settings.trusts(address):
            return _NOBODY
        told = {name: request.headers.getlist(f"x-remote-{name}") for name in _TOLD}
        # A header that is there twice was added to what somebody sent: the proxy is not set up to replace it.
        if any(len(values) > 1 for values in told.values()) or not told["user"]:
            return _NOBODY
        user, name, role, units, mail = (_utf8(values[0]) if values else "" for values in told.values())
        if not user or user == _APACHES_NOTHING:
            return _NOBODY
        known = _role(role)
        own = tuple(unit.strip() for unit in units.split(",") if unit.strip())
        # Directories let one account sign in as »an12« and »AN12«: that is one pair of eyes.
        id = unicodedata.normalize("NFKC", user).casefold()
        return Person(id=id[:200], name=(name or user)[:MAX_NAME], role=known, units=own, mail=mail)


def _role(name: str) -> Role:
    for role in ROLES:
        if role == name:
            return role
    return "reader"


def _sitting_here(request: Request) -> Person:
    """Everybody at this machine may do everything, and four eyes are told apart by the name they give."""
    host = _split(f"//{request.headers.get('host', '')}").hostname
    # A name that somebody else's server can point at this machine is no name of ours (DNS rebinding).
    ours = host in _LOCAL_HOSTS and not any(trace in request.headers for trace in _PROXY_TRACES)
    places = (request.client.host if request.client else "", (request.scope.get("server") or ("",))[0])
    if not ours or not all(map(loopback, places)):
        return _NOBODY
    name = " ".join(unquote(request.cookies.get(NAME_COOKIE, "")).split())[:MAX_NAME]
    return Person(id=f"lokal:{name.casefold()}", name=name or "Uden navn", role="approver")


def same_origin(request: Request) -> None:
    """Browsers say where a form comes from; old ones that say nothing are held by the token alone."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    host = request.headers.get("host", "")
    elsewhere = origin is not None and _split(origin).netloc not in {host} - {""}
    if site not in ("same-origin", "none") or elsewhere:
        raise Refused("Formularen kommer fra et andet websted og bliver ikke brugt.", why="csrf")


def _split(address: str) -> SplitResult:
    """The parts of an address; none of what is no address."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


async def _body(request: Request, max_bytes: int) -> bytes:
    """The body, read no further than it may be long."""
    found = bytearray()
    length = request.headers.get("content-length", "0")
    too_long = not length.isascii() or not length.isdigit() or int(length[:12]) > max_bytes
    if not too_long:
        try:
            async for chunk in request.stream():
                found += chunk
                if len(found) > max_bytes:
                    too_long = True
                    break
        except ClientDisconnect:
            raise Refused("Forbindelsen blev afbrudt.", status=400, why="disconnect") from None
    if too_long:
        message = f"Det fylder for meget. Der er plads til {max_bytes // 1000} kB."
        raise Refused(message, status=413, why="size")
    return bytes(found)


async def _parsed(request: Request, body: bytes) -> FormData:
    async def chunks():
        yield body
        yield b""

    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "application/x-www-form-urlencoded":
            return await FormParser(request.headers, chunks()).parse()
        if kind == "multipart/form-data":
            return await MultiPartParser(request.headers, chunks(), max_files=10, max_fields=500).parse()
    except (MultiPartException, ValueError):
        raise Refused("Formularen kan ikke læses.", status=400, why="form") from None
    raise Refused("Formularen kan ikke læses.", status=415, why="form")


def _utf8(value: str) -> str:
    """Headers arrive as Latin-1; proxies send names in UTF-8."""
    try:
        return value.encode("latin-1").decode("utf-8").strip()
    except UnicodeDecodeError:
        return value.strip()

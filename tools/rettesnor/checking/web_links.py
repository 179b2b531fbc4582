"""Asks addresses on the web whether they answer: many hosts at once, each host slowly, and never twice in vain.

HEAD first; GET where HEAD is refused or a place on the page must be found. What may pass (a timeout, 5xx, 429) is tried
again after a wait that doubles. Nothing else of a page is read than what the search for a place needs.
"""

import asyncio
import datetime
import email.utils
import re
import socket
import ssl
import time
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import httpx2

from rettesnor.model import Record
from rettesnor.model.web_links import Answer, Status

_REFUSED = frozenset((401, 403, 407, 451))
_GONE = frozenset((404, 410))
_FOR_GOOD = frozenset((301, 308))
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_MOST_REDIRECTS = 10
_NO_SUCH_HOST = frozenset((socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)))


class Manner(Record, frozen=True, kw_only=True):
    """How politely and how long to ask. Times are in seconds; a host is asked one address at a time."""

    agent: str = "Rettesnor (linktjek)"
    at_once: int = 20
    delay_s: float = 0.5
    timeout_s: float = 10
    deadline_s: float = 20
    tries: int = 3
    backoff_s: float = 1
    longest_wait_s: float = 30
    page_bytes: int = 2_000_000
    broken_after: int = 3
    use_proxy: bool = True


class _GivenUp(Exception):
    """The host has not answered so often that it is left alone."""


class _Host:
    """One host: its turn, when it may be asked again, and how often in a row it could not be reached."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.free_at = 0.0
        self.failures = 0


class _Outcome(Record, frozen=True, kw_only=True):
    """What one try gave; `wait_s` is how long the host asks us to wait."""

    status: Status
    code: int | None = None
    to: str | None = None
    detail: str = ""
    wait_s: float | None = None


Progress = Callable[[int, int], None]


def ask(
    urls: Iterable[str], *, manner: Manner, now: datetime.datetime, progress: Progress = lambda done, of: None
) -> tuple[Answer, ...]:
    """How each address answers, in the order given."""
    return asyncio.run(_ask_all(tuple(urls), manner, now, progress))


async def _ask_all(
    urls: tuple[str, ...], manner: Manner, now: datetime.datetime, progress: Progress
) -> tuple[Answer, ...]:
    limits = httpx2.Limits(max_connections=manner.at_once, max_keepalive_connections=manner.at_once)
    asker = _Asker(manner)
    done = 0

    async with httpx2.AsyncClient(
        # Not packed: a few bytes may unpack to more than the memory holds.
        headers={
            "User-Agent": manner.agent,
            "Accept": "text/html, */*;q=0.5",
            "Accept-Encoding": "identity",
        },
        timeout=manner.timeout_s,
        limits=limits,
        trust_env=manner.use_proxy,
    ) as client:

        async def one(url: str) -> Answer:
            nonlocal done
            found = await asker.ask(client, url)
            done += 1
            progress(done, len(urls))
            return Answer(
                url=url, status=found.status, asked=now, code=found.code, to=found.to, detail=found.detail
            )

        return tuple(await asyncio.gather(*map(one, urls)))


class _Asker:
    """Asks with patience; knows every host it has met."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner
        self._hosts: dict[str, _Host] = {}
        self._places = asyncio.Semaphore(manner.at_once)

    async def ask(self, client: httpx2.AsyncClient, url: str) -> _Outcome:
        manner = self._manner
        if not _is_address(url):
            return _Outcome(status="invalid", detail="Adressen kan ikke læses.")
        found = _Outcome(status="failing")
        for attempt in range(1, manner.tries + 1):
            found = await self._once(client, url, head=attempt == 1)
            wait_s = found.wait_s if found.wait_s is not None else manner.backoff_s * 2 ** (attempt - 1)
            if found.status != "failing" or attempt == manner.tries or wait_s > manner.longest_wait_s:
                break
            await asyncio.sleep(wait_s)
        return found

    async def _once(self, client: httpx2.AsyncClient, url: str, *, head: bool) -> _Outcome:
        try:
            return await self._follow(client, url, head=head)
        except _GivenUp:
            return _Outcome(status="failing", detail="Værten svarer ikke på andre adresser heller.")
        except TimeoutError:
            return _Outcome(status="failing", detail="Svaret kom ikke til ende i tide.")
        except httpx2.InvalidURL:
            return _Outcome(status="invalid", detail="Adressen kan ikke læses.")
        except httpx2.UnsupportedProtocol:
            return _Outcome(
                status="invalid", detail="Adressen fører til noget, der ikke er en side på nettet."
            )
        except httpx2.TimeoutException:
            return _Outcome(status="failing", detail="Svaret kom ikke i tide.")
        except httpx2.TransportError as error:
            return _of_error(error)

    async def _follow(self, client: httpx2.AsyncClient, url: str, *, head: bool) -> _Outcome:
        """Through redirects to the end. An address that has moved for good is told by its new address."""
        place, fragment = urldefrag(url)
        seen = [place]
        for_good = True
        while True:
            async with self._answer(client, place, head=head and not fragment) as response:
                code = response.status_code
                to = response.headers.get("location")
                if code not in _REDIRECTS or to is None:
                    found = await self._judged(response, fragment)
                    break
            for_good = for_good and code in _FOR_GOOD
            place = _joined(place, to)
            if place in seen or len(seen) > _MOST_REDIRECTS:
                return _Outcome(status="loop", code=code, detail="Adressen fører rundt i ring.")
            if not _is_address(place):
                return _Outcome(
                    status="invalid", code=code, detail="Adressen fører et sted hen, der ikke kan læses."
                )
            seen.append(place)
        if found.status == "ok" and len(seen) > 1 and for_good:
            new = f"{place}#{fragment}" if fragment else place
            return _Outcome(status="moved", code=found.code, to=new, detail="Siden er flyttet for altid.")
        return found

    @asynccontextmanager
    async def _answer(
        self, client: httpx2.AsyncClient, url: str, *, head: bool
    ) -> AsyncGenerator[httpx2.Response]:
        """HEAD's answer, or GET's where HEAD says no or is not to be tried."""
        if head:
            async with self._turn(url), client.stream("HEAD", url) as response:
                if response.status_code < 400 or response.status_code == 429:
                    yield response
                    return
        async with self._turn(url), client.stream("GET", url) as response:
            yield response

    @asynccontextmanager
    async def _turn(self, url: str) -> AsyncGenerator[None]:
        """One request at a time to a host, with a pause between, and each to its end in time."""
        host = self._hosts.setdefault(urlsplit(url).netloc.lower(), _Host())
        async with host.turn:
            if host.failures >= self._manner.broken_after:
                raise _GivenUp
            await asyncio.sleep(max(0.0, host.free_at - time.monotonic()))
            try:
                async with self._places, asyncio.timeout(self._manner.deadline_s):
                    yield
                host.failures = 0
            except (TimeoutError, httpx2.TransportError):
                host.failures += 1
                raise
            finally:
                host.free_at = time.monotonic() + self._manner.delay_s

    async def _judged(self, response: httpx2.Response, fragment: str) -> _Outcome:
        code = response.status_code
        if code in _GONE:
            return _Outcome(status="gone", code=code, detail="Siden findes ikke.")
        if code in _REFUSED:
            return _Outcome(
                status="refused", code=code, detail="Siden kan kun ses af dem, der er logget ind."
            )
        if code == 429:
            wait_s = _wait(response.headers.get("retry-after", ""))
            return _Outcome(status="failing", code=code, detail="Værten beder os vente.", wait_s=wait_s)
        if code >= 500:
            return _Outcome(status="failing", code=code, detail="Værten har en fejl.")
        if code >= 400:
            return _Outcome(status="gone", code=code, detail="Værten afviser adressen.")
        if fragment and not await _has_place(response, fragment, self._manner.page_bytes):
            return _Outcome(status="fragment", code=code, detail=f"Stedet #{fragment} er ikke på siden.")
        return _Outcome(status="ok", code=code)


def _joined(place: str, to: str) -> str:
    """Where a redirect leads; its own words where they are no address."""
    try:
        return urldefrag(urljoin(place, to)).url
    except ValueError:
        return to


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            not re.search(r"\s", url)
            and parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0
        )
    except ValueError:
        return False


def _of_error(error: httpx2.TransportError) -> _Outcome:
    causes = tuple(_causes(error))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return _Outcome(status="tls", detail="Forbindelsen kan ikke sikres (certifikatet).")
    if any(isinstance(cause, socket.gaierror) and cause.errno in _NO_SUCH_HOST for cause in causes):
        return _Outcome(status="no_host", detail="Værten findes ikke.")
    if isinstance(error, httpx2.ConnectError):
        return _Outcome(status="failing", detail="Der er ingen forbindelse til værten.")
    return _Outcome(status="failing", detail="Forbindelsen blev afbrudt.")


def _causes(error: BaseException | None) -> Iterable[BaseException]:
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        error = error.__cause__ or error.__context__
    return seen


def _wait(said: str) -> float | None:
    """Retry-After in seconds: a number, or a time (RFC 9110)."""
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", said):
        return float(said)
    try:
        then = email.utils.parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return None
    if then.tzinfo is None:
        return None
    return max(0.0, (then - datetime.datetime.now(datetime.UTC)).total_seconds())


async def _has_place(response: httpx2.Response, fragment: str, most_bytes: int) -> bool:
    """Whether the page has the anchor; True where it cannot be told (no HTML, packed all the same, or longer than we read)."""
    packed = response.headers.get("content-encoding", "identity").lower() != "identity"
    if packed or "html" not in response.headers.get("content-type", "html"):
        return True
    page = bytearray()
    async for part in response.aiter_raw():
        page += part
        if len(page) > most_bytes:
            return True
    names = {fragment, unquote(fragment)}
    text = page.decode("utf-8", "replace")
    return any(re.search(rf"\b(?:id|name)=[\"']?{re.escape(name)}[\"'\s>]", text) for name in names)

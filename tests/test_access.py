"""Who somebody is: by the machine they sit at, or by a proxy that is trusted."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from rettesnor.model.access import AccessSettings, Person, Refused
from rettesnor.web.access import TOKEN_HEADER, Access

KEY = b"k" * 32
PROXY = AccessSettings(mode="proxy", trusted=("10.0.0.0/24",))
ANNA = {
    "X-Remote-User": "an12",
    "X-Remote-Name": "Anna Prøvesen".encode(),
    "X-Remote-Role": "editor",
    "X-Remote-Units": "ydelsesservice, jobcenter",
}


def service(
    settings: AccessSettings, *, client: str = "10.0.0.5", base: str = "http://intra.example"
) -> TestClient:
    access = Access(settings, key=KEY)

    def who(request: Request) -> Response:
        person = access.person(request)
        return JSONResponse([person.id, person.name, person.role, list(person.units)])

    def token(request: Request) -> Response:
        access.require(request, "editor")
        return PlainTextResponse(access.token(request))

    async def save(request: Request) -> Response:
        form = await access.form(request, max_bytes=1000)
        return PlainTextResponse(str(form["tekst"]))

    async def autosave(request: Request) -> Response:
        return PlainTextResponse(await access.body(request, max_bytes=1000))

    def refused(_request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        return PlainTextResponse(error.why, error.status)

    routes = [
        Route("/who", who),
        Route("/token", token),
        Route("/save", save, methods=["POST"]),
        Route("/autosave", autosave, methods=["POST"]),
    ]
    app = Starlette(routes=routes, exception_handlers={Refused: refused})
    return TestClient(app, base_url=base, client=(client, 50000))


@pytest.fixture
def behind() -> TestClient:
    """Anna, by way of the proxy."""
    made = service(PROXY)
    made.headers.update(ANNA)  # pyright: ignore[reportArgumentType] -- httpx takes bytes for what is no ASCII
    return made


def test_the_proxy_tells_who_somebody_is(behind: TestClient):
    assert behind.get("/who").json() == ["an12", "Anna Prøvesen", "editor", ["ydelsesservice", "jobcenter"]]


@pytest.mark.parametrize("client", ["10.0.1.5", "127.0.0.1", "::1", "testclient"])
def test_headers_from_elsewhere_are_nothing(client: str):
    assert service(PROXY, client=client).get("/who", headers=ANNA).json() == ["", "", "reader", []]  # pyright: ignore[reportArgumentType] -- as above


def test_a_header_given_twice_is_nothing():
    twice = [*ANNA.items(), ("X-Remote-Role", "approver")]
    assert service(PROXY).get("/who", headers=twice).json()[0] == ""  # pyright: ignore[reportArgumentType] -- as above


@pytest.mark.parametrize("role", ["admin", "Approver", "approver, editor", ""])
def test_an_unknown_role_may_read(role: str):
    assert (
        service(PROXY).get("/who", headers={"X-Remote-User": "x", "X-Remote-Role": role}).json()[2]
        == "reader"
    )


def test_a_connection_over_the_socket_is_trusted_only_where_the_settings_say_so():
    assert AccessSettings(mode="proxy", trusted=("unix",)).trusts(None)
    assert not PROXY.trusts(None)


def test_a_trusted_place_that_is_no_address_is_told():
    with pytest.raises(ValueError, match="»proxyen« er ikke en adresse"):
        AccessSettings(mode="proxy", trusted=("proxyen",))


def local(**more: str) -> TestClient:
    return service(AccessSettings(), client="127.0.0.1", base=more.pop("base", "http://127.0.0.1:8000"))


def test_one_machine_knows_people_by_the_name_they_give():
    client = local()
    client.cookies.set("rettesnor-navn", "Anna%20Pr%C3%B8vesen")
    assert client.get("/who").json() == ["lokal:anna prøvesen", "Anna Prøvesen", "approver", []]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "ond.example:8000"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
        {"Via": "1.1 proxy"},
    ],
    ids=["rebinding", "forwarded-for", "forwarded", "via"],
)
def test_what_does_not_come_from_this_machine_may_only_read(headers: dict[str, str]):
    assert local().get("/who", headers=headers).json()[2] == "reader"


def test_another_machine_may_only_read_in_local_mode():
    client = service(AccessSettings(), client="192.168.1.7", base="http://127.0.0.1:8000")
    assert client.get("/who").json()[2] == "reader"


def test_a_role_opens_what_is_below_it():
    approver = Person(id="a", name="A", role="approver")
    assert (approver.may("editor"), approver.may("approver")) == (True, True)
    assert not Person(id="a", name="A", role="editor").may("approver")


def test_a_form_of_ours_is_read(behind: TestClient):
    data = {"token": behind.get("/token").text, "tekst": "Kære borger"}
    assert behind.post("/save", data=data).text == "Kære borger"
    sent = behind.post("/autosave", content="x", headers={TOKEN_HEADER: data["token"]})
    assert (sent.status_code, sent.text) == (200, "x")


def test_tokens_are_another_each_time_and_outlive_a_restart(behind: TestClient):
    tokens = {behind.get("/token").text for _ in range(3)}
    again = service(PROXY)
    statuses = {
        again.post("/save", data={"token": t, "tekst": "x"}, headers=ANNA).status_code for t in tokens
    }  # pyright: ignore[reportArgumentType] -- as above
    assert (len(tokens), statuses) == (3, {200})


@pytest.mark.parametrize(
    ("token", "headers"),
    [
        ("", {}),
        ("x", {}),
        ("A" * 64, {}),
        ("æ", {}),
        ("own", {"X-Remote-User": "bo34"}),
        ("own", {"Origin": "http://ond.example"}),
        ("own", {"Origin": "null"}),
        ("own", {"Sec-Fetch-Site": "cross-site"}),
        ("own", {"Sec-Fetch-Site": "same-site"}),
    ],
)
def test_a_form_from_elsewhere_is_refused(behind: TestClient, token: str, headers: dict[str, str]):
    own = behind.get("/token").text
    data = {"token": own if token == "own" else token, "tekst": "x"}
    answer = behind.post("/save", data=data, headers=headers)
    assert (answer.status_code, answer.text) == (403, "csrf")


def test_a_form_that_is_too_large_is_refused_before_it_is_read(behind: TestClient):
    data = {"token": behind.get("/token").text, "tekst": "x" * 2000}
    assert behind.post("/save", data=data).status_code == 413


def test_a_body_that_lies_about_its_length_is_cut_off(behind: TestClient):
    def chunks():
        yield from (b"x" * 400 for _ in range(10))

    headers = {TOKEN_HEADER: behind.get("/token").text}
    assert behind.post("/autosave", content=chunks(), headers=headers).status_code == 413


@pytest.mark.parametrize(("kind", "status"), [("text/plain", 415), ("multipart/form-data", 400), ("", 415)])
def test_what_is_no_form_is_refused(behind: TestClient, kind: str, status: int):
    assert behind.post("/save", content=b"token=x", headers={"Content-Type": kind}).status_code == status


@pytest.mark.parametrize(
    "origin", ["null", "http://[ond", "http://intra.example@ond.example", "http://intra.example:99999"]
)
def test_an_origin_that_is_none_is_elsewhere(behind: TestClient, origin: str) -> None:
    sent = {"token": behind.get("/token").text, "tekst": "x"}
    assert behind.post("/save", data=sent, headers={"Origin": origin}).status_code == 403
    assert behind.post("/save", data=sent, headers={"Origin": origin, "Host": ""}).status_code == 403


@pytest.mark.parametrize(
    "host", ["[ond", "[::1", "localhost:x", "", "localhost@ond.example", "ond.example#localhost"]
)
def test_a_host_that_is_none_is_nobodys(host: str) -> None:
    local = service(AccessSettings(), client="127.0.0.1", base="http://127.0.0.1")
    answer = local.get("/who", headers={"Host": host})
    assert (answer.status_code, answer.json()[2]) == (200, "approver" if host == "localhost:x" else "reader")

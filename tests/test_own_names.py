"""A service for this machine alone is not read through a name that somebody else lets lead here."""

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from rettesnor.cli.serve import _names
from rettesnor.model.access import AccessSettings
from rettesnor.model.pages import Settings
from rettesnor.web.own_names import OwnNames

NAMES = _names(Settings(site_url="https://portal.kommune.example/"))


def asked(host: str, *, here: str = "127.0.0.1") -> int:
    app = OwnNames(PlainTextResponse("hemmeligt"), NAMES)
    return TestClient(app, base_url=f"http://{here}").get("/", headers={"Host": host}).status_code


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost", "LOCALHOST.:8000", "[::1]:8000", "portal.kommune.example", ""]
)
def test_its_own_names_are_answered(host: str):
    assert asked(host) == 200


@pytest.mark.parametrize(
    "host", ["ond.example", "127.0.0.1.ond.example:8000", "localhost.ond.example", "localhost@ond.example", "[::1"]
)  # fmt: skip
def test_another_name_is_not(host: str):
    assert asked(host) == 421


def test_whoever_listens_to_the_network_is_called_what_others_call_it():
    assert asked("annas-maskine", here="10.0.0.5") == 200


def test_behind_a_proxy_any_name_is_answered():
    assert _names(Settings(access=AccessSettings(mode="proxy"))) == frozenset()

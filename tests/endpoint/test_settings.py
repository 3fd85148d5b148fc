"""Settings, from arguments, the environment and defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

from endpoint.settings import Settings, table
from kg.errors import BadData

STORE = Path("store")


def test_arguments_win_over_the_environment_and_it_over_defaults() -> None:
    """In that order."""
    environment = {"ENTENTE_PORT": "8000", "ENTENTE_TIMEOUT": "5", "ENTENTE_ALLOW_SERVICE": "http://a/ http://b/"}
    settings = Settings.load(STORE, environment, port=9000, timeout=None)
    assert (settings.port, settings.timeout, settings.host) == (9000, 5.0, "127.0.0.1")
    assert settings.allow_service == ("http://a/", "http://b/")


def test_a_value_that_cannot_be_read_is_named() -> None:
    """With the variable and the value."""
    with pytest.raises(BadData, match="ENTENTE_PORT is 'many'"):
        Settings.load(STORE, {"ENTENTE_PORT": "many"})


def test_the_token_may_lie_in_a_file(tmp_path: Path) -> None:
    """Without its line end; a missing or empty file is an error, not an open door."""
    secret = tmp_path / "token"
    secret.write_text("s3cret\n")
    assert Settings.load(STORE, {"ENTENTE_TOKEN_FILE": str(secret)}).token == "s3cret"
    secret.write_text("")
    with pytest.raises(BadData, match="empty"):
        Settings.load(STORE, {"ENTENTE_TOKEN_FILE": str(secret)})
    with pytest.raises(BadData, match="cannot be read"):
        Settings.load(STORE, {"ENTENTE_TOKEN_FILE": str(tmp_path / "none")})


def test_every_setting_is_in_the_readme() -> None:
    """One documented table."""
    readme = (Path(__file__).parents[2] / "endpoint" / "README.md").read_text("utf-8")
    assert [name for name, _, _ in table() if f"| `{name}` |" not in readme] == []

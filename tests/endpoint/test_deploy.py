"""The files of `endpoint/deploy`, as far as they can be read without the programs that they are for."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from endpoint.settings import table

DEPLOY = Path(__file__).parents[2] / "endpoint" / "deploy"
UNIT = DEPLOY / "entente.service"


@pytest.mark.parametrize("name", ["Dockerfile", "entente.service", "nginx.conf"])
def test_every_setting_named_exists(name: str) -> None:
    """A misspelt ENTENTE_… would be passed over in silence."""
    known = {setting for setting, _, _ in table()}
    assert set(re.findall(r"ENTENTE_[A-Z_]+", (DEPLOY / name).read_text("utf-8"))) <= known


def test_the_image_and_the_unit_start_the_same_command() -> None:
    """`kg serve --store FOLDER`, settings by environment."""
    image = re.search(r"^CMD (\[.*\])$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign] # systemd tells case apart
    unit.read(UNIT, "utf-8")
    assert image is not None
    started = (json.loads(image[1]), unit["Service"]["ExecStart"].split())
    assert all([Path(words[0]).name, *words[1:3]] == ["kg", "serve", "--store"] for words in started)
    assert set(unit) == {"DEFAULT", "Unit", "Service", "Install"}


def test_systemd_understands_the_unit() -> None:
    """Nothing but the program of the unit is unknown to it."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze on this machine")
    told = subprocess.run(["systemd-analyze", "verify", str(UNIT)], capture_output=True, text=True, check=False).stderr
    about = [line for line in told.splitlines() if "entente.service" in line]
    assert [line for line in about if "is not executable" not in line] == []


def test_the_proxy_tells_all_that_links_are_made_of() -> None:
    """Host, scheme, client and prefix; and every block is closed."""
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    headers = set(re.findall(r"proxy_set_header (X-Forwarded-\w+)", text))
    assert headers == {f"X-Forwarded-{name}" for name in ("Host", "Proto", "For", "Prefix")}
    assert text.count("{") == text.count("}")

"""A headless Chromium, spoken to over a pipe by the DevTools protocol: no driver and no package is needed.

https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_NAMES = ("chromium", "chromium-browser", "chromium-headless-shell", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--mute-audio")
_OFFLINE = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions")
_SECONDS = 30.0
_START = """
import os, sys
from fcntl import F_DUPFD, fcntl
pipes = [fcntl(int(word), F_DUPFD, 10) for word in sys.argv[1:3]]
for pipe, place in zip(pipes, (3, 4)):  # where the browser expects them
    os.dup2(pipe, place)
os.execvp(sys.argv[3], sys.argv[3:])
"""


def program() -> str | None:
    """The browser of this machine, None where it has none. `CHROMIUM` names another."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


class Browser:
    """One tab. `fetched` are the addresses that it asked for, `faults` what its console complained of."""

    def __init__(self, into: int, out: int) -> None:
        self._into, self._out, self._buffer, self._count = into, out, b"", 0
        self._session: str | None = None
        self.fetched: list[str] = []
        self.faults: list[str] = []
        target = self._do("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._do("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self._do(f"{domain}.enable")
        self.wide(1200)

    def open(self, address: str) -> None:
        """Opens a page and waits until it is loaded."""
        self._do("Page.navigate", url=address)
        self.until(f"document.readyState === 'complete' && location.href !== 'about:blank' && {json.dumps(address)}")

    def value(self, script: str) -> Any:
        """What an expression gives on the page."""
        answer = self._do("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def until(self, script: str) -> None:
        """Waits until an expression holds on the page."""
        end = time.monotonic() + _SECONDS
        while not self.value(script):
            assert time.monotonic() < end, f"the page never came to {script}"
            time.sleep(0.05)

    def wide(self, pixels: int) -> None:
        """Makes the window so many pixels wide."""
        self._do("Emulation.setDeviceMetricsOverride", width=pixels, height=900, deviceScaleFactor=1, mobile=False)

    def picture(self, path: Path) -> None:
        """Writes a PNG of the whole page."""
        data = self._do("Page.captureScreenshot", captureBeyondViewport=True)["data"]
        path.write_bytes(base64.b64decode(data))

    def _do(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._into, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + 2 * _SECONDS
        while time.monotonic() < end:
            answer = self._next()
            if answer.get("id") == self._count:
                assert "error" not in answer, f"{method}: {answer['error']}"
                result: dict[str, Any] = answer["result"]
                return result
            self._note(answer.get("method", ""), answer.get("params", {}))
        raise AssertionError(f"the browser does not answer {method}")

    def _note(self, event: str, told: dict[str, Any]) -> None:
        if event == "Network.requestWillBeSent":
            self.fetched.append(told["request"]["url"])
        elif event == "Runtime.exceptionThrown":
            self.faults.append(str(told["exceptionDetails"]))
        elif event == "Log.entryAdded" and told["entry"]["level"] == "error":
            self.faults.append(told["entry"]["text"])

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            assert select.select([self._out], [], [], _SECONDS)[0], "the browser does not answer"
            piece = os.read(self._out, 1 << 16)
            assert piece, "the browser has ended"
            self._buffer += piece
        line, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message


@contextmanager
def browsing(command: str, profile: Path) -> Iterator[Browser]:
    """A browser with an empty profile in a folder."""
    theirs_in, into = os.pipe()
    out, theirs_out = os.pipe()
    words = [command, *_FLAGS, *_OFFLINE, "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"]
    start = [sys.executable, "-c", _START, str(theirs_in), str(theirs_out), *words]
    process = subprocess.Popen(start, pass_fds=(theirs_in, theirs_out), stderr=subprocess.DEVNULL)
    os.close(theirs_in)
    os.close(theirs_out)
    try:
        yield Browser(into, out)
    finally:
        os.close(into)
        os.close(out)
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()

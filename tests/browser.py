"""A headless Chromium driven over its DevTools protocol: opens a file, runs expressions, takes screenshots."""

import asyncio
import base64
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

import aiohttp

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Page:
    """One tab. `messages` holds what the page wrote to its console or threw."""

    def __init__(self) -> None:
        self.messages: list[str] = []
        self.requests: list[str] = []

    def __enter__(self) -> "Page":
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--hide-scrollbars"]
        command = [str(CHROMIUM), *flags, f"--user-data-dir={self.profile.name}", "about:blank"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        assert self.process.stderr
        while not (found := re.search(r"ws://[\d.]+:(\d+)/", self.process.stderr.readline())):
            assert self.process.poll() is None, "Chromium did not start"
        self.loop = asyncio.new_event_loop()
        self.loop.run_until_complete(self.connect(int(found[1])))
        return self

    async def connect(self, port: int) -> None:
        self.http = aiohttp.ClientSession()
        async with self.http.get(f"http://127.0.0.1:{port}/json") as reply:
            tabs = [tab for tab in await reply.json() if tab["type"] == "page"]
        self.socket = await self.http.ws_connect(tabs[0]["webSocketDebuggerUrl"], max_msg_size=0)
        self.number = 0
        for domain in ("Page", "Runtime", "Log", "Network"):
            await self.send(f"{domain}.enable")

    async def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        self.number += 1
        await self.socket.send_json({"id": self.number, "method": method, "params": parameters})
        while True:
            reply = json.loads((await self.socket.receive()).data)
            self.note(reply)
            if reply.get("id") == self.number:
                assert "error" not in reply, reply
                return reply["result"]

    def note(self, event: dict[str, Any]) -> None:
        if event.get("method") in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"):
            self.messages.append(json.dumps(event["params"])[:400])
        if event.get("method") == "Network.requestWillBeSent":
            self.requests.append(event["params"]["request"]["url"][:200])

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self.loop.run_until_complete(asyncio.wait_for(self.send(method, **parameters), 60))

    def open(self, path: Path) -> None:
        """Opens a file and waits until it is loaded."""
        self.call("Page.navigate", url=path.resolve().as_uri())
        while self.run("document.readyState + location.protocol") != "completefile:":
            pass

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression (promises are awaited)."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def size(self, width: int, height: int, dark: bool = False) -> None:
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        feature = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.call("Emulation.setEmulatedMedia", features=feature)

    def screenshot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        async def close() -> None:
            await self.socket.close()
            await self.http.close()

        self.loop.run_until_complete(close())
        self.loop.close()
        self.process.kill()
        self.process.wait()
        assert self.process.stderr
        self.process.stderr.close()
        self.profile.cleanup()

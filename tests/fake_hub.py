"""A Hugging Face hub on loopback that knows as much of the protocol as an upload of a dataset needs, and keeps what it got."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class FakeHub:
    """What the hub was asked (method, path), with which token, and the files and repositories it holds."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[tuple[str, str]] = []
        self.tokens: set[str] = set()
        self.repositories: dict[str, bool] = {}  # name: private
        self.files: dict[str, bytes] = {}
        self.full = False

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, Any]:
        """The status and the JSON for a request."""
        self.asked.append((method, path))
        parts = path.split("?")[0].strip("/").split("/")
        if path == "/api/repos/create":
            wish = json.loads(body)
            name = f"{wish.get('organization') or 'me'}/{wish['name']}"
            known = name in self.repositories
            # older clients say "private", newer ones "visibility"
            self.repositories.setdefault(name, wish.get("visibility") == "private" or wish.get("private") is True)
            return (409 if known else 200), {"url": f"{self.url}/datasets/{name}"}
        name = "/".join(parts[2:4])
        if parts[:2] != ["api", "datasets"] or name not in self.repositories:
            return (200, {"errors": [], "warnings": []}) if parts[-1] == "validate-yaml" else (404, {"error": "not found"})
        if method == "GET":
            return 200, {"id": name, "private": self.repositories[name], "sha": "0" * 40, "siblings": []}
        if parts[4] == "preupload":
            files = json.loads(body)["files"]
            return 200, {"files": [{"path": file["path"], "uploadMode": "regular", "shouldIgnore": False} for file in files]}
        if self.full:
            return 403, {"error": "Storage limit reached"}
        for line in map(json.loads, body.splitlines()):
            if line["key"] == "file":
                self.files[line["value"]["path"]] = base64.b64decode(line["value"]["content"])
        return 200, {"commitUrl": f"{self.url}/datasets/{name}/commit/1", "commitOid": "1" * 40, "commitTitle": "t"}


@contextmanager
def running_hub() -> Iterator[FakeHub]:
    """The hub, until the end of the block."""
    hub = FakeHub()

    class Handler(BaseHTTPRequestHandler):
        def serve(self) -> None:
            hub.tokens.add(self.headers.get("authorization", ""))
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            status, value = hub.answer(self.command, self.path, body)
            data = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = serve

        def log_message(self, *_: object) -> None:
            """Says nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()

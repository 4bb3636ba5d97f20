"""A hostile server: it answers everything with what it was sent, secrets included, in many spellings."""

import base64
import html
import json
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR
from threading import Thread
from types import MappingProxyType

SPELLINGS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "as it is": str,
        "in an address": lambda text: urllib.parse.quote(text, safe=""),
        "in a form": urllib.parse.quote_plus,
        "in JSON": lambda text: json.dumps(text)[1:-1],
        "in JSON in JSON": lambda text: json.dumps(json.dumps(text))[1:-1],
        "in HTML": html.escape,
        "in base64": lambda text: base64.b64encode(text.encode()).decode(),
        "in base64 behind a name": lambda text: base64.b64encode(b"anna:" + text.encode()).decode(),
        "in base64 for addresses": lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
        "in hexadecimal": lambda text: text.encode().hex(),
        "in Python": lambda text: repr(text)[1:-1],
    }
)
"""How a secret may be spelt in what a network says; written apart from the redactor's own list."""


@contextmanager
def echo(status: int, secrets: tuple[str, ...]) -> Iterator[str]:
    """Serve on loopback; every answer has `status` and every secret in every spelling. 0 hangs up instead."""
    said = "; ".join(spell(secret) for secret in secrets for spell in SPELLINGS.values())

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode("utf-8", "replace")
            if status == 0:
                self.close_connection = True
                self.connection.shutdown(SHUT_RDWR)
                return
            heard = f"{self.path} {dict(self.headers)} {sent}"
            body = json.dumps(_answer(f"{said} {heard}")).encode()
            self.send_response(status, "What?")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            if 300 <= status < 400:
                self.send_header("Location", "/again?" + urllib.parse.quote(secrets[0]))
            self.end_headers()
            self.wfile.write(body)

        def __getattr__(self, name: str) -> Callable[[], None]:
            if name.startswith("do_"):  # whatever the method is
                return self.answer
            raise AttributeError(name)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _answer(text: str) -> dict[str, object]:
    """Say it wherever a network may put its reasons."""
    fault = {
        "message": text,
        "error_user_msg": text,
        "error_msg": text,
        "code": 100,
        "error_code": 15,
        "type": text,
    }
    return {
        "ok": False,
        "error": fault,
        "errors": [fault | {"detail": text, "title": text}],
        "error_description": text,
        "error_msg": text,
        "description": text,
        "detail": text,
        "message": text,
        "title": text,
    }

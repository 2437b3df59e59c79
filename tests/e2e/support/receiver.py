"""A receiver of webhooks: https on loopback, signatures checked, misbehaving where a test says so."""

import base64
import hashlib
import hmac
import http.server
import json
import shutil
import ssl
import subprocess
import threading
import time
from pathlib import Path


def has_openssl():
    return shutil.which("openssl") is not None


class Receiver:
    """Keeps what came; `answer(body)` gives the status, or None to hang up without one."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.key = bytes(range(32))
        self.came = []  # Each attempt: headers, body, status.
        self.answer = lambda _: 204
        self.secret_file = self.folder / "hook.secret"
        self.secret_file.write_text("whsec_" + base64.b64encode(self.key).decode())
        self.secret_file.chmod(0o600)
        self.certificate = self.folder / "hook.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", self.folder / "hook.key",
                        "-out", self.certificate], check=True, capture_output=True)
        self.server = self.listen()
        self.port = self.server.server_address[1]

    def listen(self):
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = receiver.answer(body)
                receiver.came.append((dict(self.headers), body, status))
                if status is None:
                    self.close_connection = True
                    return
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.folder / "hook.key")
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def rotate(self):
        """Another secret, the one before it still there. What the configuration says of it."""
        previous = self.folder / "hook.previous"
        previous.write_text(self.secret_file.read_text())
        previous.chmod(0o600)
        self.key = bytes(range(32, 64))
        self.secret_file.write_text("whsec_" + base64.b64encode(self.key).decode())
        return f'secret_previous_file = "{previous}"\n'

    def configuration(self, events="*"):
        return (f'[[webhooks]]\nurl = "https://127.0.0.1:{self.port}/in?token=t0ken"\nevents = ["{events}"]\n'
                f'secret_file = "{self.secret_file}"\nallow_private = ["127.0.0.1"]\nca_file = "{self.certificate}"\n')

    def is_signed(self, headers, body):
        stamp = headers["webhook-timestamp"]
        text = f"{headers['webhook-id']}.{stamp}.".encode() + body
        wanted = "v1," + base64.b64encode(hmac.new(self.key, text, hashlib.sha256).digest()).decode()
        signatures = headers["webhook-signature"].split()
        return any(hmac.compare_digest(wanted, each) for each in signatures) and abs(time.time() - int(stamp)) < 300

    def delivered(self):
        """Events that were answered 2xx, in order, each with its id."""
        return [(headers["webhook-id"], json.loads(body)) for headers, body, status in list(self.came)
                if status is not None and status // 100 == 2]

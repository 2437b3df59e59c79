"""Runs the shipped program as a person or a script would, with an environment of its own."""

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

BINARY = os.environ.get("NOWTHEN_BINARY", "build/dev/nowthen")
DEFAULT_TIMEOUT = 120


class Result:
    """What one run left behind."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    def __repr__(self):
        return f"exit {self.code}\n--- out\n{self.out[-2000:]}\n--- err\n{self.err[-2000:]}"


def environment(extra=None):
    """An environment without the caller's own settings, so that a test sees only what it sets."""
    kept = {k: v for k, v in os.environ.items()
            if not k.upper().startswith(("GENESYS_", "NOWTHEN_")) and not k.upper().endswith("_PROXY")}
    kept["HOME"] = tempfile.gettempdir()
    kept["XDG_CONFIG_HOME"] = "/nonexistent"
    kept.update(extra or {})
    return kept


def run(*arguments, env=None, stdin=subprocess.DEVNULL, timeout=DEFAULT_TIMEOUT, **options):
    """Runs the program to its end."""
    done = subprocess.run([BINARY, *map(str, arguments)], env=environment(env), stdin=stdin, timeout=timeout,
                          capture_output=True, check=False, **options)
    return Result(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


class Simulator:
    """`nowthen sim` on a free port, ended by the `with` block that started it."""

    def __init__(self, *arguments, limits="off"):
        self._folder = tempfile.TemporaryDirectory()
        self._arguments = [*map(str, arguments)]
        self._limits = limits

    def __enter__(self):
        port_file = Path(self._folder.name) / "port"
        self._errors = open(Path(self._folder.name) / "errors", "w+b")
        self.process = subprocess.Popen(
            [BINARY, "sim", "--listen", "127.0.0.1:0", "--port-file", str(port_file), "--limits", self._limits,
             *self._arguments],
            env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._errors)
        deadline = time.monotonic() + 60
        while not port_file.exists():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError("the simulator did not start: " + self.errors())
            time.sleep(0.02)
        self.port = int(port_file.read_text().strip().rsplit(":", 1)[-1])
        self.env = {
            "GENESYS_BASE_URL": f"http://127.0.0.1:{self.port}",
            "GENESYS_CLIENT_ID": "nowthen-sim",
            "GENESYS_CLIENT_SECRET": "nowthen-sim-secret",
            "NOWTHEN_CONTRACT": "tutorial",
        }
        if self._limits == "off":
            self.env.update(NOWTHEN_LIVE_PER_MINUTE="0", NOWTHEN_HISTORY_PER_MINUTE="0",
                            NOWTHEN_PLATFORM_PER_MINUTE="0")
        return self

    def errors(self):
        self._errors.seek(0)
        return self._errors.read().decode("utf-8", "replace")

    def run(self, *arguments, env=None, **options):
        """Runs the program against this simulator."""
        return run(*arguments, env={**self.env, **(env or {})}, **options)

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self._errors.close()
        self._folder.cleanup()

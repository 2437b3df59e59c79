"""A simulator in a process of its own, with a frozen clock and no limits, for the time of a `with` block."""

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

NOW = "2026-11-01T00:00:00.000Z"


class Simulator:
    def __init__(self, binary, days, per_day, *extra):
        self._folder = tempfile.TemporaryDirectory()
        self._port_file = Path(self._folder.name) / "port"
        self._command = [binary, "sim", "--listen", "127.0.0.1:0", "--port-file", str(self._port_file), "--seed", "1",
                         "--days", str(days), "--per-day", str(per_day), "--now", NOW, "--speed", "0",
                         "--limits", "off", "--no-gzip", "--quiet", *extra]

    def __enter__(self):
        self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        while not self._port_file.exists():
            if self._process.poll() is not None:
                raise SystemExit("the simulator did not start")
            time.sleep(0.02)
        port = self._port_file.read_text().strip().rsplit(":", 1)[-1]
        self.env = {**os.environ, "GENESYS_BASE_URL": f"http://127.0.0.1:{port}", "GENESYS_CLIENT_ID": "nowthen-sim",
                    "GENESYS_CLIENT_SECRET": "nowthen-sim-secret", "NOWTHEN_CONTRACT": "tutorial",
                    "NOWTHEN_LIVE_PER_MINUTE": "0", "NOWTHEN_HISTORY_PER_MINUTE": "0"}
        return self

    def cpu_seconds(self):
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def __exit__(self, *_):
        self._process.send_signal(signal.SIGTERM)
        self._process.wait()
        self._folder.cleanup()

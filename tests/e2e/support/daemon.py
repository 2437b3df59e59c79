"""`nowthen serve` as a process of its own, beside a simulator."""

import json
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path

from support.program import BINARY, Simulator, environment, run

WORLD = ("--contract", "platform", "--seed", "5", "--days", "2", "--per-day", "4000", "--now", "2026-11-20T10:00:00Z",
         "--job-duration", "0", "--speed", "20")


class Daemon:
    """A daemon on a port of its own; ends with its test."""

    def __init__(self, env, *arguments, folder, web=False):
        self.log = open(Path(folder) / f"serve-{time.monotonic_ns()}.log", "w+")
        self.process = subprocess.Popen([BINARY, "serve", *([] if web else ["--no-web"]), "--listen", "127.0.0.1:0", *arguments],
                                        env=environment(env), stdout=subprocess.DEVNULL, stderr=self.log)

    def said(self):
        self.log.flush()
        return Path(self.log.name).read_text()

    def until(self, holds, what, seconds=60):
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            if (found := holds()) is not None:
                return found
            if self.process.poll() is not None:
                raise AssertionError(f"ended with {self.process.returncode}: {self.said()}")
            time.sleep(0.05)
        raise AssertionError(f"{what} did not come: {self.said()}")

    def url(self, path):
        def base():
            lines = [line for line in self.said().splitlines() if line.startswith("serving: ")]
            return lines[0].split("http://")[1].split("/")[0] if lines else None
        return f"http://{self.until(base, 'the address')}{path}"

    def get(self, path, **headers):
        try:
            with urllib.request.urlopen(urllib.request.Request(self.url(path), headers=headers)) as reply:
                return reply.status, reply.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def metric(self, name):
        for line in self.get("/metrics")[1].splitlines():
            if line.startswith(name + " "):
                return float(line.split()[1])
        return None

    def until_metric(self, name, least):
        def reached():
            value = self.metric(name)
            return value if value is not None and value >= least else None
        return self.until(reached, f"{name} of {least}")

    def stop(self, number=signal.SIGTERM):
        began = time.monotonic()
        self.process.send_signal(number)
        code = self.process.wait(30)
        return code, time.monotonic() - began


class DaemonCase(unittest.TestCase):
    """A simulator, and daemons beside it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.simulator = Simulator(*WORLD)
        self.simulator.__enter__()
        self.addCleanup(self.simulator.__exit__, None, None, None)
        self.env = {**self.simulator.env, "NOWTHEN_CONTRACT": "platform", "NOWTHEN_HOME": self.folder + "/home"}

    def daemon(self, *arguments, env=None, web=False):
        daemon = Daemon(env or self.env, "--from", "2026-11-19", *arguments, folder=self.folder, web=web)
        self.addCleanup(daemon.log.close)
        self.addCleanup(lambda: daemon.process.poll() is None and (daemon.process.kill(), daemon.process.wait()))
        return daemon

    def rows(self, sql):
        asked = run("query", "--format", "json", sql, env=self.env)
        self.assertEqual(asked.code, 0, asked)
        return json.loads(asked.out)

"""SIGINT and SIGTERM while a sync is in each of its phases: it ends at once, and the next one goes on."""

import contextlib
import json
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.request
from pathlib import Path

from support.program import BINARY, Simulator, environment, run

NOW = "2026-11-20T12:00:00Z"
WORLD = ("--contract", "platform", "--seed", "9", "--days", "3", "--per-day", "100", "--now", NOW, "--speed", "0")
BUSY_WORLD = tuple("4500" if each == "100" else each for each in WORLD)
NEVER = 3_600_000
# What the program is waiting for when the signal comes: the reply of this endpoint.
PHASES = ("token", "jobs_availability", "jobs", "job", "job_results", "details_query", "queues")
SOON = 10  # seconds; it takes a fraction of one, and machines are busy


def bytes_in(folder):
    """Of its files; one that is renamed meanwhile counts as nothing."""
    total = 0
    for each in folder.glob("*"):
        with contextlib.suppress(FileNotFoundError):
            total += each.stat().st_size
    return total


class SyncSignals(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = folder.name

    def sim(self, *arguments, world=WORLD):
        simulator = Simulator(*world, *arguments)
        simulator.__enter__()
        self.addCleanup(simulator.__exit__, None, None, None)
        return simulator

    def ask(self, simulator, path, body=None):
        url = f"http://127.0.0.1:{simulator.port}{path}"
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(url, data=data)) as reply:
            return json.load(reply)

    def environment_for(self, simulator, home):
        return {**simulator.env, "NOWTHEN_CONTRACT": "platform", "NOWTHEN_HOME": f"{self.home}/{home}"}

    def interrupted(self, env, kind, is_there, *options):
        """Sends the signal once `is_there`; gives the exit code, what was said, and how long it took."""
        process = subprocess.Popen([BINARY, "sync", "--from", "2026-11-18", *options], env=environment(env),
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        while process.poll() is None and not is_there():
            time.sleep(0.01)
        self.assertIsNone(process.poll(), "it ended before it came so far")
        begun = time.monotonic()
        process.send_signal(kind)
        errors = process.communicate(timeout=60)[1].decode()
        return process.returncode, errors, time.monotonic() - begun

    def held_back(self, simulator):
        """How many requests the fault has been done to."""
        log = self.ask(simulator, "/_sim/requests?first=0&most=100000")["requests"]
        return sum(each.get("fault") == "held back" for each in log)

    def test_ends_at_once_whatever_reply_it_is_waiting_for(self):
        simulator = self.sim("--job-duration", "0")
        for endpoint in PHASES:
            fault = {"name": "held back", "match": {"endpoint": endpoint}, "do": "delay", "milliseconds": NEVER}

            for kind in (signal.SIGINT, signal.SIGTERM):
                self.ask(simulator, "/_sim/faults", [fault])
                before = self.held_back(simulator)
                env = self.environment_for(simulator, f"{endpoint}-{kind}")
                code, errors, took = self.interrupted(env, kind, lambda: self.held_back(simulator) > before)
                print(f"{endpoint}: {signal.Signals(kind).name}: {took:.2f} s", flush=True)
                self.assertLess(took, SOON, endpoint)
                self.assertEqual(code, 130, (endpoint, errors))
                self.assertNotIn("INTERNAL", errors)
                self.ask(simulator, "/_sim/faults", [])
                if kind == signal.SIGINT:
                    self.assertEqual(run("sync", env=env).code, 0, endpoint)

    def test_ends_at_once_while_it_waits_for_a_job_or_for_the_next_minute(self):
        simulator = self.sim("--job-duration", "3600")
        for options in ((), ("--follow",)):
            for kind in (signal.SIGINT, signal.SIGTERM):
                env = self.environment_for(simulator, f"waiting-{kind}-{len(options)}")
                seen = [self.ask(simulator, "/_sim/stats")["requests"], time.monotonic()]

                def is_quiet():
                    """Nothing was asked for a second, though much was before."""
                    requests = self.ask(simulator, "/_sim/stats")["requests"]
                    if requests != seen[0]:
                        seen[:] = [requests, time.monotonic()]
                    return requests > begun + 6 and time.monotonic() - seen[1] > 1

                begun = seen[0]
                code, errors, took = self.interrupted(env, kind, is_quiet, *options)
                print(f"waiting {options}: {signal.Signals(kind).name}: {took:.2f} s", flush=True)
                self.assertLess(took, SOON)
                self.assertIn(code, (0, 3) if options else (130,), errors)
                self.assertEqual(run("query", "SELECT count(*) FROM conversation", env=env).code, 0)

    def test_loses_nothing_whenever_it_comes_while_much_is_read(self):
        simulator = self.sim("--job-duration", "0", world=BUSY_WORLD)
        for megabytes in (1, 7, 17):  # of the archive; the last when some ten thousand conversations are staged
            env = self.environment_for(simulator, f"much-{megabytes}")

            def is_archived():
                folder = Path(env["NOWTHEN_HOME"]) / "default" / "archive"
                return bytes_in(folder) > megabytes * 1_000_000

            code, errors, took = self.interrupted(env, signal.SIGINT, is_archived)
            print(f"after {megabytes} MB: {took:.2f} s", flush=True)
            self.assertLess(took, SOON)
            self.assertEqual(code, 130, errors)
            self.assertEqual(run("sync", env=env).code, 0)
            count = json.loads(run("query", "--format", "json", "SELECT count(*) AS n FROM conversation", env=env).out)
            self.assertEqual(count[0]["n"], self.all_there_are(simulator))
            self.assertEqual(run("verify", env=env).code, 0)

    def all_there_are(self, simulator):
        """How many conversations a sync that nobody interrupts has in the end."""
        env = self.environment_for(simulator, "whole")
        self.assertEqual(run("sync", "--from", "2026-11-18", env=env).code, 0)  # quick, the second time
        count = run("query", "--format", "json", "SELECT count(*) AS n FROM conversation", env=env).out
        return json.loads(count)[0]["n"]


if __name__ == "__main__":
    unittest.main()

"""The daemon as an operator has it: started, looked at, told to reload, stopped, cut off from its server."""

import datetime
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

    def __init__(self, env, *arguments, folder):
        self.log = open(Path(folder) / f"serve-{time.monotonic_ns()}.log", "w+")
        self.process = subprocess.Popen([BINARY, "serve", "--no-web", "--listen", "127.0.0.1:0", *arguments],
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


class Serve(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.simulator = Simulator(*WORLD)
        self.simulator.__enter__()
        self.addCleanup(self.simulator.__exit__, None, None, None)
        self.env = {**self.simulator.env, "NOWTHEN_CONTRACT": "platform", "NOWTHEN_HOME": self.folder + "/home"}

    def daemon(self, *arguments, env=None):
        daemon = Daemon(env or self.env, "--from", "2026-11-19", *arguments, folder=self.folder)
        self.addCleanup(daemon.log.close)
        self.addCleanup(lambda: daemon.process.poll() is None and (daemon.process.kill(), daemon.process.wait()))
        return daemon

    def rows(self, sql):
        asked = run("query", "--format", "json", sql, env=self.env)
        self.assertEqual(asked.code, 0, asked)
        return json.loads(asked.out)

    def test_keeps_what_is_pushed_and_answers_others_meanwhile(self):
        daemon = self.daemon()
        daemon.until_metric("nowthen_feed_events_total", 50)
        self.assertEqual(daemon.metric("nowthen_feed_events_come"), 1)
        self.assertEqual(daemon.metric("nowthen_feed_not_understood_total"), 0)
        self.assertEqual(daemon.get("/livez"), (200, "live\n"))
        self.assertEqual(daemon.get("/readyz"), (200, "ready\n"))
        self.assertEqual(daemon.get("/elsewhere")[0], 404)
        self.assertEqual(daemon.get("/metrics", Host="evil.example")[0], 421)
        self.assertGreater(self.rows("SELECT count(*) AS n FROM live_leg WHERE origin = 'event'")[0]["n"], 0)
        seen = datetime.datetime.fromtimestamp(daemon.metric("nowthen_feed_seen_until_seconds") - 60, datetime.timezone.utc)
        floor = run("asof", seen.strftime("%Y-%m-%dT%H:%M:%SZ"), "--format", "json", env=self.env)
        self.assertIn(floor.code, (0, 3), floor)
        self.assertIn("waiting", floor.out)
        code, seconds = daemon.stop()
        self.assertEqual(code, 0, daemon.said())
        self.assertLess(seconds, 10)  # two on a machine that is not busy
        self.assertIn("served: ", daemon.said())
        self.assertEqual(run("verify", env=self.env).code, 0)

    def test_lists_the_time_in_which_it_did_not_run(self):
        first = self.daemon()
        first.until_metric("nowthen_feed_looks_total", 1)
        first.stop()
        again = self.daemon("--no-notifications", "--every", "2")
        again.until_metric("nowthen_feed_looks_total", 1)
        again.stop(signal.SIGINT)
        gaps = self.rows("SELECT cause, ended_at > began_at AS lasted FROM live_gap")
        self.assertEqual(gaps, [{"cause": "restart", "lasted": True}])

    def test_reads_its_configuration_again_and_keeps_the_old_one_where_the_new_is_wrong(self):
        config = Path(self.folder) / "config.toml"
        config.write_text("")
        daemon = self.daemon(env={**self.env, "NOWTHEN_CONFIG": str(config)})
        daemon.until_metric("nowthen_feed_looks_total", 1)
        config.write_text("this is [ no configuration")
        daemon.process.send_signal(signal.SIGHUP)
        daemon.until(lambda: True if "stays as it was" in daemon.said() else None, "the refusal")
        config.write_text("")
        daemon.process.send_signal(signal.SIGHUP)
        daemon.until(lambda: True if "was read again" in daemon.said() else None, "the note")
        self.assertEqual(daemon.stop()[0], 0)

    def test_refuses_a_second_one_and_a_port_that_is_taken(self):
        daemon = self.daemon()
        daemon.until_metric("nowthen_feed_looks_total", 1)
        second = run("serve", "--no-web", "--listen", "127.0.0.1:0", env=self.env)
        self.assertEqual(second.code, 2)
        self.assertIn("another process owns the data", second.err)
        port = daemon.url("").rsplit(":", 1)[1]
        elsewhere = {**self.env, "NOWTHEN_HOME": self.folder + "/other"}
        taken = run("serve", "--no-web", "--listen", f"127.0.0.1:{port}", env=elsewhere)
        self.assertEqual(taken.code, 1)
        self.assertIn(port, taken.err)

    def test_says_without_the_option_that_there_is_no_board(self):
        refused = run("serve", env=self.env)
        self.assertEqual(refused.code, 2)
        self.assertIn("--no-web", refused.err)


if __name__ == "__main__":
    unittest.main()

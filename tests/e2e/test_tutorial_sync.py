"""Syncing under the tutorial's contract as a person or a scheduler does it: killed, interrupted, one run after another."""

import json
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.request

from support.program import BINARY, Simulator, environment, run

NOW = "2026-11-20T12:00:00Z"
WORLD = ("--contract", "tutorial", "--seed", "5", "--days", "5", "--per-day", "300", "--now", NOW, "--speed", "0")


class TutorialSync(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = folder.name
        self.simulator = Simulator(*WORLD)
        self.simulator.__enter__()
        self.addCleanup(self.simulator.__exit__, None, None, None)
        self.env = {**self.simulator.env, "NOWTHEN_CONTRACT": "tutorial", "NOWTHEN_HOME": self.home + "/home"}

    def ask(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.simulator.port}{path}") as reply:
            return json.load(reply)

    def requests(self):
        return self.ask("/_sim/stats")["requests"]

    def held(self):
        listed = run("query", "--format", "csv",
                     "SELECT conversation_id FROM conversation WHERE conversation_end IS NOT NULL AND seen_sync_at IS NOT NULL "
                     "ORDER BY 1", env=self.env)
        self.assertEqual(listed.code, 0, listed)
        return listed.out.split()[1:]

    def shown(self):
        truth = self.ask(f"/_sim/truth?at={NOW}")
        return sorted(each["id"] for each in truth["history"] if each["startTime"] >= "2026-11-17")

    def test_holds_what_history_shows_and_then_asks_for_nothing(self):
        first = run("sync", "--from", "2026-11-17", env=self.env)
        self.assertIn(first.code, (0, 3), first)
        self.assertEqual(self.held(), self.shown())
        before = self.requests()
        again = run("sync", env=self.env)
        self.assertIn("nothing was worth a request", again.err)
        self.assertLessEqual(self.requests() - before, 1, "a token")
        self.assertEqual(run("verify", env=self.env).code, 0)
        status = run("status", "--format", "text", env=self.env)
        self.assertIn("by this contract", status.out)

    def test_is_killed_again_and_again_and_ends_with_the_same(self):
        for kill in range(1, 40):
            begun = self.requests()
            process = subprocess.Popen([BINARY, "sync", "--from", "2026-11-17", "--quiet"], env=environment(self.env),
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            while process.poll() is None and self.requests() - begun < 1 + kill // 2:
                time.sleep(0.002)
            if process.poll() is None:
                process.kill()
            errors = process.communicate()[1].decode()
            if process.returncode in (0, 3):
                break
            self.assertEqual(process.returncode, -signal.SIGKILL, errors)
        done = run("sync", env=self.env)
        self.assertIn(done.code, (0, 3), done)
        self.assertEqual(self.held(), self.shown())
        self.assertEqual(run("verify", env=self.env).code, 0)

    def test_ends_soon_and_cleanly_when_it_is_interrupted_while_it_keeps_the_pace(self):
        env = {**self.env, "NOWTHEN_HISTORY_PER_MINUTE": "10"}
        process = subprocess.Popen([BINARY, "sync", "--from", "2026-11-15"], env=environment(env), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        while process.poll() is None and self.requests() < 8:
            time.sleep(0.01)
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        errors = process.communicate(timeout=30)[1].decode()
        self.assertLess(time.monotonic() - begun, 5, errors)
        self.assertIn(process.returncode, (130, -signal.SIGINT), errors)
        before = self.requests()
        self.assertIn(run("sync", env=self.env).code, (0, 3))
        self.assertLess(self.requests() - before, 40)
        self.assertEqual(run("verify", env=self.env).code, 0)


if __name__ == "__main__":
    unittest.main()

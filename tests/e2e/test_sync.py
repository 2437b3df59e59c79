"""Syncing as a person or a scheduler does it: killed, interrupted, out of budget, without permission, one after another."""

import json
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.request

from support.program import BINARY, Simulator, environment, run

NOW = "2026-11-20T12:00:00Z"
WORLD = ("--contract", "platform", "--seed", "5", "--days", "4", "--per-day", "300", "--now", NOW, "--job-duration", "0")


class Sync(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = folder.name

    def environment_for(self, simulator):
        return {**simulator.env, "NOWTHEN_CONTRACT": "platform", "NOWTHEN_HOME": self.home + "/home"}

    def sim(self, *arguments):
        simulator = Simulator(*WORLD, "--speed", "0", *arguments)
        simulator.__enter__()
        self.addCleanup(simulator.__exit__, None, None, None)
        return simulator

    def ask(self, simulator, path, body=None):
        url = f"http://127.0.0.1:{simulator.port}{path}"
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(url, data=data)) as reply:
            return json.load(reply)

    def requests(self, simulator):
        return self.ask(simulator, "/_sim/stats")["requests"]

    def held(self, env):
        listed = run("query", "--format", "csv",
                     "SELECT conversation_id FROM conversation WHERE conversation_start >= '2026-11-17' ORDER BY 1", env=env)
        self.assertEqual(listed.code, 0, listed)
        return listed.out.split()[1:]

    def shown(self, simulator):
        truth = self.ask(simulator, f"/_sim/truth?at={NOW}")
        listed = [each["id"] for each in truth["records"]]
        return listed

    def test_proves_days_though_nobody_comes_for_its_jobs_within_a_day(self):
        simulator = self.sim("--job-lifetime", "86400")
        env = self.environment_for(simulator)
        for _ in range(4):
            synced = run("sync", "--from", "2026-11-17", "--no-wait", env=env)
            self.assertIn(synced.code, (0, 3), synced)
            self.ask(simulator, "/_sim/clock", {"step_seconds": 90_000})
        days = run("query", "--format", "csv", "SELECT state FROM ledger_window WHERE surface = 'job' ORDER BY window_begin",
                   env=env).out.split()[1:]
        self.assertGreater(len(days), 3)
        self.assertNotIn("open", days[:3])

    def test_holds_what_is_shown_and_then_asks_for_nothing(self):
        simulator = self.sim()
        env = self.environment_for(simulator)
        first = run("sync", "--from", "2026-11-17", env=env)
        self.assertEqual(first.code, 0, first)
        self.assertIn("days since 2026-11-17", first.err)
        self.assertTrue(set(self.held(env)) <= set(self.shown(simulator)))
        self.assertGreater(len(self.held(env)), 700)
        before = self.requests(simulator)
        again = run("sync", env=env)
        self.assertEqual(again.code, 0, again)
        self.assertIn("nothing was worth a request", again.err)
        self.assertLessEqual(self.requests(simulator) - before, 1, "a token")
        self.assertEqual(run("verify", env=env).code, 0)

    def test_is_killed_again_and_again_and_ends_with_the_same(self):
        simulator = self.sim()
        env = self.environment_for(simulator)
        self.assertEqual(run("sync", "--from", "2026-11-17", env=env).code, 0)
        clean = self.held(env)
        env["NOWTHEN_HOME"] = self.home + "/other"
        for kill in range(1, 40):
            begun = self.requests(simulator)
            process = subprocess.Popen([BINARY, "sync", "--from", "2026-11-17", "--quiet"], env=environment(env),
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            while process.poll() is None and self.requests(simulator) - begun < 1 + kill // 2:
                time.sleep(0.002)
            if process.poll() is None:
                process.kill()
            errors = process.communicate()[1].decode()
            if process.returncode == 0:
                break
            self.assertEqual(process.returncode, -signal.SIGKILL, errors)
        done = run("sync", env=env)
        self.assertEqual(done.code, 0, done)
        self.assertEqual(self.held(env), clean)
        self.assertEqual(run("verify", env=env).code, 0)

    def test_ends_soon_and_cleanly_when_it_is_interrupted(self):
        simulator = self.sim("--job-duration", "3600")
        env = self.environment_for(simulator)
        for kind, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            process = subprocess.Popen([BINARY, "sync", "--from", "2026-11-17"], env=environment(env),
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            time.sleep(1.5)
            begun = time.monotonic()
            process.send_signal(kind)
            errors = process.communicate(timeout=30)[1].decode()
            self.assertLess(time.monotonic() - begun, 5, errors)
            self.assertIn(process.returncode, (code, -kind, 130), errors)
        self.assertEqual(run("query", "SELECT count(*) FROM conversation", env=env).code, 0)

    def test_refuses_a_first_day_that_has_not_come(self):
        env = self.environment_for(self.sim())
        refused = run("sync", "--from", "2027-01-01", env=env)
        self.assertEqual(refused.code, 2, refused)
        self.assertIn("future", refused.err)

    def test_keeps_to_its_budget_and_goes_on_later(self):
        simulator = self.sim()
        env = self.environment_for(simulator)
        begun = self.requests(simulator)
        poor = run("sync", "--from", "2026-11-17", "--budget", "3", env=env)
        self.assertEqual(poor.code, 3, poor)
        self.assertIn("budget", poor.err)
        self.assertRegex(poor.err, "3 requests will not make the data as fresh as wanted .*: about .* would")
        self.assertLessEqual(self.requests(simulator) - begun, 4, "three, and a token")
        self.assertEqual(run("sync", env=env).code, 0)

    def test_claims_nothing_of_days_that_the_organisation_keeps_no_more(self):
        simulator = self.sim("--days", "30", "--per-day", "20", "--retention", "10")
        env = self.environment_for(simulator)
        first = run("sync", "--from", "2026-10-25", env=env)
        self.assertEqual(first.code, 0, first)
        self.assertIn("the organisation keeps conversations from 2026-11-12 on: of the days since 2026-10-25 that are "
                      "older nothing is claimed\n", first.err)
        days = run("query", "--format", "csv", "SELECT min(window_begin)::DATE AS day FROM ledger_window", env=env)
        self.assertEqual(days.out.split()[1], "2026-11-12", days)
        self.assertNotIn("keeps", run("sync", env=env).err)

    def test_is_content_where_it_may_not_ask_how_long_they_are_kept(self):
        simulator = self.sim("--permissions", "analytics:conversationDetail:view")
        env = self.environment_for(simulator)
        self.assertEqual(run("sync", "--from", "2026-11-17", env=env).code, 0)

    def test_says_beforehand_what_each_job_takes(self):
        env = self.environment_for(self.sim())
        forecast = run("sync", "--from", "2026-11-01", "--dry-run", env=env)
        self.assertEqual(forecast.code, 0, forecast)
        self.assertIn("19 days by job", forecast.out)
        self.assertIn("job of 2026-11-01 to 2026-11-01: at least 3 requests", forecast.out)
        self.assertIn("job of 2026-11-02 to 2026-11-19: at least 3 requests", forecast.out)

    def test_says_what_cannot_be_proven_where_jobs_are_forbidden(self):
        simulator = self.sim("--permissions", "analytics:conversationAggregate:view")
        env = self.environment_for(simulator)
        refused = run("sync", "--from", "2026-11-17", env=env)
        self.assertEqual(refused.code, 1, refused)
        self.assertIn("analytics:conversationDetail:view", refused.err)

    def test_goes_on_by_query_where_only_jobs_are_forbidden(self):
        simulator = self.sim()
        self.ask(simulator, "/_sim/faults", [{"match": {"endpoint": "jobs_availability"}, "do": "forbidden"},
                                             {"match": {"endpoint": "jobs"}, "do": "forbidden"}])
        env = self.environment_for(simulator)
        done = run("sync", "--from", "2026-11-17", env=env)
        self.assertEqual(done.code, 3, done)
        self.assertIn("no day can be proven complete", done.err)
        self.assertGreater(len(self.held(env)), 700)

    def test_a_second_one_ends_at_once_and_says_why(self):
        simulator = self.sim("--job-duration", "3600")
        env = self.environment_for(simulator)
        first = subprocess.Popen([BINARY, "sync", "--from", "2026-11-17"], env=environment(env),
                                 stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(first.wait)
        self.addCleanup(first.kill)
        while self.requests(simulator) < 6:
            time.sleep(0.01)
        second = run("sync", env=env)
        self.assertEqual(second.code, 2, second)
        self.assertIn("another process owns the data", second.err)
        self.assertEqual(run("query", "SELECT count(*) FROM conversation", env=env).code, 0)


if __name__ == "__main__":
    unittest.main()

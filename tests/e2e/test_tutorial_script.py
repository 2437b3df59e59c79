"""The tutorial's own script is a client of the simulator, with nothing but the base URL replaced."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from support.program import Simulator, environment
from support.recordings import tutorial_script


def run_script(simulator, env=None):
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "conversations_comparison.py"
        script.write_text(tutorial_script(simulator.env["GENESYS_BASE_URL"]))
        return subprocess.run(["/usr/bin/python3", str(script)], env=environment({**simulator.env, **(env or {})}),
                              capture_output=True, text=True, timeout=120, check=False)


class TutorialScript(unittest.TestCase):
    def test_prints_both_listings_of_a_simulated_organisation(self):
        with Simulator("--seed", 7, "--days", 2, "--per-day", 500, limits="default") as simulator:
            done = run_script(simulator)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("=== Fetching Real-Time Conversations ===", done.stdout)
        self.assertIn('"entities"', done.stdout)
        self.assertIn('"talkTime"', done.stdout)
        self.assertIn('"unit": "seconds"', done.stdout)

    def test_is_told_by_a_wrong_secret_that_it_is_unauthorised(self):
        with Simulator("--days", 1, "--per-day", 10) as simulator:
            done = run_script(simulator, {"GENESYS_CLIENT_SECRET": "wrong"})
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("401", done.stderr)

    def test_waits_out_a_429_and_then_succeeds(self):
        with tempfile.TemporaryDirectory() as folder:
            faults = Path(folder) / "faults.json"
            faults.write_text('{"rules": [{"match": {"endpoint": "live"}, "at": 1, "do": "throttle", "retry_after": 1}]}')
            with Simulator("--days", 1, "--per-day", 200, "--faults", faults) as simulator:
                done = run_script(simulator)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('"entities"', done.stdout)


if __name__ == "__main__":
    unittest.main()

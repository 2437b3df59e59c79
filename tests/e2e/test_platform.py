"""The platform's contract, end to end: recorded official payloads and the simulator's own, through the program."""

import json
import shutil
import tempfile
import unittest
from datetime import datetime, timedelta, timezone
from pathlib import Path

from support.program import Simulator
from support.recordings import conversations, require

PLATFORM = {"NOWTHEN_CONTRACT": "platform"}


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def canonical(records):
    return sorted(json.dumps(record, sort_keys=True) for record in records)


def lines(result):
    return [json.loads(line) for line in result.out.splitlines()]


class RecordedPayloads(unittest.TestCase):
    def serve(self, path, semantics):
        """What history and live list of one recorded file, and the records in it."""
        records = conversations(path)
        newest = max(instant(r.get("conversationEnd", r["conversationStart"])) for r in records)
        now = (newest + timedelta(hours=1)).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(path, Path(folder) / "records.json")
            with Simulator("--contract", "platform", "--interval-semantics", semantics, "--records", folder,
                           "--now", now) as simulator:
                history = simulator.run("history", "--from", "2015-01-01", "--to", now, "--format", "ndjson",
                                        env=PLATFORM)
                live = simulator.run("live", "--format", "ndjson", env=PLATFORM)
        self.assertEqual(history.code, 0, history)
        self.assertEqual(live.code, 0, live)
        return records, lines(history), lines(live)

    def test_history_and_live_give_every_recorded_value_back(self):
        for path in sorted(require("data", "details").glob("*.json")):
            for semantics in ("started-and-active", "start-day", "overlap"):
                with self.subTest(path.name, semantics=semantics):
                    records, history, live = self.serve(path, semantics)
                    self.assertEqual(canonical(history), canonical(records))
                    self.assertEqual(canonical(live), canonical(r for r in records if "conversationEnd" not in r))


class Commands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.simulator = Simulator("--contract", "platform", "--days", "3", "--per-day", "200", "--speed", "0").__enter__()
        cls.addClassCleanup(cls.simulator.__exit__)

    def run_command(self, *arguments):
        result = self.simulator.run(*arguments, env=PLATFORM)
        self.assertEqual(result.code, 0, result)
        return result

    def test_live_history_and_compare_are_complete(self):
        self.assertIn("complete", self.run_command("live", "--format", "table").err)
        self.assertIn("complete", self.run_command("history", "--from", "-48h", "--format", "csv").err)
        compared = json.loads(self.run_command("compare", "--format", "json").out)
        self.assertEqual(compared["counts"]["open"], 0)
        self.assertEqual(compared["counts"]["differs"], 0)
        self.assertGreater(compared["counts"]["equal"], 0)

    def test_auth_leaves_permissions_to_the_roles(self):
        facts = json.loads(self.run_command("auth", "--format", "json").out)
        self.assertEqual(facts["contract"], "platform")
        self.assertEqual(facts["scopes"], [])
        self.assertGreater(facts["expires_in_seconds"], 80_000)

    def test_what_only_the_tutorial_has_is_refused(self):
        for arguments in (["history", "--from", "-1h", "--metrics", "talkTime"], ["auth", "--introspect"]):
            result = self.simulator.run(*arguments, env=PLATFORM)
            self.assertEqual(result.code, 2, result)
            self.assertIn("tutorial", result.err)

    def test_the_wrong_contract_is_named(self):
        for command in (["live"], ["history", "--from", "-1h"]):
            result = self.simulator.run(*command, env={"NOWTHEN_CONTRACT": "tutorial"})
            self.assertEqual(result.code, 1, result)
            self.assertIn("--contract platform", result.err)


if __name__ == "__main__":
    unittest.main()

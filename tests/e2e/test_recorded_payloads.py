"""Recorded official payloads, served by the simulator, come back through both listings unharmed."""

import json
import shutil
import tempfile
import unittest
from datetime import datetime, timedelta, timezone
from pathlib import Path

from support.program import Simulator
from support.recordings import conversations, require


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def sessions(record, purposes):
    for participant in record["participants"]:
        if participant["purpose"] in purposes:
            yield from participant.get("sessions", [])


def seconds(record, complete, stretch, segment):
    """The figure by the rules of the format: the complete metric, else its stretches, else the segments."""
    found = [m["value"] for s in sessions(record, {"agent", "user", "customer", "external", "acd"})
             for m in s.get("metrics", []) if m["name"] == complete]
    if not found and stretch:
        found = [m["value"] for s in sessions(record, {"agent", "user", "customer", "external", "acd"})
                 for m in s.get("metrics", []) if m["name"] == stretch]
    if found:
        return sum(found) / 1000
    total = timedelta()
    for session in sessions(record, {"agent", "user"}):
        for part in session.get("segments", []):
            if part["segmentType"] == segment and "segmentEnd" in part:
                total += instant(part["segmentEnd"]) - instant(part["segmentStart"])
    return total.total_seconds()


class RecordedPayloads(unittest.TestCase):
    def check(self, path):
        records = conversations(path)
        newest = max(instant(r.get("conversationEnd", r["conversationStart"])) for r in records)
        now = (newest + timedelta(hours=1)).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(path, Path(folder) / "records.json")
            with Simulator("--records", folder, "--now", now) as simulator:
                live = simulator.run("live", "--format", "json")
                history = simulator.run("history", "--from", "2015-01-01", "--to", now, "--format", "json", "--metrics",
                                        "talkTime,holdTime,wrapupTime")
        self.assertEqual(live.code, 0, live)
        self.assertEqual(history.code, 0, history)
        live_by_id = {r["id"]: r for r in json.loads(live.out)}
        history_by_id = {r["conversationId"]: r for r in json.loads(history.out)}
        for record in records:
            with self.subTest(record["conversationId"]):
                self.check_live(record, live_by_id, newest)
                self.check_history(record, history_by_id)

    def check_live(self, record, live, newest):
        closed = record.get("conversationEnd")
        if closed and newest + timedelta(hours=1) - instant(closed) > timedelta(hours=24):
            self.assertNotIn(record["conversationId"], live)
            return
        shown = live[record["conversationId"]]
        self.assertEqual(shown["type"], record["participants"][0]["sessions"][0]["mediaType"])
        self.assertEqual(instant(shown["startTime"]), instant(record["conversationStart"]))
        self.assertEqual(shown["state"] == "closed", closed is not None)

    def check_history(self, record, history):
        if "conversationEnd" not in record:
            self.assertNotIn(record["conversationId"], history)
            return
        shown = history[record["conversationId"]]
        self.assertEqual(shown["type"], record["participants"][0]["sessions"][0]["mediaType"])
        self.assertEqual(instant(shown["startTime"]), instant(record["conversationStart"]))
        self.assertEqual(instant(shown["endTime"]), instant(record["conversationEnd"]))
        metrics = shown["metrics"]
        for name, rule in {"talkTime": ("tTalkComplete", "tTalk", "interact"),
                           "holdTime": ("tHeldComplete", "tHeld", "hold"),
                           "wrapupTime": ("tAcw", None, "wrapup")}.items():
            self.assertAlmostEqual(metrics.get(name, {"value": 0})["value"], seconds(record, *rule), places=3, msg=name)

    def test_every_recorded_conversation_keeps_its_meaning(self):
        for path in sorted(require("data", "details").glob("*.json")):
            with self.subTest(path.name):
                self.check(path)


if __name__ == "__main__":
    unittest.main()

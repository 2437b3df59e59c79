"""The data set, through the program alone: loaded, asked, shown, killed in the middle, proven."""

import json
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from support.program import BINARY, Simulator, environment, run
from support.recordings import conversations, require


class Home:
    """A folder for data, gone with the `with` block."""

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory()
        self.path = Path(self._folder.name)
        self.env = {"NOWTHEN_HOME": str(self.path / "home")}
        return self

    def run(self, *arguments, **options):
        return run(*arguments, env=self.env, **options)

    def number(self, sql):
        answer = self.run("query", sql, "--format", "json")
        return next(iter(json.loads(answer.out)[0].values()))

    def __exit__(self, *_):
        self._folder.cleanup()


def simulated_history(folder):
    """A week of a simulated organisation as NDJSON in a file, and how many records it has."""
    path = folder / "history.ndjson"
    with Simulator("--contract", "platform", "--days", "7", "--per-day", "300") as simulator:
        listed = simulator.run("history", "--from", "-7d", "--format", "ndjson", env={"NOWTHEN_CONTRACT": "platform"})
    path.write_text(listed.out)
    return path, len(listed.out.splitlines())


def changed_rows(home):
    """What the tables hold, apart from when it was loaded."""
    return [home.run("query", sql, "--format", "csv").out for sql in (
        "SELECT conversation_id, content_hash, revision FROM conversation ORDER BY ALL",
        "SELECT * FROM segment ORDER BY ALL", "SELECT * FROM session_metric ORDER BY ALL",
        "SELECT conversation_id, revision, kind FROM revision ORDER BY ALL")]


class DataSet(unittest.TestCase):
    def test_recorded_payloads_are_kept_to_the_last_value(self):
        files = sorted(require("data", "details").glob("*.json"))
        records = [record for path in files for record in conversations(path)]
        with Home() as home:
            loaded = home.run("import", *files)
            self.assertEqual(loaded.code, 0, loaded)
            for record in records:
                shown = home.run("show", record["conversationId"], "--format", "json")
                self.assertEqual(json.loads(shown.out)["record"], record)
            metrics = sum(len(session.get("metrics", [])) for record in records
                          for participant in record["participants"] for session in participant["sessions"])
            self.assertEqual(home.number("SELECT count(*) FROM session_metric"), metrics)
            segments = sum(len(session.get("segments", [])) for record in records
                           for participant in record["participants"] for session in participant["sessions"])
            self.assertEqual(home.number("SELECT count(*) FROM segment"), segments)
            again = home.run("import", *files)
            self.assertIn(f"0 new conversations, 0 changed, {len(records)} as they were", again.err)
            self.assertEqual(home.run("verify").code, 0)

    def test_a_week_goes_from_history_through_a_pipe_into_tables(self):
        with Home() as home:
            path, count = simulated_history(home.path)
            with open(path, "rb") as text:
                loaded = home.run("import", "-", stdin=text)
            self.assertEqual(loaded.code, 0, loaded)
            self.assertEqual(home.number("SELECT count(*) FROM conversations"), count)
            proof = home.run("verify", "--format", "json")
            self.assertEqual((proof.code, json.loads(proof.out)["sound"]), (0, True), proof)
            changes = home.run("changes", "--kind", "first", "--format", "ndjson")
            self.assertEqual(len(changes.out.splitlines()), count)

    def test_a_kill_at_any_moment_loses_nothing_that_was_told(self):
        with Home() as whole, Home() as home:
            path, count = simulated_history(home.path)
            self.assertEqual(whole.run("import", path).code, 0)
            kills = 0
            for delay in (0.05, 0.15, 0.3, 0.5, 0.8, 1.2, 1.7):
                process = subprocess.Popen([BINARY, "import", path], env=environment(home.env),
                                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(delay)
                process.kill()
                kills += process.wait() == -9
            self.assertGreater(kills, 0, "every import ended before its kill")
            last = home.run("import", path)
            self.assertEqual(last.code, 0, last)
            self.assertEqual(home.number("SELECT count(*) FROM conversation"), count)
            self.assertEqual(changed_rows(home), changed_rows(whole))
            proof = home.run("verify", "--format", "text")
            self.assertEqual(proof.code, 0, proof)

    def test_bad_input_is_named_and_the_rest_is_loaded(self):
        with Home() as home:
            text = home.path / "bad.ndjson"
            text.write_text('rubbish\n{"conversationId":"a","conversationStart":"2026-11-01T10:00:00Z"}\n{"x":1}\n')
            loaded = home.run("import", text)
            self.assertEqual(loaded.code, 3, loaded)
            self.assertIn(f"{text}:1: ", loaded.err)
            self.assertIn(f"{text}:3: ", loaded.err)
            self.assertEqual(home.number("SELECT count(*) FROM conversation"), 1)
            self.assertEqual(home.number("SELECT count(*) FROM set_aside"), 2)
            for command, code, told in ((("show", "zzz"), 1, "there is no conversation zzz"),
                                        (("show", ""), 2, "the conversation's id is empty"),
                                        (("import", "/nonexistent"), 1, "No such file"),
                                        (("query", "DELETE FROM segment"), 2, "only reads")):
                refused = home.run(*command)
                self.assertEqual(refused.code, code, refused)
                self.assertIn(told, refused.err)
                self.assertIn("hint: ", refused.err)

    def test_without_data_each_command_says_how_to_get_some(self):
        with Home() as home:
            for command in (("query", "SELECT 1"), ("show", "a"), ("verify",), ("changes",), ("diff", "a")):
                refused = home.run(*command)
                self.assertEqual(refused.code, 1, refused)
                self.assertIn("nowthen import", refused.err)


if __name__ == "__main__":
    unittest.main()

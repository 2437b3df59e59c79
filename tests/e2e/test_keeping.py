"""What is kept, for how long, and where a copy of it lies: through the program alone."""

import json
import tempfile
import unittest
from pathlib import Path

from support.program import run

OLD = {"conversationId": "old", "conversationStart": "2025-01-01T10:00:00Z", "conversationEnd": "2025-01-01T10:05:00Z"}
NEW = {"conversationId": "new", "conversationStart": "2099-01-01T10:00:00Z", "conversationEnd": "2099-01-01T10:05:00Z",
       "fooBar": [1]}


class Keeping(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name)
        self.env = {"NOWTHEN_HOME": str(self.path / "home"), "XDG_CONFIG_HOME": str(self.path)}

    def run_it(self, *arguments, **more):
        return run(*arguments, env={**self.env, **more})

    def load(self, *records):
        text = self.path / "records.ndjson"
        text.write_text("".join(json.dumps(record) + "\n" for record in records))
        return self.run_it("import", text)

    def configure(self, text):
        (self.path / "nowthen").mkdir(exist_ok=True)
        (self.path / "nowthen" / "config.toml").write_text(text)

    def value(self, sql, **more):
        answer = self.run_it("query", sql, "--format", "json", **more)
        self.assertEqual(answer.code, 0, answer)
        return next(iter(json.loads(answer.out)[0].values()))

    def assert_sound(self, **more):
        proof = self.run_it("verify", "--format", "json", **more)
        self.assertEqual((proof.code, json.loads(proof.out)["sound"]), (0, True), proof)

    def test_a_run_is_kept_and_an_unknown_field_is_told_once(self):
        first, second = self.load(OLD, NEW), self.load(OLD, NEW)
        self.assertIn("new to this program: conversation.fooBar (1 record), kept in column extra\n", first.err)
        self.assertNotIn("fooBar", second.err)
        self.assertEqual(self.value("SELECT string_agg(command || readings || '/' || revisions || '/' || exit_code, ' ' "
                                    "ORDER BY run_id) FROM run"), "import2/2/0 import2/0/0")
        self.assertEqual(self.run_it("import", "/nonexistent").code, 1)
        self.assertEqual(self.value("SELECT count(*) FROM run WHERE exit_code = 1 AND error LIKE '%No such file%'"), 1)
        self.assert_sound()

    def test_what_is_old_goes_and_does_not_come_back(self):
        self.load(OLD, NEW)
        plan = self.run_it("prune", "--before", "2026-01-01", "--dry-run")
        self.assertEqual((plan.code, json.loads(plan.out)["done"], json.loads(plan.out)["rows"]["conversation"]),
                         (0, False, 1), plan)
        self.assertEqual(self.value("SELECT count(*) FROM conversation"), 2)
        self.assertEqual(self.run_it("prune", "--before", "2026-01-01", "--format", "text").code, 0)
        self.assertEqual(self.value("SELECT string_agg(conversation_id) FROM conversation"), "new")
        self.assert_sound()
        (self.path / "home" / "default" / "warehouse.duckdb").unlink()
        self.assertEqual(self.run_it("import", "/dev/null").code, 0)
        self.assertEqual(self.value("SELECT string_agg(conversation_id) FROM conversation"), "new")
        self.assertIn("nothing is that old", self.run_it("prune", "--before", "2026-01-01", "--format", "text").out)

    def test_the_configuration_says_how_long(self):
        self.load(OLD, NEW)
        refused = self.run_it("prune")
        self.assertEqual(refused.code, 2, refused)
        self.assertIn("[retention]", refused.err)
        self.configure('[retention]\nconversations = "100d"\n')
        pruned = self.run_it("prune")
        self.assertEqual((pruned.code, json.loads(pruned.out)["rows"]["conversation"]), (0, 1), pruned)
        for text, told in (('[retention]\nruns = "soon"\n', "config.toml:2"), ('[retention]\nmoods = "1d"\n', "retention.moods"),
                           ('[warehouse]\nmemory = "much"\n', "config.toml:2"), ('min_free_space = "5"\n', "config.toml:1"),
                           ('[warehouse]\nthreads = 0\n', "config.toml:2")):
            self.configure(text)
            wrong = self.run_it("query", "SELECT 1")
            self.assertEqual(wrong.code, 2, wrong)
            self.assertIn(told, wrong.err)
        self.configure('[warehouse]\nmemory = "300MB"\nthreads = 1\n')
        self.assertEqual(self.value("SELECT current_setting('threads')"), 1)
        self.assertIn("286", self.value("SELECT current_setting('memory_limit')"))

    def test_a_full_disk_is_not_waited_for(self):
        self.load(OLD)
        refused = self.run_it("import", self.path / "records.ndjson", NOWTHEN_MIN_FREE_SPACE="900000TB")
        self.assertEqual(refused.code, 1, refused)
        self.assertIn("are to stay free", refused.err)
        self.assertIn("hint: ", refused.err)
        self.assert_sound()

    def test_a_copy_is_proven_and_asked_like_the_data_itself(self):
        self.load(OLD)
        there = self.path / "copies"
        first = self.run_it("backup", there)
        self.assertEqual(first.code, 0, first)
        self.assert_sound(NOWTHEN_HOME=str(there))
        self.load(NEW)
        self.assertEqual(self.run_it("backup", there).code, 0)
        self.assertEqual(self.value("SELECT count(*) FROM conversation", NOWTHEN_HOME=str(there)), 2)
        self.assert_sound(NOWTHEN_HOME=str(there))
        self.assertIn("0 new", self.run_it("backup", there).err)
        for folder, told in ((self.path, "within each other"), (Path("/proc/1"), ""), (self.path / "home", "within")):
            refused = self.run_it("backup", folder)
            self.assertEqual(refused.code, 1, refused)
            self.assertIn(told, refused.err)

    def test_without_data_there_is_nothing_to_prune_or_copy(self):
        for command in (("prune", "--keep", "1d"), ("prune", "--keep", "1d", "--dry-run"), ("backup", self.path / "x")):
            refused = self.run_it(*command)
            self.assertEqual(refused.code, 1, refused)
            self.assertIn("nowthen import", refused.err)
        for command in (("prune", "--keep", "1d", "--before", "2026-01-01"), ("prune", "--before", "2099-01-01"),
                        ("prune", "moods", "--keep", "1d"), ("backup",)):
            self.assertEqual(self.run_it(*command).code, 2, command)


if __name__ == "__main__":
    unittest.main()

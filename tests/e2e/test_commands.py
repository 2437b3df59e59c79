"""The commands as a person meets them: help, demo, auth, completion, output forms."""

import csv
import io
import json
import subprocess
import tempfile
import unittest
from pathlib import Path

from support.program import BINARY, Simulator, environment, run

COMMANDS = ["alerts", "asof", "auth", "backup", "changes", "compare", "completion", "demo", "diff", "doctor", "erase", "export", "history", "import", "live", "prune", "query", "reconcile",
            "serve", "show", "sim", "status", "sync", "verify", "webhooks"]


class Help(unittest.TestCase):
    def test_names_every_command(self):
        result = run("--help")
        self.assertEqual(result.code, 0)
        for command in COMMANDS:
            self.assertIn(command, result.out)

    def test_shows_an_example_for_each_command(self):
        for command in COMMANDS:
            with self.subTest(command):
                result = run(command, "--help")
                self.assertEqual(result.code, 0)
                self.assertIn(f"nowthen {command}", result.out)
                self.assertEqual(result.err, "")
                self.assertLessEqual(max(map(len, result.out.splitlines())), 110)

    def test_version_is_one_line(self):
        result = run("--version")
        self.assertEqual(result.code, 0)
        self.assertRegex(result.out, r"^nowthen \d+\.\d+\.\d+")


class Demo(unittest.TestCase):
    def test_ends_by_itself_and_shows_all_parts(self):
        result = run("demo")
        self.assertEqual(result.code, 0, result)
        for word in ("token", "live", "history", "compar", "request", "nowthen sim", "re-verified", "correction",
                     "every row of the tables follows"):
            self.assertIn(word, result.out.lower(), word)
        self.assertNotIn("\x1b", result.out)


class Completion(unittest.TestCase):
    def completed_by_bash(self, *words):
        """What bash offers for the last of these words, split as bash splits them."""
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "nowthen.bash").write_text(run("completion", "bash").out)
            (Path(folder) / "two words.json").write_text("")
            probe = ('source nowthen.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
                     "f=$(complete -p nowthen | sed 's/.*-F \\([^ ]*\\).*/\\1/'); $f; "
                     'printf "%s\\n" "${COMPREPLY[@]}"')
            done = subprocess.run(["bash", "-c", probe, "bash", "nowthen", *words], cwd=folder, capture_output=True,
                                  text=True, check=False)
        self.assertEqual(done.stderr, "")
        return done.stdout.split("\n")[:-1]

    def test_bash_offers_the_commands(self):
        self.assertEqual(self.completed_by_bash("hi"), ["history"])
        self.assertEqual(sorted(self.completed_by_bash("")), sorted(COMMANDS))
        self.assertIn("--profile", self.completed_by_bash("--p"))

    def test_bash_offers_options_and_their_values(self):
        self.assertEqual(self.completed_by_bash("live", "--wa"), ["--watch"])
        self.assertIn("--set-aside", self.completed_by_bash("live", ""))
        self.assertEqual(self.completed_by_bash("live", "--format", "nd"), ["ndjson"])
        self.assertEqual(self.completed_by_bash("live", "--format", "="), ["table", "json", "ndjson", "csv"])
        self.assertEqual(self.completed_by_bash("live", "--format", "=", "c"), ["csv"])
        self.assertEqual(self.completed_by_bash("live", "--media", "voice,ch"), ["voice,chat"])
        self.assertEqual(self.completed_by_bash("live", "-o", "tw"), ["two words.json"])
        self.assertEqual(self.completed_by_bash("completion", ""), ["bash", "zsh", "fish"])

    def test_every_shell_gets_a_script_and_others_a_hint(self):
        for shell in ("bash", "zsh", "fish"):
            result = run("completion", shell)
            self.assertEqual(result.code, 0, result)
            self.assertIn("history", result.out)
        self.assertEqual(run("completion", "tcsh").code, 2)


class Data(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.simulator = Simulator("--seed", 3, "--days", 3, "--per-day", 300, "--speed", 0).__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.simulator.__exit__()

    def test_auth_tells_scopes_and_never_the_token(self):
        result = self.simulator.run("auth", "--format", "json")
        self.assertEqual(result.code, 0, result)
        self.assertIn("conversations:view", result.out)
        shown = self.simulator.run("auth", "--show-token").out
        self.assertRegex(shown, r"eyJ[\w-]+\.[\w-]+\.[\w-]+")
        self.assertNotRegex(result.out + result.err, r"eyJ[\w-]+\.")

    def test_doctor_finds_a_healthy_server_healthy(self):
        for contract in ("tutorial", "platform"):
            result = self.simulator.run("doctor", "--contract", contract)
            self.assertEqual(result.code, 0, result)
            report = json.loads(result.out)
            self.assertTrue(report["healthy"])
            self.assertEqual({"ok"}, {check["verdict"] for check in report["checks"]})

    def test_history_is_the_same_in_every_form(self):
        with urlopen_json(self.simulator, "/_sim/clock") as clock:
            now = clock["now"]

        def history(form):
            return self.simulator.run("history", "--from", "2026-01-01", "--to", now, "--format", form).out

        rows = json.loads(history("json"))
        lines = history("ndjson").splitlines()
        table = list(csv.DictReader(io.StringIO(history("csv"))))
        self.assertGreater(len(rows), 100)
        self.assertEqual([json.loads(line) for line in lines], rows)
        self.assertEqual([row[next(iter(row))] for row in table], [row["conversationId"] for row in rows])

    def test_history_equals_the_simulators_truth(self):
        with urlopen_json(self.simulator, "/_sim/clock") as clock:
            now = clock["now"]
        with urlopen_json(self.simulator, f"/_sim/truth?at={now}") as truth:
            expected = {record["id"] for record in truth["history"]}
        result = self.simulator.run("history", "--from", "-30d", "--to", now, "--format", "ndjson")
        self.assertEqual(result.code, 0, result)
        self.assertEqual({json.loads(line)["conversationId"] for line in result.out.splitlines()}, expected)

    def test_max_pages_ends_early_and_says_so(self):
        result = self.simulator.run("history", "--from", "-3d", "--format", "ndjson", "--max-pages", 1, "--page-size", 10)
        self.assertEqual(result.code, 0, result)
        self.assertEqual(len(result.out.splitlines()), 10)
        self.assertIn("max-pages", result.err)

    def test_compare_joins_both_sides(self):
        result = self.simulator.run("compare", "--last", "24h", "--format", "json", "--all")
        self.assertIn(result.code, {0, 3}, result)
        self.assertIn("both", result.out)

    def test_tls_with_the_printed_certificate(self):
        with Simulator("--days", 1, "--per-day", 50, "--tls") as simulator:
            url = f"https://127.0.0.1:{simulator.port}"
            refused = simulator.run("live", "--base-url", url)
            self.assertEqual(refused.code, 1, refused)
            self.assertIn("certificate", refused.err)


def urlopen_json(simulator, path):
    """A context manager giving the JSON at `path` of the simulator."""
    import contextlib
    import urllib.request

    @contextlib.contextmanager
    def opened():
        with urllib.request.urlopen(simulator.env["GENESYS_BASE_URL"] + path, timeout=60) as reply:
            yield json.load(reply)

    return opened()


if __name__ == "__main__":
    unittest.main()

"""Persons' data through the program alone: rules that keep values out, conversations erased for good."""

import json
import os
import pty
import select
import subprocess
import time
import unittest

from support.program import BINARY, environment, run
from test_data_set import Home

SECRETS = ["Augusta Canary", "tel:+49170canary", "card-canary-4111"]


def record(conversation_id, name="Augusta Canary"):
    return {"conversationId": conversation_id, "conversationStart": "2026-11-20T10:00:00.000Z",
            "participants": [{"participantId": "p", "participantName": name,
                              "attributes": {"Card Number": "card-canary-4111"},
                              "sessions": [{"sessionId": "s", "mediaType": "voice", "ani": "tel:+49170canary"}]}]}


def write_records(path, *records):
    path.write_text("".join(json.dumps(each) + "\n" for each in records))
    return path


def traces(folder, secrets):
    return [(path.name, secret) for path in folder.rglob("*") if path.is_file()
            for secret in secrets if secret.encode() in path.read_bytes() or secret in path.name]


def answered(home, arguments, answer):
    """Runs the program on a terminal and types `answer` once it asks; gives the exit code and what it showed."""
    terminal, other = pty.openpty()
    process = subprocess.Popen([BINARY, *arguments], env=environment(home.env), stdin=other, stdout=other, stderr=other,
                               close_fds=True)
    os.close(other)
    shown, typed, deadline = b"", False, time.monotonic() + 60
    while time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                piece = os.read(terminal, 4096)
            except OSError:  # how a terminal ends
                break
            if not piece:
                break
            shown += piece
        if not typed and b"Type yes:" in shown:
            os.write(terminal, answer.encode() + b"\n")
            typed = True
    code = process.wait(timeout=60)
    os.close(terminal)
    return code, shown.decode()


class Policy(unittest.TestCase):
    def test_what_rules_take_out_is_nowhere(self):
        with Home() as home:
            config = home.path / "config.toml"
            config.write_text('[privacy]\ndrop = ["session.ani"]\nhash = ["participant.participant_name"]\n'
                              'mask = ["attribute.card*"]\nmask_keeps = 2\n')
            home.env["NOWTHEN_CONFIG"] = str(config)
            source = write_records(home.path / "in.ndjson", record("c-1"), record("c-2"))
            with open(source, "a") as text:
                text.write('{"conversationId": "c-3", "ani": "tel:+49170canary", \n')
            loaded = home.run("import", source)
            self.assertEqual(loaded.code, 3, loaded)
            self.assertIn("6 values changed by the privacy policy; 1 not understood, 1 of them withheld", loaded.err)
            self.assertEqual(traces(home.path / "home", SECRETS), [])
            names = home.run("query", "SELECT DISTINCT participant_name FROM participant", "--format", "json")
            self.assertRegex(json.loads(names.out)[0]["participant_name"], "^hmac:[0-9a-f]{32}$")
            self.assertEqual(home.run("query", "SELECT DISTINCT value FROM participant_attribute", "--format", "csv").out,
                             "value\r\n***11\r\n")
            self.assertEqual(home.run("verify").code, 0)
            key = home.path / "home" / "default" / "privacy.key"
            self.assertEqual((key.stat().st_mode & 0o777, len(key.read_bytes())), (0o600, 32))

    def test_a_name_that_is_none_is_refused_with_the_nearest(self):
        with Home() as home:
            config = home.path / "config.toml"
            config.write_text('[privacy]\nhash = ["session.anni"]\n')
            refused = home.run("--config", str(config), "import", "-", stdin=subprocess.DEVNULL)
            self.assertEqual(refused.code, 2, refused)
            self.assertIn(f"{config}:2: privacy: there is no column 'session.anni'", refused.err)
            self.assertIn("did you mean: session.ani", refused.err)


class Erase(unittest.TestCase):
    def test_a_conversation_is_gone_and_stays_away(self):
        with Home() as home:
            source = write_records(home.path / "in.ndjson", record("canary-1"), record("other-2", "Ben"))
            ids = home.path / "ids.txt"
            ids.write_text("canary-1\n")
            self.assertEqual(home.run("import", source).code, 0)
            exports = home.path / "exports"
            for form in ("csv", "ndjson"):
                self.assertEqual(home.run("export", "--as", form, "--to", exports / form).code, 0)
            self.assertTrue(traces(exports, ["canary-1"]))
            done = home.run("erase", "--yes", "--from-file", ids)
            self.assertEqual(done.code, 0, done)
            self.assertTrue(json.loads(done.out)["complete"])
            for folder in (home.path / "home", exports):
                self.assertEqual(traces(folder, ["canary-1", "Augusta"]), [])
            again = home.run("import", source)
            self.assertIn("1 of erased conversations left out", again.err)
            self.assertEqual(home.number("SELECT count(*) FROM conversation"), 1)
            self.assertEqual(home.run("verify").code, 0)

    def test_a_kill_at_any_moment_is_made_good_by_the_next_command(self):
        with Home() as home:
            source = write_records(home.path / "in.ndjson", *(record(f"c-{i}") for i in range(300)))
            self.assertEqual(home.run("import", source).code, 0)
            erased = 0
            for i, delay in enumerate((0.05, 0.1, 0.2, 0.4, 0.6, 0.9)):
                process = subprocess.Popen([BINARY, "erase", "--yes", f"c-{i}"], env=environment(home.env),
                                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(delay)
                process.kill()
                process.wait()
                began = (home.path / "home" / "default" / "erasing").exists()
                opened = home.run("import", "-", stdin=subprocess.DEVNULL)
                self.assertEqual(opened.code, 0, opened)
                left = home.number(f"SELECT count(*) FROM conversation WHERE conversation_id = 'c-{i}'")
                self.assertLessEqual(left, 0 if began else 1)
                erased += 1 - left
            self.assertEqual(home.number("SELECT count(*) FROM conversation"), 300 - erased)
            self.assertEqual(home.run("verify").code, 0)

    def test_it_asks_on_a_terminal_and_wants_to_be_told_elsewhere(self):
        with Home() as home:
            self.assertEqual(home.run("import", write_records(home.path / "in.ndjson", record("c-1"))).code, 0)
            silent = home.run("erase", "c-1", stdin=subprocess.DEVNULL)
            self.assertEqual(silent.code, 2, silent)
            self.assertIn("hint: say that it is meant: nowthen erase --yes", silent.err)
            code, shown = answered(home, ["erase", "c-1"], "no")
            self.assertEqual(code, 1, shown)
            self.assertEqual(home.number("SELECT count(*) FROM conversation"), 1)
            code, shown = answered(home, ["erase", "c-1"], "yes")
            self.assertEqual(code, 0, shown)
            self.assertIn("erased 1 conversation", shown)
            self.assertEqual(home.number("SELECT count(*) FROM conversation"), 0)

    def test_bad_usage_is_told_with_what_helps(self):
        with Home() as home:
            self.assertEqual(home.run("erase", "--yes").code, 2)
            self.assertEqual(home.run("erase", "--yes", "").code, 2)
            nothing = home.run("erase", "--yes", "c-1")
            self.assertEqual(nothing.code, 1, nothing)
            self.assertIn("there is no data", nothing.err)
            self.assertFalse((home.path / "home").exists(), "nothing is made")


if __name__ == "__main__":
    unittest.main()

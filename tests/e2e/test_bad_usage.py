"""Bad input gets one line that names the cause, a hint, the right exit code, and nothing half written."""

import os
import stat
import tempfile
import unittest
from pathlib import Path

from support.program import Simulator, run

CREDENTIALS = {"GENESYS_BASE_URL": "http://127.0.0.1:9", "GENESYS_CLIENT_ID": "id", "GENESYS_CLIENT_SECRET": "secret"}

# arguments, words the message must hold, words the hint must hold
USAGE = [
    (["histroy"], "histroy", "history"),
    (["history", "--fron", "-1h"], "--fron", "--from"),
    (["live", "--fromat", "json"], "--fromat", "--format"),
    (["history"], "--from", ""),
    (["history", "--from", "2026-02-02", "--to", "2026-02-01"], "before", ""),
    (["history", "--from", "yesterdag"], "yesterdag", ""),
    (["history", "--from", "2026-02-30"], "2026-02-30", ""),
    (["history", "--from", "2090-01-01"], "future", ""),
    (["history", "--from", "2025-10-26T02:30", "--time-zone", "Europe/Berlin"], "2025-10-26T01:30:00", ""),
    (["history", "--from", "2026-03-29T02:30", "--time-zone", "Europe/Berlin"], "2026-03-29", ""),
    (["history", "--from", "-1h", "--time-zone", "Europe/Atlantis"], "Europe/Atlantis", ""),
    (["history", "--from", "-1h", "--page-size", "0"], "100", ""),
    (["history", "--from", "-1h", "--page-size", "101"], "1 to 100", ""),
    (["live", "--page-size", "many"], "many", ""),
    (["demo", "--listen", "127.0.0.1:0"], "--serve", "demo --serve"),
    (["demo", "--serve", "--listen", "nowhere"], "nowhere", "ADDRESS:PORT"),
    (["serve", "--listen", "nowhere"], "nowhere", "ADDRESS:PORT"),
    (["serve", "--every", "1"], "--every", "serve --help"),
    (["history", "--from", "-1h", "--media", "fax"], "video, unknown, not 'fax'", ""),
    (["live", "--media", "video"], "no media type 'video'", "voice, chat, email, message, callback"),
    (["history", "--from", "-1h", "--media", "video"], "no media type 'video'", "voice, chat"),
    (["history", "--from", "-1h", "--metrics", "walkTime"], "did you mean 'talkTime'", ""),
    (["history", "--from", "-1h", "--format", "xml"], "ndjson, csv, not 'xml'", ""),
    (["auth", "--client-secret", "x"], "client secret", "GENESYS_CLIENT_SECRET"),
    (["sim", "--limits", "/no/such/file"], "/no/such/file", ""),
    (["sim", "--listen", "nonsense"], "nonsense", ""),
    (["history", "--from", "-1h", "--base-url", "http://example.org"], "http", "https"),
    (["auth", "--region", "eu-centrl-1"], "there is no region 'eu-centrl-1'", "eu_central_1"),
    (["auth", "--base-url", "api.mypurecloud.de"], "is no URL", "https://api.mypurecloud.de"),
    (["auth", "--base-url", "https://api.mypurecloud.de/api/v2"], "has a path", "https://api.mypurecloud.de"),
    (["auth", "--base-url", "http://api.mypurecloud.de"], "plain http", "https"),
    (["auth", "--contract", "platform", "--introspect"], "--introspect", "nowthen auth"),
    (["history", "--from", "-1h", "--contract", "platform", "--metrics", "talkTime"], "--metrics", "ndjson"),
    (["history", "--from", "-1h", "--base-url", "ftp://127.0.0.1"], "'ftp://127.0.0.1' is no URL", "https"),
]


class BadUsage(unittest.TestCase):
    def expect_line_and_hint(self, result, codes, message, hint):
        lines = [line for line in result.err.splitlines() if line.strip()]
        self.assertIn(result.code, codes, result)
        self.assertEqual(result.out, "", result)
        self.assertTrue(lines and lines[0].startswith("nowthen: "), result)
        self.assertIn(message.lower(), lines[0].lower(), result)
        self.assertEqual(len(lines), 2, result)
        self.assertTrue(lines[1].startswith("hint: "), result)
        self.assertIn(hint.lower(), lines[1].lower(), result)

    def test_each_wrong_command_line_is_named_and_helped(self):
        for arguments, message, hint in USAGE:
            with self.subTest(" ".join(arguments)):
                self.expect_line_and_hint(run(*arguments, env=CREDENTIALS), {2}, message, hint)

    def test_missing_and_empty_credentials_are_named(self):
        for missing in ("GENESYS_CLIENT_ID", "GENESYS_CLIENT_SECRET"):
            for env in ({k: v for k, v in CREDENTIALS.items() if k != missing}, {**CREDENTIALS, missing: ""}):
                with self.subTest(missing=missing, env=sorted(env)):
                    self.expect_line_and_hint(run("live", env=env), {1, 2}, missing, "")

    def test_a_missing_base_url_points_to_the_simulator(self):
        env = {k: v for k, v in CREDENTIALS.items() if k != "GENESYS_BASE_URL"}
        self.expect_line_and_hint(run("live", env=env), {1, 2}, "GENESYS_BASE_URL", "sim")

    def test_a_server_that_is_not_there_is_named_with_its_address(self):
        result = run("live", env=CREDENTIALS)
        self.expect_line_and_hint(result, {1}, "127.0.0.1:9", "")

    def test_no_arguments_show_the_commands(self):
        result = run()
        self.assertEqual(result.code, 2)
        self.assertIn("history", result.out + result.err)


class BadConfiguration(unittest.TestCase):
    def run_with(self, text, mode=0o600):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "config.toml"
            path.write_text(text)
            path.chmod(mode)
            return run("--config", path, "live", env={})

    def test_names_file_line_and_key(self):
        cases = [
            ('base_ur = "http://127.0.0.1:9"\n', "base_ur", "base_url"),
            ("base_url = 7\n", "base_url", ""),
            ('base_url = "http://127.0.0.1:9\n', "config.toml:1", ""),
        ]
        for text, message, hint in cases:
            with self.subTest(text):
                result = self.run_with(text)
                lines = result.err.splitlines()
                self.assertIn(result.code, {1, 2}, result)
                self.assertIn(message, lines[0], result)
                self.assertIn("config.toml", lines[0], result)
                self.assertTrue(lines[1].startswith("hint: "), result)
                self.assertIn(hint, lines[1], result)

    def test_a_secret_readable_by_others_is_refused(self):
        result = self.run_with('client_secret = "s3cret-canary"\n', mode=0o644)
        self.assertIn(result.code, {1, 2}, result)
        self.assertIn("chmod 600", result.err)
        self.assertNotIn("s3cret-canary", result.err)

    def test_a_named_file_that_is_absent_is_an_error(self):
        result = run("--config", "/no/such/config.toml", "live")
        self.assertIn("/no/such/config.toml", result.err.splitlines()[0])
        self.assertIn(result.code, {1, 2})


class BadOutput(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.simulator = Simulator("--seed", 3, "--days", 2, "--per-day", 300).__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.simulator.__exit__()

    def test_a_folder_that_is_absent_is_named(self):
        result = self.simulator.run("history", "--from", "-1d", "-o", "/no/such/folder/out.json")
        self.assertEqual(result.code, 1, result)
        self.assertIn("/no/such/folder", result.err)
        self.assertIn("hint: ", result.err)

    def test_a_full_disk_is_named(self):
        with open("/dev/full", "wb") as full:
            import subprocess
            from support.program import BINARY, environment
            done = subprocess.run([BINARY, "history", "--from", "-1d", "--format", "ndjson"], stdout=full,
                                  env=environment(self.simulator.env), stderr=subprocess.PIPE, timeout=60, check=False)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(b"No space left on device", done.stderr)

    def test_a_reader_that_leaves_early_ends_it_quietly(self):
        import subprocess
        from support.program import BINARY, environment
        command = f"{BINARY} history --from -2d --format ndjson | head -n 1"
        done = subprocess.run(["bash", "-c", command], env=environment(self.simulator.env), capture_output=True, timeout=60,
                              check=False)
        self.assertEqual(done.stdout.count(b"\n"), 1)
        self.assertNotIn(b"nowthen:", done.stderr)

    def test_an_output_file_is_for_its_owner_only_and_whole(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "out.ndjson"
            result = self.simulator.run("history", "--from", "-1d", "--format", "ndjson", "-o", path)
            self.assertEqual(result.code, 0, result)
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
            self.assertEqual(os.listdir(folder), ["out.ndjson"])
            self.assertTrue(path.read_text().endswith("\n"))


if __name__ == "__main__":
    unittest.main()

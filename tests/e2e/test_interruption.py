"""Ctrl-C and a server that dies: what was received is kept whole, and the end comes within a second."""

import json
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from support.program import BINARY, Simulator, environment


def start(simulator, *arguments):
    return subprocess.Popen([BINARY, *map(str, arguments)], env=environment(simulator.env), stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


class Interruption(unittest.TestCase):
    def interrupted_history(self, form, *sent):
        """Reads the first page of a paced listing, then interrupts the wait for the second."""
        with Simulator("--seed", 3, "--days", 3, "--per-day", 400, limits="default") as simulator:
            process = start(simulator, "history", "--from", "-3d", "--format", form, "--page-size", 100)
            head = process.stdout.read1(1 << 20)
            while len(head) < 2000:
                head += process.stdout.read1(1 << 20)
            begin = time.monotonic()
            for each in sent or (signal.SIGINT,):
                process.send_signal(each)
            rest, errors = process.communicate(timeout=30)
            return head + rest, errors.decode(), process.returncode, time.monotonic() - begin

    def test_ctrl_c_leaves_whole_lines_and_says_130(self):
        out, errors, code, seconds = self.interrupted_history("ndjson")
        self.assertEqual(code, 130, errors)
        self.assertLess(seconds, 5)  # a second is promised; the margin is for a busy machine
        self.assertTrue(out.endswith(b"\n"))
        records = [json.loads(line) for line in out.splitlines()]
        self.assertEqual(len(records) % 100, 0)
        self.assertGreater(len(records), 0)

    def test_ctrl_c_closes_the_array(self):
        out, errors, code, _ = self.interrupted_history("json")
        self.assertEqual(code, 130, errors)
        self.assertGreater(len(json.loads(out)), 0)

    def test_a_polite_kill_does_the_same(self):
        out, errors, code, _ = self.interrupted_history("json", signal.SIGTERM)
        self.assertEqual(code, 130, errors)
        self.assertGreater(len(json.loads(out)), 0)

    def test_a_wish_that_arrives_twice_is_one_wish(self):
        """As under `timeout`, which signals the program and then its group."""
        out, errors, code, _ = self.interrupted_history("json", signal.SIGINT, signal.SIGTERM)
        self.assertEqual(code, 130, errors)
        self.assertGreater(len(json.loads(out)), 0)
        self.assertIn("nowthen: interrupted", errors)

    def test_a_file_is_kept_with_what_came(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "out.json"
            with Simulator("--seed", 3, "--days", 3, "--per-day", 400, limits="default") as simulator:
                process = start(simulator, "history", "--from", "-3d", "--format", "json", "-o", path, "--log-level", "debug")
                for line in process.stderr:
                    if b"history" in line and b"200" in line:
                        break
                time.sleep(0.3)
                process.send_signal(signal.SIGINT)
                process.stderr.read()
                self.assertEqual(process.wait(timeout=30), 130)
                process.stdout.close()
                process.stderr.close()
            self.assertGreater(len(json.loads(path.read_text())), 0)

    def test_a_server_that_dies_midway_is_one_clean_error(self):
        simulator = Simulator("--seed", 3, "--days", 3, "--per-day", 400, limits="default").__enter__()
        try:
            process = start(simulator, "history", "--from", "-3d", "--format", "json")
            head = process.stdout.read1(1 << 20)
        finally:
            simulator.__exit__()
        rest, errors = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 1, errors)
        self.assertGreater(len(json.loads(head + rest)), 0)
        lines = errors.decode().splitlines()
        self.assertTrue(any(line.startswith("nowthen: ") for line in lines), errors)
        self.assertTrue(lines[-1].startswith("hint: "), errors)


if __name__ == "__main__":
    unittest.main()

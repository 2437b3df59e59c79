"""Who may use a data folder: one owner at a time, and who waits for it is told who that is."""

import os
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from support.program import BINARY, environment, run

RECORD = '{"conversationId":"%s","conversationStart":"2026-11-01T10:00:00Z"}\n'


class Owners(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.env = {"NOWTHEN_HOME": folder.name + "/home"}
        self.lock = Path(folder.name) / "home" / "default" / "lock"

    def begin(self):
        """An import that goes on until its input ends."""
        process = subprocess.Popen([BINARY, "import", "-"], env=environment(self.env), stdin=subprocess.PIPE,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.addCleanup(self.end, process)
        return process

    def end(self, process):
        if process.poll() is None:
            process.kill()
        process.communicate()

    def owner(self):
        """An import that has the folder."""
        process = self.begin()
        deadline = time.monotonic() + 60
        while not (self.lock.exists() and self.lock.read_text().startswith(f"{process.pid} ")):
            self.assertLess(time.monotonic(), deadline, "the import did not begin")
            self.assertIsNone(process.poll(), "the import ended")
            time.sleep(0.01)
        return process

    def import_one(self, name):
        return run("import", "-", env=self.env, stdin=self.text(name))

    def text(self, name):
        reading, writing = os.pipe()
        os.write(writing, (RECORD % name).encode())
        os.close(writing)
        self.addCleanup(os.close, reading)
        return reading

    def assert_works(self):
        loaded = self.import_one("after")
        self.assertEqual(loaded.code, 0, loaded)
        self.assertEqual(run("verify", env=self.env).code, 0)

    def test_of_two_at_the_same_time_one_owns_and_the_other_hands_over(self):
        for i in range(10):
            both = [self.begin(), self.begin()]
            deadline = time.monotonic() + 60
            while not (self.lock.exists() and self.lock.read_text()):
                self.assertLess(time.monotonic(), deadline, "nobody owns the folder")
                time.sleep(0.005)
            self.assertIn(int(self.lock.read_text().split()[0]), [process.pid for process in both])
            for name, process in zip("ab", both):
                errors = process.communicate((RECORD % f"{name}{i}").encode())[1].decode()
                self.assertEqual(process.returncode, 0, errors)
                self.assertIn("1 record: 1 new conversation", errors)
        counted = run("query", "--format", "csv", "SELECT count(*) AS n FROM conversation", env=self.env)
        self.assertEqual(counted.out.split(), ["n", "20"])
        self.assert_works()

    def test_a_stopped_owner_is_named_as_stopped_and_goes_on_afterwards(self):
        owner = self.owner()
        owner.send_signal(signal.SIGSTOP)
        os.waitpid(owner.pid, os.WUNTRACED)
        refused = self.import_one("b")
        self.assertEqual(refused.code, 1, refused)
        # In other words before it listens to others than after.
        self.assertRegex(refused.err, f"process {owner.pid} import,.* is stopped\n")
        self.assertIn(f"kill -CONT {owner.pid}", refused.err)
        owner.send_signal(signal.SIGCONT)
        owner.communicate((RECORD % "a").encode())
        self.assertEqual(owner.returncode, 0)
        self.assert_works()

    def test_an_owner_killed_while_it_is_stopped_leaves_the_folder_to_the_next(self):
        owner = self.owner()
        owner.stdin.write((RECORD % "a").encode())
        owner.stdin.flush()
        owner.send_signal(signal.SIGSTOP)
        owner.kill()
        owner.wait()
        self.assert_works()

    def test_what_a_killed_owner_left_in_the_lock_names_nobody(self):
        owner = self.owner()
        owner.kill()
        owner.wait()
        self.lock.write_text(f"{os.getpid()} import\n")  # as if its number had been given to somebody else
        self.assert_works()


if __name__ == "__main__":
    unittest.main()

"""Commands beside a process that owns the data: an import that is fed slowly through a pipe."""

import http.client
import json
import os
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

from support.program import BINARY, environment, run

DEADLINE = 60


def record(name, start="2026-11-20T10:00:00.250Z", talk=60000):
    """A record in the platform's form, on one line."""
    return json.dumps({
        "conversationId": name, "conversationStart": start, "conversationEnd": "2026-11-20T10:30:00.000Z",
        "originatingDirection": "inbound", "divisionIds": ["d-1", "d-2"],
        "participants": [{"participantId": f"p-{name}", "purpose": "agent", "userId": "u-1", "sessions": [{
            "sessionId": f"s-{name}", "mediaType": "voice", "direction": "inbound",
            "metrics": [{"emitDate": start, "name": "tTalkComplete", "value": talk}],
            "segments": [{"segmentStart": start, "segmentType": "interact", "queueId": "q-1"}]}]}]}) + "\n"


def wait_until(holds, what):
    deadline = time.monotonic() + DEADLINE
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError("never: " + what)
        time.sleep(0.02)


class OwnedHome:
    """A home with some data in it that a running import owns, ended with the `with` block."""

    def __init__(self, root=None):
        self._folder = tempfile.TemporaryDirectory()
        self.path = Path(root or self._folder.name)
        self.env = {"NOWTHEN_HOME": str(self.path / "home")}
        self.data = self.path / "home" / "default"
        self.socket = self.data / "access.sock"

    def __enter__(self):
        loaded = self.run("import", self.file("first.ndjson", record("c-1"), record("c-2", talk=5)))
        assert loaded.code == 0, loaded
        self.own()
        return self

    def own(self):
        self.owner = subprocess.Popen([BINARY, "import", "-"], env=environment(self.env), stdin=subprocess.PIPE,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        wait_until(self.is_reached, "the owner listens")

    def is_reached(self):
        try:
            self.connection().close()
            return True
        except OSError:
            return False

    def connection(self):
        """A connection to the owner's socket, also where its path is long."""
        folder = os.open(self.data, os.O_PATH)
        plain = socket.socket(socket.AF_UNIX)
        plain.settimeout(DEADLINE)
        try:
            plain.connect(f"/proc/self/fd/{folder}/access.sock")
        except OSError:
            plain.close()
            raise
        finally:
            os.close(folder)
        return plain

    def feed(self, *records):
        self.owner.stdin.write("".join(records).encode())
        self.owner.stdin.flush()

    def end(self):
        """Ends the owner as the end of its input does."""
        _, err = self.owner.communicate(b"", timeout=DEADLINE)
        return self.owner.returncode, err.decode()

    def kill(self):
        self.owner.kill()
        self.owner.communicate()

    def file(self, name, *records):
        path = self.path / name
        path.write_text("".join(records))
        return path

    def run(self, *arguments, **options):
        return run(*arguments, env=self.env, **options)

    def number(self, sql):
        return int(self.run("query", sql, "--format", "csv").out.split()[1])

    def __exit__(self, *_):
        if self.owner.poll() is None:
            self.owner.kill()
        self.owner.communicate()
        self._folder.cleanup()


def files_below(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != "manifest.json"}


class Access(unittest.TestCase):
    def outcomes(self, home, places):
        """What each command writes, and the files of an export."""
        commands = (
            ("query", "SELECT * FROM conversations ORDER BY ALL", "--format", "json"),
            ("query", "SELECT * FROM conversations ORDER BY ALL", "--format", "table"),
            ("query", "SELECT conversation_start, division_ids, 1.50::DECIMAL(9,3), 'nan'::DOUBLE, 2::HUGEINT FROM "
                      "conversation ORDER BY ALL", "--format", "csv", "--time-zone", "Europe/Berlin"),
            ("query", "SELECT nosuch"), ("query", "DELETE FROM conversation"),
            ("query", "SELECT * FROM read_text('/etc/hostname')"),
            ("show", "c-1", "--format", "json"), ("show", "c-1", "--format", "text"), ("show", "c-9"),
            ("diff", "c-1"), ("changes", "--since", "2026-01-01", "--kind", "first"))
        written = [(result.code, result.out, result.err) for result in (home.run(*command) for command in commands)]
        exported = []
        for form in ("parquet", "csv", "ndjson"):
            done = home.run("export", "--as", form, "--to", places / form)
            self.assertEqual(done.code, 0, done)
            exported.append(files_below(places / form))
        return written, exported

    def test_whether_the_data_is_owned_makes_no_difference(self):
        with OwnedHome() as home:
            owned = self.outcomes(home, home.path / "owned")
            self.assertEqual(home.end()[0], 0)
            self.assertFalse(home.socket.exists())
            self.assertEqual(self.outcomes(home, home.path / "alone"), owned)

    def test_imports_hand_their_pages_to_the_owner(self):
        with OwnedHome() as home:
            mine = home.file("mine.ndjson", record("n-1"), "rubbish\n", record("c-2", talk=6))
            handed = home.run("import", mine, "--as-of", "2027-01-01T00:00:00Z")
            self.assertEqual(handed.code, 3, handed)
            self.assertIn(f"{mine}:2: ", handed.err)
            self.assertIn("2 records: 1 new conversation, 1 changed, 0 as they were; 1 not understood", handed.err)
            self.assertEqual(home.number("SELECT count(*) FROM conversation"), 3)
            several = [subprocess.Popen([BINARY, "import", home.file(f"{i}.ndjson", record(f"s-{i}"))],
                                        env=environment(home.env), stderr=subprocess.DEVNULL) for i in range(6)]
            self.assertEqual([each.wait(DEADLINE) for each in several], [0] * 6)
            home.feed(record("o-1"))
            self.assertEqual(home.end()[0], 0)
            self.assertEqual(home.number("SELECT count(*) FROM conversation"), 10)
            self.assertEqual(home.run("verify").code, 0)

    def test_an_import_goes_on_by_itself_when_the_owner_ends(self):
        with OwnedHome() as home:
            second = subprocess.Popen([BINARY, "import", "-", "--log-level", "debug"], env=environment(home.env),
                                      stdin=subprocess.PIPE, stderr=subprocess.PIPE)
            first_line = second.stderr.readline().decode()
            self.assertIn("is asked", first_line)
            self.assertIn(f"process={home.owner.pid}", first_line)
            home.kill()
            _, err = second.communicate(record("n-1").encode(), timeout=DEADLINE)
            self.assertEqual(second.returncode, 0, err)
            self.assertEqual(home.number("SELECT count(*) FROM conversation"), 3)

    def test_a_socket_that_a_killed_owner_left_troubles_nobody(self):
        with OwnedHome() as home:
            home.kill()
            self.assertTrue(home.socket.exists())
            self.assertEqual(home.number("SELECT count(*) FROM conversation"), 2)
            home.own()
            self.assertEqual(home.number("SELECT count(*) FROM conversation"), 2)
            self.assertEqual(home.end()[0], 0)

    def test_a_stopped_owner_is_told_and_waited_for_no_longer_than_seconds(self):
        with OwnedHome() as home:
            home.owner.send_signal(signal.SIGSTOP)
            refused = home.run("query", "SELECT 1")
            self.assertEqual(refused.code, 1, refused)
            self.assertIn(f"process {home.owner.pid} import, which has the data, does not answer: it is stopped",
                          refused.err)
            self.assertIn(f"kill -CONT {home.owner.pid}", refused.err)
            home.owner.send_signal(signal.SIGCONT)
            self.assertEqual(home.number("SELECT count(*) FROM conversation"), 2)

    def test_a_folder_with_a_long_path_is_reached_too(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / ("a" * 90) / ("b" * 90)
            root.mkdir(parents=True)
            with OwnedHome(root) as home:
                self.assertGreater(len(str(home.socket)), 108)
                self.assertEqual(home.number("SELECT count(*) FROM conversation"), 2)
                self.assertEqual(home.end(), (0, "0 records: 0 new conversations, 0 changed, 0 as they were\n"))

    def test_ctrl_c_ends_a_query_at_once_and_the_owner_goes_on(self):
        with OwnedHome() as home:
            endless = subprocess.Popen(
                [BINARY, "query", "SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE a.range + b.range = 1"],
                env=environment(home.env), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            time.sleep(1)
            endless.send_signal(signal.SIGINT)
            _, err = endless.communicate(timeout=DEADLINE)
            self.assertEqual((endless.returncode, err), (130, b"nowthen: interrupted\n"))
            home.feed(record("o-1"))
            self.assertEqual(home.end()[0], 0)
            self.assertEqual(home.number("SELECT count(*) FROM conversation"), 3)

    def test_what_needs_the_folder_to_itself_borrows_it(self):
        with OwnedHome() as home:
            home.feed(record("o-1"))
            for command in (["verify"], ["backup", str(home.path / "copy")], ["prune", "--keep", "3000d", "--dry-run"],
                            ["prune", "--keep", "3000d"], ["erase", "--yes", "c-2"], ["verify"]):
                done = home.run(*command)
                self.assertEqual(done.code, 0, (command, done))
            home.feed(record("c-2"), record("o-2"))
            self.assertEqual(home.end()[0], 0)
            self.assertEqual(home.number("SELECT count(*) FROM conversation"), 3)
            self.assertEqual(home.run("verify").code, 0)

    def test_a_borrower_that_is_killed_leaves_the_data_to_its_owner(self):
        with OwnedHome() as home:
            for delay in (0.03, 0.1, 0.2, 0.4, 0.8):
                erasing = subprocess.Popen([BINARY, "erase", "--yes", "--even-unknown", "c-2", f"x-{delay}"],
                                           env=environment(home.env), stdout=subprocess.DEVNULL,
                                           stderr=subprocess.DEVNULL)
                time.sleep(delay)
                erasing.kill()
                erasing.wait()
                home.feed(record(f"k-{delay}"))
                self.assertGreaterEqual(home.number("SELECT count(*) FROM conversation"), 1)
            self.assertEqual(home.end()[0], 0)
            self.assertEqual(home.number("SELECT count(*) FROM conversation WHERE conversation_id LIKE 'k-%'"), 5)
            self.assertEqual(home.run("verify").code, 0)
            self.assertFalse((home.data / "erasing").exists())

    def test_readers_that_come_and_go_keep_no_owner_out(self):
        with OwnedHome() as home:
            self.assertEqual(home.end()[0], 0)
            is_over = threading.Event()

            def read():
                while not is_over.is_set():
                    self.assertEqual(home.run("query", "SELECT count(*) FROM conversations").code, 0)

            readers = [threading.Thread(target=read) for _ in range(2)]
            for reader in readers:
                reader.start()
            codes = [home.run("import", home.file(f"{i}.ndjson", record(f"r-{i}"))).code for i in range(5)]
            is_over.set()
            for reader in readers:
                reader.join()
            self.assertEqual(codes, [0] * 5)

    def test_the_protocol_is_as_its_page_says(self):
        with OwnedHome() as home:
            plain = home.connection()
            http_connection = http.client.HTTPConnection("localhost")
            http_connection.sock = plain
            http_connection.request("POST", "/query", json.dumps(
                {"sql": "SELECT conversation_id AS id, conversation_start, 1.5 AS d, [1, 2] AS l, 0.1::DOUBLE AS r "
                        "FROM conversation WHERE conversation_id = ?", "parameters": ["c-1"]}))
            reply = http_connection.getresponse()
            self.assertEqual((reply.status, reply.getheader("Content-Type")), (200, "application/x-ndjson"))
            lines = [json.loads(line) for line in reply.read().splitlines() if line]
            self.assertEqual(lines, [
                {"columns": [{"name": "id", "type": "VARCHAR", "as": "text"},
                             {"name": "conversation_start", "type": "TIMESTAMP WITH TIME ZONE", "as": "instant"},
                             {"name": "d", "type": "DECIMAL(2,1)", "as": "number"},
                             {"name": "l", "type": "INTEGER[]", "as": "json"},
                             {"name": "r", "type": "DOUBLE", "as": "real"}], "plan": False},
                {"page": 1}, ["c-1", 1763632800250000 + 31536000000000, "1.5", "[1,2]", "0.1"], {"end": {"rows": 1}}])
            http_connection.request("POST", "/query", json.dumps({"sql": "DROP TABLE segment"}))
            lines = [json.loads(line) for line in http_connection.getresponse().read().splitlines() if line]
            self.assertEqual([list(line) for line in lines], [["error"]])
            self.assertEqual(lines[0]["error"]["kind"], "invalid_request")
            http_connection.close()


if __name__ == "__main__":
    unittest.main()

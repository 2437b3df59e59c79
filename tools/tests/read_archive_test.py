#!/usr/bin/env python3
"""Holds tools/read_archive.py against what nowthen writes: read_archive_test.py ARCHIVE_SAMPLE."""

import json
import pathlib
import re
import runpy
import subprocess
import sys
import tempfile
import unittest

READER = pathlib.Path(__file__).parent.parent / "read_archive.py"
FORMAT = READER.parent.parent / "docs" / "reference" / "archive.md"
SAMPLE = None


class ReadArchive(unittest.TestCase):
    def setUp(self):
        self.outer = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.outer.name) / "archive"
        done = subprocess.run([SAMPLE, self.folder], capture_output=True, text=True, check=True)
        self.written = [json.loads(line) for line in done.stdout.splitlines()]

    def tearDown(self):
        self.outer.cleanup()

    def read(self, *options):
        return subprocess.run([sys.executable, READER, self.folder, *options], capture_output=True, check=False)

    def test_reads_what_was_written_with_every_hash_right(self):
        done = self.read("--records")
        self.assertEqual(done.stderr, b"")
        self.assertEqual(done.returncode, 0)
        read = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(read, self.written)
        self.assertGreater(len({page["segment"] for page in read}), 1, "several segments")
        self.assertIn(None, read[0]["records"], "an erased record")
        self.assertIn("ledger", [page["kind"] for page in read])

    def test_names_every_kind_that_the_format_has(self):
        table = FORMAT.read_text().split("| kind | |", 1)[1].split("\n\n", 1)[0]
        cells = re.findall(r"\| (\d+) \| ([a-z ]+?) (?=\|)", table)
        kinds = runpy.run_path(str(READER), run_name="reader")["KINDS"]
        self.assertEqual({int(number): name.replace(" ", "_") for number, name in cells}, kinds)

    def test_gives_the_records_alone(self):
        done = self.read("--plain")
        self.assertTrue(done.stdout.startswith(b'{"conversationId":"a"}\n'))
        self.assertTrue(done.stdout.endswith(b"<html>\n"))

    def test_tells_of_a_changed_byte_wherever_it_is(self):
        segment = self.folder / "segment-0000000001"
        sound = segment.read_bytes()
        for at in range(0, len(sound), max(1, len(sound) // 8)):
            damaged = bytearray(sound)
            damaged[at] ^= 1
            segment.write_bytes(damaged)
            self.assertEqual(self.read().returncode, 1, at)

    def test_tells_of_a_segment_that_is_missing_between_others(self):
        (self.folder / "segment-0000000001").rename(self.folder / "segment-0000000009")
        self.assertEqual(self.read().returncode, 1)


if __name__ == "__main__":
    SAMPLE = sys.argv.pop()
    unittest.main()

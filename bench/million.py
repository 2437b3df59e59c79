"""A million conversations: what loading them costs, how quickly the tables answer while more is loaded, and one record of
256 MB. Takes about a quarter of an hour and 20 GB of disk, so bench/run leaves it out unless it is named."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import run, verdict
from simulated import Simulator

DAYS = 16
PER_DAY = int(os.environ.get("NOWTHEN_BENCH_PER_DAY", "62500"))  # on none of the days does a query end before its results
TURNS = 25
LAST_DAY = "conversation_start >= TIMESTAMPTZ '2026-10-31 00:00:00+00'"
QUESTIONS = {
    "board: waiting and handled by queue, last day":
        f"SELECT first_queue_id, count(*), count_if(abandoned), avg(handle_ms) FROM conversations WHERE {LAST_DAY} GROUP BY ALL",
    "report: half hours of the last day":
        "SELECT * FROM queue_intervals WHERE interval_begin >= TIMESTAMPTZ '2026-10-31 00:00:00+00'",
    "report: longest talks of the last day":
        "SELECT conversation_id, sum(value) AS talk FROM session_metric JOIN conversation USING (conversation_id) "
        f"WHERE name = 'tTalk' AND {LAST_DAY} GROUP BY ALL ORDER BY talk DESC LIMIT 20",
    "conversations by day, all": "SELECT date_trunc('day', conversation_start), count(*) FROM conversation GROUP BY ALL",
}


class Data:
    def __init__(self, nowthen, folder):
        self.nowthen, self.folder = nowthen, Path(folder)
        self.env = {**os.environ, "NOWTHEN_HOME": str(self.folder / "home")}
        self.home = self.folder / "home" / "default"

    def fetch(self):
        records = self.folder / "records.ndjson"
        with Simulator(self.nowthen, DAYS, PER_DAY, "--contract", "platform") as simulator:
            env = {**simulator.env, "NOWTHEN_CONTRACT": "platform", "NOWTHEN_PLATFORM_PER_MINUTE": "0"}
            run([self.nowthen, "history", "--from", "2026-10-16", "--to", "2026-11-01", "--format", "ndjson", "-o",
                 str(records), "--quiet"], env)
        return records

    def load(self, *files):
        return run([self.nowthen, "import", *map(str, files), "--quiet"], self.env)

    def ask_owner(self, sql):
        """Seconds from question to the end of the answer, over the owner's socket."""
        begin = time.perf_counter()
        body = json.dumps({"sql": sql, "time_zone": "UTC"})
        subprocess.run(["curl", "--silent", "--fail", "--unix-socket", str(self.home / "access.sock"), "--data-binary", body,
                        "http://localhost/query"], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begin


def percentile_95(values):
    return statistics.quantiles(values, n=20)[-1]


def print_load(data, records):
    cost = data.load(records)
    count = int(json.loads(subprocess.run([data.nowthen, "query", "--format", "json", "SELECT count(*) AS n FROM conversation"],
                                          env=data.env, check=True, capture_output=True).stdout)[0]["n"])
    archive = sum(f.stat().st_size for f in (data.home / "archive").iterdir())
    tables = (data.home / "warehouse.duckdb").stat().st_size
    raw = records.stat().st_size
    packed = int(subprocess.run(f"zstd -q -3 -c {records} | wc -c", shell=True, check=True, capture_output=True).stdout)
    print(f"import of {count:,} conversations: {cost.wall:.0f} s, {cost.cpu:.0f} CPU-seconds "
          f"({verdict(cost.cpu * 1e6 / count, 150, 'at most')} a million), peak {cost.memory:.0f} MiB "
          f"({verdict(cost.memory, 384, 'at most')})")
    print(f"bytes a conversation: raw JSON {raw / count:,.0f}, its zstd {packed / count:,.0f}, archive {archive / count:,.0f}, "
          f"tables {tables / count:,.0f}")


def print_answers(data, records):
    """While the same records are imported again, which reads and hashes them all and changes nothing."""
    loading = subprocess.Popen([data.nowthen, "import", *[str(records)] * 50, "--quiet"], env=data.env,
                               stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # ended below
    try:
        time.sleep(5)  # it has the data by then, and takes pages
        for name, sql in QUESTIONS.items():
            seconds = [data.ask_owner(sql) for _ in range(TURNS)]
            print(f"{name}: median {statistics.median(seconds) * 1e3:.0f} ms, p95 {percentile_95(seconds) * 1e3:.0f} ms while "
                  f"loading ({verdict(percentile_95(seconds) * 1e3, 100, 'at most')})")
    finally:
        loading.terminate()
        loading.wait()


def print_large_record(data):
    """One conversation, most of it one text."""
    path = data.folder / "large.json"
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"conversationId":"large","conversationStart":"2026-10-30T10:00:00.000Z","participants":[{"participantId":"p",'
                   '"purpose":"customer","attributes":{"transcript":"')
        for _ in range(255):
            file.write("x" * (1 << 20))
        file.write('"}}]}\n')
    data.env["NOWTHEN_HOME"] = str(data.folder / "other")
    cost = data.load(path)
    print(f"import of one record of {path.stat().st_size / 1e6:.0f} MB: {cost.wall:.1f} s, peak {cost.memory:.0f} MiB")


def main():
    with tempfile.TemporaryDirectory(dir=os.environ.get("NOWTHEN_BENCH_FOLDER")) as folder:
        data = Data(sys.argv[1], folder)
        records = data.fetch()
        print_load(data, records)
        print_answers(data, records)
        print_large_record(data)


if __name__ == "__main__":
    main()

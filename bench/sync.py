"""`nowthen sync` from an unlimited simulator into the data set, against a script with requests, json and SQLite that fills
the same five tables; a sync with nothing to do; with `backfill`, a million conversations, and memory up to two million.

The script proves nothing and archives nothing; ours does both."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from measure import median, run, verdict
from simulated import NOW, Simulator
from warehouse_sql import RESPELLED, camel, seen_fields

TABLES = ("conversation", "participant", "session", "segment", "session_metric")
SAMPLE = 2_000
PRIME = 1_000_003


def interval(days):
    end = datetime.fromisoformat(NOW)
    return [(end - timedelta(days=back)).strftime("%Y-%m-%dT%H:%M:%S.000Z") for back in (days, 0)]


class Bench:
    """An organisation of so many days, and what both of us make of it."""

    def __init__(self, nowthen, folder, simulator, days):
        self.nowthen, self.folder, self.days = nowthen, Path(folder), days
        self.env = {**simulator.env, "NOWTHEN_CONTRACT": "platform", "NOWTHEN_PLATFORM_PER_MINUTE": "0",
                    "NOWTHEN_HOME": str(self.folder / "home")}
        self.columns = self.folder / "columns.json"
        self.database = self.folder / "peer.sqlite"

    def sync(self, anew=True):
        if anew:
            shutil.rmtree(self.folder / "home", ignore_errors=True)
        return run([self.nowthen, "sync", "--from", interval(self.days)[0], "--quiet"], self.env)

    def script(self):
        for file in self.folder.glob("peer.sqlite*"):
            file.unlink()
        peer = Path(__file__).parent / "peers" / "sync_script.py"
        return run(["/usr/bin/python3", str(peer), *interval(self.days), str(self.database), str(self.columns)], self.env)

    def ask(self, sql):
        return json.loads(subprocess.run([self.nowthen, "query", "--format", "json", sql], env=self.env, check=True,
                                         capture_output=True).stdout)

    def status(self):
        reply = subprocess.run([self.nowthen, "status", "--format", "json"], env=self.env, capture_output=True).stdout
        return json.loads(reply)

    def choose_columns(self):
        """Those of our tables' columns that name a field which the records have: the script need not look for any other."""
        kinds = self.ask("SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal")
        sample = self.folder / "sample.ndjson"
        with open(sample, "w", encoding="utf-8") as file:
            subprocess.run([self.nowthen, "history", "--from", "2026-10-31", "--max-pages", str(SAMPLE // 100), "--format",
                            "ndjson", "--quiet"], env=self.env, stdout=file, stderr=subprocess.DEVNULL)
        seen = seen_fields(sample)
        chosen = {table: {} for table in TABLES}
        for each in kinds:
            table, name = each["table_name"], each["column_name"]
            if table in TABLES and camel(name) in seen[table] and not name.endswith("_index"):
                kind = "JSON" if name in RESPELLED else each["data_type"].replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")
                chosen[table][camel(name)] = [name, kind]
        self.columns.write_text(json.dumps(chosen))
        return chosen

    def hold_equal(self, chosen):
        """Rows, and of each column how many values there are and what they add up to; of instants, what is left of each by
        a prime: SQLite has no sum beyond 2^63."""
        theirs = sqlite3.connect(self.database)
        for table, fields in chosen.items():
            names, parts = ["rows"], {"ours": ["count(*)"], "theirs": ["count(*)"]}
            extra = [("duration_ms", "BIGINT")] if table in ("conversation", "segment") else []
            for name, kind in [*fields.values(), *extra]:
                names += [f"values of {name}", f"sum of {name}"]
                for side in parts.values():
                    side.append(f"count({name})")
                parts["theirs"].append(f"coalesce(sum({name}), 0)" if kind == "BIGINT" else
                                       f"coalesce(sum({name} % {PRIME}), 0)" if kind == "TIMESTAMPTZ" else
                                       f"coalesce(sum(length({name})), 0)" if kind == "VARCHAR" else "0")
                parts["ours"].append(f"coalesce(sum({name}), 0)" if kind == "BIGINT" else
                                     f"coalesce(sum(epoch_ms({name}) % {PRIME}), 0)" if kind == "TIMESTAMPTZ" else
                                     f"coalesce(sum(length({name})), 0)" if kind == "VARCHAR" else "0")
            where = f"conversation_id IN (SELECT conversation_id FROM conversation WHERE conversation_start < '{NOW}')"
            select = ", ".join(f"CAST({part} AS VARCHAR) AS c{at}" for at, part in enumerate(parts["ours"]))
            ours = list(self.ask(f"SELECT {select} FROM {table} WHERE {where}")[0].values())
            other = [str(value) for value in theirs.execute(f"SELECT {', '.join(parts['theirs'])} FROM {table}").fetchone()]
            differing = [f"{name}: {a} {b}" for name, a, b in zip(names, ours, other) if a != b]
            if differing:
                raise SystemExit(f"the script's {table} differs from ours: {differing}")

    def rows_each(self):
        """How many rows a conversation has in the five tables, on average."""
        counts = " + ".join(f"(SELECT count(*) FROM {table})" for table in TABLES)
        return self.ask(f"SELECT ({counts}) / (SELECT count(*) FROM conversation) AS n")[0]["n"]

    def count(self):
        return self.ask("SELECT count(*) AS n FROM conversation")[0]["n"]


def simulator(nowthen, days, per_day):
    return Simulator(nowthen, days, per_day, "--contract", "platform", "--job-lag", "0", "--job-duration", "0")


def print_nothing_to_do(bench):
    cost = median([bench.sync(anew=False) for _ in range(5)])
    requests = [each["requests"] for each in bench.status()["runs"][:5]]
    print(f"sync with nothing to do: {cost.wall * 1e3:.0f} ms, CPU {cost.cpu * 1e3:.0f} ms, {cost.memory:.0f} MiB, requests "
          f"{max(requests)}")


def compare(nowthen, days, per_day, rounds):
    with tempfile.TemporaryDirectory(dir=os.environ.get("NOWTHEN_BENCH_FOLDER")) as folder, \
            simulator(nowthen, days, per_day) as served:
        bench = Bench(nowthen, folder, served, days)
        bench.sync()  # fills the simulator's caches for both
        chosen = bench.choose_columns()
        ours, theirs = [], []
        for _ in range(rounds):
            ours.append(bench.sync())
            theirs.append(bench.script())
        bench.hold_equal(chosen)
        count = bench.count()
        ours, theirs = median(ours), median(theirs)
        print(f"sync of {count:,} conversations of {bench.rows_each():.0f} rows in five tables, medians of {rounds} runs in "
              "turns, tables equal")
        print(f"{'':22}{'conv./s':>12}{'wall s':>10}{'CPU s':>10}{'peak MiB':>10}")
        for name, cost in (("nowthen", ours), ("requests, json, SQLite", theirs)):
            print(f"{name:22}{count / cost.wall:12,.0f}{cost.wall:10.2f}{cost.cpu:10.2f}{cost.memory:10.1f}")
        print(f"against the script: {theirs.wall / ours.wall:.1f} times as fast ({verdict(theirs.wall / ours.wall, 8)}); "
              f"{theirs.cpu / ours.cpu:.1f} times less CPU ({verdict(theirs.cpu / ours.cpu, 8)}); "
              f"{ours.cpu * 1e6 / count:.0f} CPU-seconds a million ({verdict(ours.cpu * 1e6 / count, 150, 'at most')})")
        print_nothing_to_do(bench)


def memory(nowthen, days, per_day):
    with tempfile.TemporaryDirectory(dir=os.environ.get("NOWTHEN_BENCH_FOLDER")) as folder, \
            simulator(nowthen, days, per_day) as served:
        bench = Bench(nowthen, folder, served, days)
        cost = bench.sync()
        count = bench.count()
        print(f"peak memory of a sync of {count:9,} conversations: {cost.memory:6.1f} MiB "
              f"({verdict(cost.memory, 384, 'at most')}), {count / cost.wall:,.0f} conversations/s", flush=True)


def main():
    nowthen, *parts = sys.argv[1:]
    if "backfill" not in parts:
        compare(nowthen, 10, 2_000, 3)
        return
    memory(nowthen, 10, 1_000)
    compare(nowthen, 25, 40_000, 1)
    memory(nowthen, 50, 40_000)


if __name__ == "__main__":
    main()

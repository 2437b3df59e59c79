"""The data set against what else makes tables of the same records: its archive replayed against DuckDB's read_json with
our schema, with types inferred, and against jq; Parquet against COPY; size against the raw JSON and its zstd."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Cost, median, run, verdict
from simulated import Simulator
from warehouse_sql import TABLES, TREE, Peer, checks

ROUNDS = 3
DAYS = 10
PER_DAY = 2_000
VIEWS = ("conversation", "participant", "session", "segment", "session_metric")


class Bench:
    def __init__(self, nowthen, folder):
        self.nowthen = nowthen
        self.run_sql = str(Path(nowthen).parent / "bench" / "run_sql")
        self.folder = Path(folder)
        self.records = self.folder / "records.ndjson"
        self.env = {**os.environ, "NOWTHEN_HOME": str(self.folder / "home")}
        self.data = self.folder / "home" / "default"

    def fetch(self):
        with Simulator(self.nowthen, DAYS, PER_DAY, "--contract", "platform") as simulator:
            env = {**simulator.env, "NOWTHEN_CONTRACT": "platform", "NOWTHEN_PLATFORM_PER_MINUTE": "0"}
            run([self.nowthen, "history", "--from", "2026-10-22", "--to", "2026-11-01", "--format", "ndjson",
                 "-o", str(self.records), "--quiet"], env)
        self.empty = self.folder / "empty.ndjson"
        self.empty.write_text("")

    def import_all(self):
        shutil.rmtree(self.data, ignore_errors=True)
        return run([self.nowthen, "import", str(self.records), "--quiet"], self.env)

    def replay(self):
        for file in self.data.glob("warehouse.duckdb*"):
            file.unlink()
        return run([self.nowthen, "import", str(self.empty), "--quiet"], self.env)

    def ask(self, sql):
        out = subprocess.run([self.nowthen, "query", "--format", "json", sql], env=self.env, check=True,
                             capture_output=True).stdout
        return json.loads(out)

    def schema(self):
        rows = self.ask("SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal")
        short = {"TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ"}
        return {table: [(row["column_name"], short.get(row["data_type"], row["data_type"])) for row in rows
                        if row["table_name"] == table]
                for table in TREE}

    def script(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return str(path)

    def nothing(self):
        """A last statement that prints next to nothing."""
        return self.script("nothing.sql", "SELECT 'done'")

    def peer_file(self, name):
        for file in self.folder.glob(f"{name}.duckdb*"):
            file.unlink()
        return str(self.folder / f"{name}.duckdb")

    def sql_peer(self, peer, name, inferred):
        return run([self.run_sql, self.peer_file(name), self.script(f"{name}.sql", peer.sql(inferred)),
                    self.nothing()], self.env)

    def jq_peer(self, peer):
        database = self.peer_file("jq")
        split = "{ i = index($0, \",\"); f = substr($0, 2, i - 3); print substr($0, i + 1) > (d \"/\" f \".csv\") }"
        command = (f"jq -r -f {self.script('tables.jq', peer.jq())} {self.records} | "
                   f"awk -v d={self.folder} '{split}' && {self.run_sql} {database} "
                   f"{self.script('jq.sql', peer.jq_load(self.folder))} {self.nothing()}")
        before = os.times()
        cost = run(["bash", "-o", "pipefail", "-c", command], self.env)
        after = os.times()
        return Cost(cost.wall, after.children_user + after.children_system - before.children_user
                    - before.children_system, cost.memory)

    def result(self, database, query):
        return subprocess.run([self.run_sql, database, self.script("check.sql", query)], env=self.env, check=True,
                              capture_output=True, text=True).stdout.strip()


def differing(query, ours, theirs):
    """The parts of the query that gave something else."""
    parts = query.removeprefix("SELECT ").split(" || '/' || ")
    return [f"{part}: {a} {b}" for part, a, b in zip(parts, ours.split("/"), theirs.split("/")) if a != b]


def hold_equal(bench, peer):
    query = checks(peer)
    ours = bench.result(str(bench.data / "warehouse.duckdb"), query)
    for name in ("explicit", "inferred", "jq"):
        theirs = bench.result(str(bench.folder / f"{name}.duckdb"), query)
        if ours != theirs:
            raise SystemExit(f"the tables of {name} differ from ours: {differing(query, ours, theirs)}")


def replay(bench, peer, records):
    costs = {"nowthen": [], "read_json, our schema": [], "read_json, inferred": []}
    for _ in range(ROUNDS):
        costs["nowthen"].append(bench.replay())
        costs["read_json, our schema"].append(bench.sql_peer(peer, "explicit", False))
        costs["read_json, inferred"].append(bench.sql_peer(peer, "inferred", True))
    costs = {name: median(each) for name, each in costs.items()}
    costs["jq and read_csv"] = bench.jq_peer(peer)
    hold_equal(bench, peer)
    print(f"replay of {records:,} archived conversations into typed tables, medians of {ROUNDS} runs in turns (jq: one), "
          "results equal")
    table(costs, records)
    ours = costs["nowthen"]
    for name, aim in (("read_json, our schema", 1.5), ("read_json, inferred", 4), ("jq and read_csv", 25)):
        ratio = costs[name].wall / ours.wall
        print(f"against {name}: {ratio:.2f} times as fast ({verdict(ratio, aim)}); CPU {costs[name].cpu / ours.cpu:.2f}")


def table(costs, records):
    print(f"{'':24}{'records/s':>12}{'wall s':>10}{'CPU s':>10}{'peak MiB':>10}")
    for name, cost in costs.items():
        print(f"{name:24}{records / cost.wall:12,.0f}{cost.wall:10.2f}{cost.cpu:10.2f}{cost.memory:10.1f}")


def least(bench, records):
    """What DuckDB itself needs to write the five tables, read from a file of its own: no loader falls below that."""
    costs = []
    for _ in range(ROUNDS):
        copy = bench.peer_file("least")
        tables = "".join(f"CREATE TABLE least.{name} AS FROM {name};" for name in VIEWS)
        script = bench.script("least.sql", f"SET threads = 1; ATTACH '{copy}' AS least; {tables} CHECKPOINT least;")
        costs.append(run([bench.run_sql, str(bench.data / "warehouse.duckdb"), script, bench.nothing()], bench.env))
    cost = median(costs)
    print(f"DuckDB copying these five tables into another file, one thread: {cost.cpu:.2f} CPU-seconds, "
          f"{cost.cpu * 1e6 / records:.0f} a million conversations")


def parquet(bench):
    copies = "\n".join(
        f"COPY (SELECT t.*, CAST(c.conversation_start AS DATE) AS day FROM {name} t "
        f"JOIN conversation c USING (conversation_id)) TO '{bench.folder}/copy/{name}' "
        "(FORMAT parquet, COMPRESSION zstd, PARTITION_BY (day));" if name != "conversation" else
        f"COPY (SELECT *, CAST(conversation_start AS DATE) AS day FROM conversation) TO '{bench.folder}/copy/{name}' "
        "(FORMAT parquet, COMPRESSION zstd, PARTITION_BY (day));" for name in VIEWS)
    script = bench.script("copy.sql", "SET TimeZone = 'UTC';" + copies)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        shutil.rmtree(bench.folder / "export", ignore_errors=True)
        shutil.rmtree(bench.folder / "copy", ignore_errors=True)
        (bench.folder / "copy").mkdir()
        ours.append(run([bench.nowthen, "export", "--to", str(bench.folder / "export"), "--table", ",".join(VIEWS),
                         "--quiet"], bench.env))
        theirs.append(run([bench.run_sql, str(bench.data / "warehouse.duckdb"), script,
                           bench.nothing()], bench.env))
    for name in VIEWS:
        counts = [bench.result(":memory:", f"SELECT count(*)::VARCHAR FROM read_parquet('{bench.folder}/{where}/{name}/*/*.parquet')")
                  for where in ("export", "copy")]
        if counts[0] != counts[1]:
            raise SystemExit(f"{name}: {counts[0]} rows exported, {counts[1]} copied")
    ours, theirs = median(ours), median(theirs)
    print(f"Parquet of five tables by day: export {ours.wall:.2f} s (with a SHA-256 of each file), COPY {theirs.wall:.2f} s, "
          f"rows equal: {theirs.wall / ours.wall:.2f} of its speed ({verdict(theirs.wall / ours.wall, 0.95)})")


def size(bench, records):
    raw = bench.records.stat().st_size
    packed = len(subprocess.run(["zstd", "-q", "-3", "-c", str(bench.records)], check=True, capture_output=True).stdout)
    archive = sum(f.stat().st_size for f in (bench.data / "archive").iterdir())
    tables = (bench.data / "warehouse.duckdb").stat().st_size
    rows = sum(bench.ask(f"SELECT count(*) AS n FROM {name}")[0]["n"] for name in TABLES)
    print(f"bytes a conversation ({rows / records:.0f} rows): raw JSON {raw / records:,.0f}, as one zstd file "
          f"{packed / records:,.0f}, archive {archive / records:,.0f}, tables {tables / records:,.0f}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(sys.argv[1], folder)
        bench.fetch()
        cost = bench.import_all()
        records = bench.ask("SELECT count(*) AS n FROM conversation")[0]["n"]
        print(f"import of {records:,} conversations: {cost.wall:.2f} s, {records / cost.cpu:,.0f} a CPU-second, "
              f"{cost.memory:.0f} MiB")
        replay(bench, Peer(bench.records, bench.schema()), records)
        least(bench, records)
        parquet(bench)
        size(bench, records)


if __name__ == "__main__":
    main()

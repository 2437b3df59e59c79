"""Exported Parquet, read by an engine that is not DuckDB: every column adds up to what the tables have."""

import json
import subprocess
import tempfile
import unittest
from pathlib import Path

from support.program import Simulator, run

JUDGE = Path(__file__).parent.parent / "parquet"
WEIGHTS = {"VARCHAR": "coalesce(sum(strlen({0})), 0)", "BIGINT": "coalesce(sum({0}), 0)",
           "TIMESTAMPTZ": "coalesce(sum(epoch_ms({0})), 0)", "BOOLEAN": "coalesce(count_if({0}), 0)", "DOUBLE": "count({0})",
           "LIST": "coalesce(sum(len({0})), 0)"}


def kind_of(data_type):
    return "LIST" if data_type.endswith("[]") else {"TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ"}.get(data_type, data_type)


class Parquet(unittest.TestCase):
    def setUp(self):
        installed = subprocess.run([JUDGE / "install"], check=False, capture_output=True, text=True)
        if installed.returncode == 77:
            self.skipTest(installed.stderr)
        self.assertEqual(installed.returncode, 0, installed.stderr)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.env = {"NOWTHEN_HOME": str(self.folder / "home")}

    def ask(self, sql):
        answer = run("query", "--format", "json", sql, env=self.env)
        self.assertEqual(answer.code, 0, answer)
        return json.loads(answer.out)

    def load(self):
        with Simulator("--contract", "platform", "--days", "3", "--per-day", "300") as simulator:
            listed = simulator.run("history", "--from", "-3d", "--format", "ndjson",
                                   env={"NOWTHEN_CONTRACT": "platform"})
        (self.folder / "history.ndjson").write_text(listed.out)
        self.assertEqual(run("import", self.folder / "history.ndjson", env=self.env).code, 0)
        self.assertEqual(run("export", "--to", self.folder / "export", env=self.env).code, 0)

    def columns(self):
        """Of the tables that were exported."""
        rows = self.ask("SELECT table_name, column_name, data_type FROM duckdb_columns() JOIN duckdb_tables() "
                        "USING (table_name) ORDER BY ALL")
        tables = {}
        for row in rows:
            if (self.folder / "export" / row["table_name"]).is_dir():
                tables.setdefault(row["table_name"], []).append((row["column_name"], kind_of(row["data_type"])))
        return tables

    def test_every_column_adds_up_to_what_the_tables_have(self):
        self.load()
        tables = self.columns()
        self.assertGreater(len(tables), 8)
        named = [f"{table}={','.join(f'{name}:{kind}' for name, kind in columns)}" for table, columns in tables.items()]
        judged = subprocess.run(["node", JUDGE / "aggregate.mjs", self.folder / "export", *named], check=True,
                                capture_output=True, text=True)
        theirs = json.loads(judged.stdout)
        for table, columns in tables.items():
            sums = ", ".join(f"CAST({WEIGHTS[kind].format(name)} AS VARCHAR) AS {name}" for name, kind in columns)
            ours = self.ask(f"SELECT CAST(count(*) AS VARCHAR) AS rows, {sums} FROM {table}")[0]
            self.assertEqual(theirs[table], ours, table)


if __name__ == "__main__":
    unittest.main()

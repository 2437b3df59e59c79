"""What a person would write to get our tables out of a file of records with DuckDB alone, and with jq.

The columns are those of our tables that name a field of the record; `extra`, bookkeeping and what is carried down from
a parent's row are left out, which is to the peers' advantage."""

import json
import re

# table: (parent, field of the parent's row that holds the list, names of the positions)
TREE = {
    "conversation": (None, None, []),
    "participant": ("conversation", "participants", ["participant_index"]),
    "participant_attribute": ("participant", "attributes", ["participant_index", "attribute_index"]),
    "session": ("participant", "sessions", ["participant_index", "session_index"]),
    "segment": ("session", "segments", ["participant_index", "session_index", "segment_index"]),
    "session_metric": ("session", "metrics", ["participant_index", "session_index", "metric_index"]),
    "media_endpoint_stat": ("session", "mediaEndpointStats", ["participant_index", "session_index", "stat_index"]),
}
TABLES = [name for name in TREE if name != "participant_attribute"]  # a query's records have none

RESPELLED = {"agent_groups", "proposed_agents", "scored_agents"}  # JSON in which we name members as columns are named


def camel(column):
    words = column.removesuffix("_ms").split("_")
    return words[0] + "".join(word.upper() if word == "r" else word[:1].upper() + word[1:] for word in words[1:])


def seen_fields(path):
    """The fields that the records of a file have, by table. Peers need not be slowed by any other."""
    seen = {table: set() for table in TABLES}

    def walk(table, row):
        seen[table].update(row)
        for child in TABLES:
            parent, field, _ = TREE[child]
            if parent == table:
                for each in row.get(field, []):
                    walk(child, each)

    with open(path, encoding="utf-8") as lines:
        for line in lines:
            walk("conversation", json.loads(line))
    return seen


class Peer:
    """Scripts for one file of records. `schema`: our columns and types by table."""

    def __init__(self, records, schema):
        seen = seen_fields(records)
        self.records = records
        self.columns = {table: {camel(name): (name, kind) for name, kind in schema[table]
                                if camel(name) in seen[table] and not name.endswith("_index")} for table in TABLES}

    def structure(self, table):
        """Of read_json: our types, nested as the records are."""
        fields = [f"{name} {kind}" for name, (_, kind) in self.columns[table].items()]
        for child in TABLES:
            parent, field, _ = TREE[child]
            if parent == table:
                fields.append(f"{field} STRUCT({self.structure(child)})[]")
        return ", ".join(fields)

    def source(self, inferred):
        if inferred:
            return f"read_json('{self.records}', format = 'newline_delimited')"
        columns = ", ".join(f"{name}: '{kind}'" for name, kind in self.top_level())
        return f"read_json('{self.records}', format = 'newline_delimited', columns = {{{columns}}})"

    def top_level(self):
        for name, (_, kind) in self.columns["conversation"].items():
            yield name, kind
        yield "participants", f"STRUCT({self.structure('participant')})[]"

    def sql(self, inferred):
        """Makes the tables."""
        lines = [f"CREATE TEMP TABLE raw_conversation AS SELECT * FROM {self.source(inferred)};"]
        for table in TABLES:
            lines += self.table_sql(table)
        return "\n".join(lines)

    def table_sql(self, table):
        parent, field, positions = TREE[table]
        at = "" if parent is None else "item."
        if parent is not None:
            inner = "" if parent == "conversation" else "item."
            kept = "".join(f", {each}" for each in positions[:-1])
            yield (f"CREATE TEMP TABLE raw_{table} AS SELECT conversationId{kept}, unnest({inner}{field}) AS item, "
                   f"generate_subscripts({inner}{field}, 1) - 1 AS {positions[-1]} FROM raw_{parent};")
        cells = [f"{at}{name}{'::TIMESTAMPTZ' if kind == 'TIMESTAMPTZ' else ''} AS {ours}"
                 for name, (ours, kind) in self.columns[table].items() if name != "conversationId"]
        if table == "segment":
            cells.append("epoch_ms(item.segmentEnd::TIMESTAMPTZ) - epoch_ms(item.segmentStart::TIMESTAMPTZ) AS duration_ms")
        if table == "conversation":
            cells.append("epoch_ms(conversationEnd::TIMESTAMPTZ) - epoch_ms(conversationStart::TIMESTAMPTZ) AS duration_ms")
        yield (f"CREATE TABLE {table} AS SELECT conversationId AS conversation_id"
               f"{''.join(f', {each}' for each in positions)}, {', '.join(cells)} FROM raw_{table};")

    def jq(self):
        """Prints every row as a line of CSV behind its table's name; awk then makes a file of each table."""
        levels = []
        for table in TABLES:
            parent, _, positions = TREE[table]
            cells = ["$c.conversationId"] + [f"${each}" for each in positions] + \
                    [f"(.{name} | if type == \"array\" then tojson else . end)"
                     for name in self.columns[table] if name != "conversationId"]
            levels.append((table, parent, f"[\"{table}\", {', '.join(cells)}] | @csv"))
        return self.jq_level("conversation", dict((table, row) for table, _, row in levels))

    def jq_level(self, table, rows):
        parts = [f"({rows[table]})"]
        for child in TABLES:
            parent, field, positions = TREE[child]
            if parent == table:
                parts.append(f"((.{field} // []) | to_entries[] | .key as ${positions[-1]} | .value | "
                             f"{self.jq_level(child, rows)})")
        inner = ", ".join(parts)
        return f". as $c | {inner}" if table == "conversation" else f"({inner})"

    def jq_load(self, folder):
        lines = []
        for table in TABLES:
            _, _, positions = TREE[table]
            names = ["conversation_id", *positions] + \
                    [ours for name, (ours, _) in self.columns[table].items() if name != "conversationId"]
            kinds = dict(self.columns[table].values())
            types = ", ".join(f"'{name}': '{self.csv_type(kinds.get(name, 'BIGINT' if name in positions else 'VARCHAR'))}'"
                              for name in names)
            lines.append(f"CREATE TABLE {table} AS SELECT * FROM read_csv('{folder}/{table}.csv', header = false, "
                         f"columns = {{{types}}});")
        return "\n".join(lines)

    @staticmethod
    def csv_type(kind):
        return "VARCHAR" if kind.endswith("[]") else kind


def checks(peer):
    """A query whose one row is equal where the tables are: rows, and hashes of keys, texts, times and numbers."""
    parts = []
    for table in TABLES:
        _, _, positions = TREE[table]
        parts.append(f"(SELECT count(*) FROM {table})")
        for each in ["conversation_id", *positions]:
            parts.append(f"(SELECT sum(hash({each}::VARCHAR)::HUGEINT) FROM {table})")
        for ours, kind in peer.columns[table].values():
            if kind == "TIMESTAMPTZ":
                parts.append(f"(SELECT sum(epoch_ms({ours})) FROM {table})")
            elif not kind.endswith("[]") and not re.match("DOUBLE|BOOL", kind) and ours not in RESPELLED:
                parts.append(f"(SELECT sum(hash({ours}::VARCHAR)::HUGEINT) FROM {table} WHERE {ours} IS NOT NULL)")
    return "SELECT " + " || '/' || ".join(f"coalesce({part}::VARCHAR, '')" for part in parts)

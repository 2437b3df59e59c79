"""What a person would write to have the platform's conversations in a database: one job over the whole range, its pages
parsed by json, five tables in SQLite, a transaction a page, one connection kept open. Nothing is proven, nothing kept.

Usage: sync_script.py FROM TO DATABASE COLUMNS; the server and the credentials come from GENESYS_*. COLUMNS is a file with
the wanted fields by table, as JSON: {table: {field: [column, type]}}.
"""

import json
import os
import sqlite3
import sys
import time
from datetime import datetime

import requests

BASE_URL = os.environ["GENESYS_BASE_URL"]
PATH = f"{BASE_URL}/api/v2/analytics/conversations/details/jobs"
PAGE_SIZE = 1_000


def connect():
    session = requests.Session()
    reply = session.post(f"{BASE_URL}/oauth/token", timeout=30, data={"grant_type": "client_credentials"},
                         auth=(os.environ["GENESYS_CLIENT_ID"], os.environ["GENESYS_CLIENT_SECRET"]))
    reply.raise_for_status()
    session.headers["Authorization"] = f"Bearer {reply.json()['access_token']}"
    return session


def pages(session, interval):
    reply = session.post(PATH, json={"interval": interval}, timeout=60)
    reply.raise_for_status()
    job = reply.json()["jobId"]
    while session.get(f"{PATH}/{job}", timeout=60).json()["state"] != "FULFILLED":
        time.sleep(0.5)
    cursor = None
    while True:
        reply = session.get(f"{PATH}/{job}/results", timeout=300,
                            params={"pageSize": PAGE_SIZE, **({"cursor": cursor} if cursor else {})})
        reply.raise_for_status()
        page = reply.json()
        yield page.get("conversations", [])
        cursor = page.get("cursor")
        if not cursor:
            return


def cell(kind):
    """How a value of that type goes into SQLite."""
    if kind == "TIMESTAMPTZ":
        return lambda value: None if value is None else round(datetime.fromisoformat(value).timestamp() * 1000)
    if kind.endswith("[]") or kind == "JSON":
        return lambda value: None if value is None else json.dumps(value)
    return None


class Tables:
    def __init__(self, path, columns):
        self.database = sqlite3.connect(path)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("PRAGMA synchronous = NORMAL")
        self.fields, self.inserts = {}, {}
        for table, fields in columns.items():
            positions = {"conversation": 0, "participant": 1, "session": 2}.get(table, 3)
            names = ["conversation_id"] + [f"position_{at}" for at in range(positions)] + \
                    [name for field, (name, _) in fields.items() if field != "conversationId"]
            if table in ("conversation", "segment"):
                names.append("duration_ms")
            self.fields[table] = [(field, cell(kind)) for field, (_, kind) in fields.items() if field != "conversationId"]
            self.inserts[table] = f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})"
            self.database.execute(f"CREATE TABLE {table} ({', '.join(names)})")

    def row(self, table, key, item, begin=None, end=None):
        values = [*key]
        for field, convert in self.fields[table]:
            value = item.get(field)
            values.append(convert(value) if convert else value)
        if begin:
            first, last = item.get(begin), item.get(end)
            values.append(round((datetime.fromisoformat(last) - datetime.fromisoformat(first)).total_seconds() * 1000)
                          if first and last else None)
        return values

    def add(self, conversations):
        rows = {table: [] for table in self.fields}
        for conversation in conversations:
            key = (conversation["conversationId"],)
            rows["conversation"].append(self.row("conversation", key, conversation, "conversationStart", "conversationEnd"))
            for i, participant in enumerate(conversation.get("participants", [])):
                rows["participant"].append(self.row("participant", (*key, i), participant))
                for j, session in enumerate(participant.get("sessions", [])):
                    rows["session"].append(self.row("session", (*key, i, j), session))
                    for k, segment in enumerate(session.get("segments", [])):
                        rows["segment"].append(self.row("segment", (*key, i, j, k), segment, "segmentStart", "segmentEnd"))
                    for k, metric in enumerate(session.get("metrics", [])):
                        rows["session_metric"].append(self.row("session_metric", (*key, i, j, k), metric))
        with self.database:
            for table, values in rows.items():
                self.database.executemany(self.inserts[table], values)


def main():
    begin, end, path, columns = sys.argv[1:]
    with open(columns, encoding="utf-8") as file:
        tables = Tables(path, json.load(file))
    session = connect()
    for page in pages(session, f"{begin}/{end}"):
        tables.add(page)
    tables.database.close()


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Reads an archive without nowthen, as docs/reference/archive.md describes it: Python's own library, and the program
zstd for the records.

  tools/read_archive.py FOLDER            one JSON line a page; every hash is checked
  tools/read_archive.py FOLDER --records  the records' bytes too, base 64
  tools/read_archive.py FOLDER --plain    only the records, one a line, as they are

What is wrong goes to standard error; exit status 1 if anything is. Reads a segment's pages up to the first that is
damaged: for going on behind damage there is nowthen itself.
"""

import argparse
import base64
import datetime
import hashlib
import json
import pathlib
import re
import struct
import subprocess
import sys

KINDS = {1: "sync", 2: "by_id", 3: "job", 4: "live", 5: "imported", 6: "entities", 7: "aggregates", 8: "quarantine",
         9: "tombstone", 10: "suppression", 11: "pruned", 12: "retention", 13: "run", 14: "ledger",
         15: "live_log"}
SEGMENT = struct.Struct("<64sIIQ16s32s8x32s")
LEAD = struct.Struct("<16sIIQQQ32sI")
ENTRY = struct.Struct("<II8s32s")
FIELD = struct.Struct("<HI")
SALT = 16
HASH = 32
ERASED = b"\xff"


class Damage(Exception):
    pass


def sha256(*parts):
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.digest()


def instant(milliseconds):
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=milliseconds)
    return moment.isoformat(timespec="milliseconds") + "Z"


def field_value(number, value):
    """(name, value) of a header's field, or None for one of a later version."""
    if number == 1:
        kind, = struct.unpack("<H", value)
        return "kind", KINDS.get(kind, kind)
    if number == 2:
        return "http_status", struct.unpack("<i", value)[0]
    if number in (3, 4, 5):
        return ("asked_at", "received_at", "as_of")[number - 3], instant(*struct.unpack("<q", value))
    if number == 6:
        return "window", [instant(moment) for moment in struct.unpack("<qq", value)]
    if number in (7, 8):
        return ("request", "note")[number - 7], value.decode("utf-8", "backslashreplace")
    return None


def header_fields(data):
    fields, at = {}, 0
    while at < len(data):
        number, size = FIELD.unpack_from(data, at)
        at += FIELD.size
        if named := field_value(number, data[at:at + size]):
            fields[named[0]] = named[1]
        at += size
    return fields


def decompress(frames):
    """What several frames, one behind the other, stand for, one behind the other."""
    if not frames:
        return b""
    done = subprocess.run(["zstd", "-q", "-d", "-c"], input=frames, capture_output=True, check=False)
    if done.returncode != 0:
        raise Damage("zstd: " + done.stderr.decode(errors="replace").strip())
    return done.stdout


def check_block(entry, block):
    """Whether the record is there (True) or erased (False)."""
    salt, check = block[:SALT], entry[2]
    if salt == ERASED * SALT:
        if block.strip(ERASED):
            raise Damage("a record's erasure was interrupted")
        return False
    if sha256(block)[:len(check)] != check:
        raise Damage("a record is not what was written")
    return True


def records(entries, data):
    """Each record's bytes, or None where it is erased."""
    blocks, at = [], 0
    for entry in entries:
        blocks.append(data[at:at + SALT + entry[0]])
        at += SALT + entry[0]
    there = [check_block(entry, block) for entry, block in zip(entries, blocks)]
    plain = decompress(b"".join(block[SALT:] for block, is_there in zip(blocks, there) if is_there))
    found, at = [], 0
    for entry, block, is_there in zip(entries, blocks, there):
        if not is_there:
            found.append(None)
            continue
        record = plain[at:at + entry[1]]
        at += entry[1]
        if sha256(block[:SALT], record) != entry[3]:
            raise Damage("a record is not what its hash says")
        found.append(record)
    if at != len(plain):
        raise Damage("the records are longer than they are said to be")
    return found


def page(data, at, marker):
    """The page at that offset as a dictionary, and where the next one begins."""
    if len(data) - at < LEAD.size:
        raise Damage("the segment ends in a page's head")
    found, head_bytes, count, page_bytes, number, synced, before, header_bytes = LEAD.unpack_from(data, at)
    if found != marker:
        raise Damage("no page begins here")
    if at + page_bytes > len(data) or head_bytes != LEAD.size + header_bytes + count * ENTRY.size:
        raise Damage("the page is not whole")
    head = data[at:at + head_bytes]
    digest = sha256(head)
    if digest != data[at + head_bytes:at + head_bytes + HASH]:
        raise Damage("a page's head is not what its hash says")
    entries = [ENTRY.unpack_from(head, LEAD.size + header_bytes + index * ENTRY.size) for index in range(count)]
    body = data[at + head_bytes + HASH:at + page_bytes]
    return {"page": number, "synced": synced, "before": before, "hash": digest,
            "header": header_fields(head[LEAD.size:LEAD.size + header_bytes]),
            "records": records(entries, body)}, at + page_bytes


def segment(path):
    """Each page of a segment's file with its offset; raises Damage behind the last that is sound."""
    data = path.read_bytes()
    if len(data) < SEGMENT.size:
        raise Damage("the segment ends in its header")
    _, layout, number, last, marker, before, check = SEGMENT.unpack_from(data)
    if sha256(data[:SEGMENT.size - HASH]) != check:
        raise Damage("the segment's header is not what was written")
    if layout != 1:
        raise Damage(f"layout {layout} is not known")
    if not path.name.endswith(f"-{number:010}"):
        raise Damage(f"the segment says that it is number {number}")
    yield None, {"page": last, "hash": before}
    at = SEGMENT.size
    while at < len(data):
        offset = at
        found, at = page(data, at, marker)
        yield offset, found


def printable(found):
    shown = {"page": found["page"], "hash": found["hash"].hex(), **found["header"]}
    shown["records"] = [None if record is None else base64.b64encode(record).decode() for record in found["records"]]
    return shown


def show(where, found, arguments):
    if arguments.plain:
        for record in filter(None, found["records"]):
            sys.stdout.buffer.write(record + b"\n")
        return
    shown = {**where, **printable(found)}
    if not arguments.records:
        shown["erased"] = found["records"].count(None)
        shown["records"] = len(found["records"])
    print(json.dumps(shown), flush=True)


def read(path, last, arguments):
    """Shows the pages of one segment. Gives the last page; raises Damage where one does not follow another."""
    for offset, found in segment(path):
        if last and offset is None and (found["page"], found["hash"]) != (last["page"], last["hash"]):
            raise Damage(f"does not follow page {last['page']}")
        if offset is not None:
            if (found["page"], found["before"]) != (last["page"] + 1, last["hash"]):
                raise Damage(f"offset {offset}: page {found['page']} does not follow page {last['page']}")
            show({"segment": int(path.name[-10:]), "offset": offset}, found, arguments)
        last = found
    return last


def main(arguments):
    paths = sorted(path for path in arguments.folder.iterdir() if re.fullmatch(r"segment-\d{10}", path.name))
    if not paths:
        print(f"{arguments.folder}: no segments", file=sys.stderr)
        return 1
    failed, last = 0, None
    for path in paths:
        try:
            last = read(path, last, arguments)
        except Damage as damage:
            print(f"{path.name}: {damage}", file=sys.stderr)
            failed, last = 1, None
    return failed


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--records", action="store_true", help="the records' bytes, base 64")
    parser.add_argument("--plain", action="store_true", help="only the records, one a line")
    sys.exit(main(parser.parse_args()))

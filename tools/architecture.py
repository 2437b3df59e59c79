"""Reads the two tables of ARCHITECTURE.md that the checks hold the code against."""

import dataclasses
import pathlib
import re


@dataclasses.dataclass(frozen=True)
class Folder:
    path: str  # Such as `src/net`.
    allows: frozenset  # Modules named by its arrows; `everything` allows all.
    has_arrows: bool  # Whether the layer rule speaks about it at all.

    @property
    def module(self):
        return self.path.rsplit("/", 1)[-1]


def rows(text, heading):
    """The cells of each row of the first table after `heading`."""
    found = []
    for line in text.partition(heading)[2].splitlines()[1:]:
        if line.startswith("## "):
            break
        if line.startswith("|"):
            found.append([cell.strip() for cell in line.strip().strip("|").split("|")])
    return found[2:]  # Past the head and the rule below it.


def names(cell):
    return re.findall(r"`([^`]+)`", cell)


def folders(root):
    """The folder table: path, what it is, what it may include."""
    text = (pathlib.Path(root) / "ARCHITECTURE.md").read_text(encoding="utf-8")
    table = []
    for cells in rows(text, "## Folders"):
        path = names(cells[0])[0].rstrip("/")
        arrow = cells[2]
        allows = frozenset(["everything"]) if arrow == "everything" else frozenset(names(arrow))
        table.append(Folder(path, allows, bool(allows) or arrow == "nothing of ours"))
    return table


def owners(root):
    """The table of third-party headers: a list of (header prefixes, owning folders; empty for any)."""
    text = (pathlib.Path(root) / "ARCHITECTURE.md").read_text(encoding="utf-8")
    return [(tuple(names(cells[0])), frozenset(names(cells[1])))
            for cells in rows(text, "## Third-party headers")]


def reach(table):
    """For each module, itself and every module that its arrows reach."""
    direct = {folder.module: folder.allows for folder in table if folder.has_arrows}
    closed = {}
    for module in direct:
        seen, todo = set(), [module]
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                todo.extend(direct) if name == "everything" else todo.extend(direct.get(name, ()))
        closed[module] = seen - {"everything"}
    return closed

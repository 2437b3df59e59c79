"""`nowthen history` against the tutorial's loop, on the same simulated organisation, run in turns.

The simulator sends its replies uncompressed to both, so that its own compressing is not what is measured."""

import hashlib
import json
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from measure import median, run, verdict
from simulated import NOW, Simulator

ROUNDS = 3
PER_DAY = 10_000


def interval(days):
    end = datetime.fromisoformat(NOW.replace("Z", "+00:00"))
    shape = "%Y-%m-%dT%H:%M:%S.000Z"
    return (end - timedelta(days=days)).strftime(shape), end.strftime(shape)


def fingerprint(path):
    """Of the set of records, whatever their order: id and every metric."""
    count, combined = 0, 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = json.dumps([record["conversationId"], record["metrics"]], sort_keys=True)
            combined ^= int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big")
            count += 1
    return count, combined


def ours(binary, span, output):
    return [binary, "history", "--from", span[0], "--to", span[1], "--media", "voice", "--format", "ndjson", "-o",
            str(output), "--quiet"]


def peer(span, page_size, output):
    script = Path(__file__).parent / "peers" / "tutorial_loop.py"
    return ["/usr/bin/python3", str(script), *span, str(page_size), str(output)]


def compare(binary, days):
    span = interval(days)
    costs = {"nowthen": [], "loop, pages of 100": [], "loop, pages of 50": []}
    with tempfile.TemporaryDirectory() as folder, Simulator(binary, days, PER_DAY) as simulator:
        paths = {name: Path(folder) / f"{at}.ndjson" for at, name in enumerate(costs)}
        commands = {"nowthen": ours(binary, span, paths["nowthen"]),
                    "loop, pages of 100": peer(span, 100, paths["loop, pages of 100"]),
                    "loop, pages of 50": peer(span, 50, paths["loop, pages of 50"])}
        run(commands["nowthen"], simulator.env)  # fills the simulator's caches for all of them
        served = simulator.cpu_seconds()
        for _ in range(ROUNDS):
            for name, command in commands.items():
                before = simulator.cpu_seconds()
                costs[name].append(run(command, simulator.env))
                if name == "nowthen":
                    served = simulator.cpu_seconds() - before
            prints = {name: fingerprint(path) for name, path in paths.items()}
            if len(set(prints.values())) != 1:
                raise SystemExit(f"the results differ: {prints}")
    return prints["nowthen"][0], {name: median(runs) for name, runs in costs.items()}, served


def report(count, costs, served):
    print(f"history of {count:,} voice conversations, medians of {ROUNDS} runs in turns, results equal")
    print(f"{'':22}{'records/s':>12}{'wall s':>10}{'CPU s':>10}{'peak MiB':>10}")
    for name, cost in costs.items():
        print(f"{name:22}{count / cost.wall:12,.0f}{cost.wall:10.2f}{cost.cpu:10.2f}{cost.memory:10.1f}")
    pages = -(-count // 100)
    print(f"simulator's CPU per page of 100: {served / pages * 1000:.3f} ms")
    for name in list(costs)[1:]:
        wall, cpu = costs[name].wall / costs["nowthen"].wall, costs[name].cpu / costs["nowthen"].cpu
        print(f"against the {name}: {wall:.1f} times the records per second ({verdict(wall, 8)}); "
              f"{cpu:.1f} times less CPU")


def memory(binary, days):
    span = interval(days)
    with tempfile.TemporaryDirectory() as folder, Simulator(binary, days, PER_DAY) as simulator:
        path = Path(folder) / "out.ndjson"
        cost = run([part for part in ours(binary, span, path) if part not in ("--media", "voice")], simulator.env)
        with open(path, encoding="utf-8") as lines:
            count = sum(1 for _ in lines)
    print(f"peak memory for {count:9,} conversations of {days:4} days: {cost.memory:6.1f} MiB "
          f"({verdict(cost.memory, 64, 'at most')}), {count / cost.wall:,.0f} records/s")


def main():
    binary = sys.argv[1]
    report(*compare(binary, 17))
    for days in (1, 10, 100):
        memory(binary, days)


if __name__ == "__main__":
    main()

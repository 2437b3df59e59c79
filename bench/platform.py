"""`nowthen history` under the platform's contract against the official SDK's paging loop on Node, run in turns.

Both read the same days from one simulator, which sends its replies uncompressed; every record has to be equal."""

import hashlib
import json
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from measure import median, run, verdict
from simulated import NOW, Simulator

ROUNDS = 3
DAYS = 10
PER_DAY = 2_000
BENCH = Path(__file__).parent


def days():
    end = datetime.fromisoformat(NOW.replace("Z", "+00:00"))
    shape = "%Y-%m-%dT%H:%M:%S.000Z"
    return (end - timedelta(days=DAYS)).strftime(shape), end.strftime(shape)


def fingerprint(path):
    """Of the set of records, whatever their order and the order of their fields."""
    count, combined = 0, 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            text = json.dumps(json.loads(line), sort_keys=True)
            combined ^= int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big")
            count += 1
    return count, combined


def commands(binary, folder):
    begin, end = days()
    ours, sdk = Path(folder) / "ours.ndjson", Path(folder) / "sdk.ndjson"
    return {"nowthen": (ours, [binary, "history", "--from", begin, "--to", end, "--format", "ndjson", "-o", str(ours),
                               "--quiet"]),
            "official SDK on Node": (sdk, ["node", str(BENCH / "peers" / "sdk_loop.mjs"), begin, end, "100", str(sdk)])}


def compare(binary):
    with tempfile.TemporaryDirectory() as folder, \
            Simulator(binary, DAYS, PER_DAY, "--contract", "platform") as simulator:
        env = {**simulator.env, "NOWTHEN_CONTRACT": "platform", "NOWTHEN_PLATFORM_PER_MINUTE": "0"}
        both = commands(binary, folder)
        run(both["nowthen"][1], env)  # fills the simulator's caches for both
        costs = {name: [] for name in both}
        for _ in range(ROUNDS):
            for name, (_, command) in both.items():
                costs[name].append(run(command, env))
            prints = {name: fingerprint(path) for name, (path, _) in both.items()}
            if len(set(prints.values())) != 1:
                raise SystemExit(f"the results differ: {prints}")
    return prints["nowthen"][0], {name: median(each) for name, each in costs.items()}


def main():
    subprocess.run([str(BENCH.parent / "tests" / "sdk" / "install")], check=True, stdout=subprocess.DEVNULL)
    count, costs = compare(sys.argv[1])
    print(f"platform history of {count:,} conversations, medians of {ROUNDS} runs in turns, results equal")
    print(f"{'':22}{'records/s':>12}{'wall s':>10}{'CPU s':>10}{'peak MiB':>10}")
    for name, cost in costs.items():
        print(f"{name:22}{count / cost.wall:12,.0f}{cost.wall:10.2f}{cost.cpu:10.2f}{cost.memory:10.1f}")
    ours, sdk = costs["nowthen"], costs["official SDK on Node"]
    print(f"against the official SDK: {sdk.wall / ours.wall:.1f} times the records per second "
          f"({verdict(sdk.wall / ours.wall, 4)}); {sdk.cpu / ours.cpu:.1f} times less CPU")


if __name__ == "__main__":
    main()

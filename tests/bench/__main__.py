"""`make bench`: a page of 50 customers, floor, peer and Custos in one interleaved run.

Prints ratios; milliseconds are of this machine and only stand beside them.
"""

import os
import random
import statistics
import time
from collections.abc import Callable

import django

ROUNDS = int(os.environ.get("ROUNDS", "200"))
CUSTOMERS = int(os.environ.get("CUSTOMERS", "50000"))


def main() -> None:
    """Measure and print."""
    django.setup()

    from django.db import connections

    from config.settings.databases import connection, url_of
    from tests.bench import contenders
    from tests.bench.company import bench_actor

    backup = url_of("backup") or ""
    passing = connection(backup, engine="django.db.backends.postgresql", options="")
    made = connections.configure_settings({"default": {}, "backup": passing})
    connections.settings["backup"] = made["backup"]
    started = time.perf_counter()
    actor = bench_actor(CUSTOMERS)
    print(f"{CUSTOMERS} customers ready after {time.perf_counter() - started:.1f} s")
    runs = {
        "floor": contenders.floor(backup, actor),
        "peer": contenders.peer(actor),
        "custos": contenders.custos(actor),
    }
    taken = _measure(runs, contenders.some_ids(ROUNDS))
    floor = statistics.median(taken["floor"])
    print(f"{'page of 50':12}{'median ms':>12}{'p95 ms':>10}{'x floor':>10}")
    for name, times in taken.items():
        median, p95 = statistics.median(times), statistics.quantiles(times, n=20)[18]
        print(f"{name:12}{median:12.2f}{p95:10.2f}{median / floor:10.2f}")


def _measure(runs: dict[str, Callable[[int], int]], ids: list[int]) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {name: [] for name in runs}
    order = random.Random(1)
    for after in ids:
        for name in order.sample(list(runs), len(runs)):
            started = time.perf_counter()
            assert runs[name](after) == 50
            taken[name].append((time.perf_counter() - started) * 1000)
    return taken


if __name__ == "__main__":
    main()

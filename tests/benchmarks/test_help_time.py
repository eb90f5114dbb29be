"""How long a person waits for ``hsci --help``, as a share of what importing statsmodels takes."""

import subprocess
import sys
from statistics import median
from time import perf_counter

HELP = (sys.executable, "-m", "hsci_analysis", "--help")
STATSMODELS = (sys.executable, "-c", "import statsmodels.api")
ROUNDS = 3
AT_MOST = 0.3


def seconds(command: tuple[str, ...]) -> float:
    started = perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return perf_counter() - started


def help_time() -> tuple[float, float]:
    """Median seconds of both, measured in turn so that a busy machine slows them alike."""
    seconds(STATSMODELS)  # what the disk has to fetch is fetched
    rounds = [(seconds(HELP), seconds(STATSMODELS)) for _ in range(ROUNDS)]
    told, imported = zip(*rounds, strict=True)
    return median(told), median(imported)


def test_help_answers_at_once() -> None:
    told, imported = help_time()
    assert told / imported < AT_MOST, f"help {told:.2f} s, statsmodels {imported:.2f} s"


if __name__ == "__main__":
    told, imported = help_time()
    sys.stdout.write(f"{told:.3f} s / {imported:.3f} s = {told / imported:.3f}\n")

"""Write environment.yml, the conda door to the locked versions: `python -m tests.environment`."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

HEADER = """\
# The conda door to the same versions; written by `make lock` from requirements.lock.
#   conda env create --file environment.yml && conda activate hsci
name: hsci
channels:
  - conda-forge
dependencies:
  - python >=3.11
  - pip
  - pip:
      - --editable .
"""


def locked_requirements() -> list[str]:
    """Each requirement of the lock with its version and marker, without its hashes."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return [
        re.sub(r"\s*\\$", "", line)
        for line in lock.splitlines()
        if line and not line.startswith((" ", "#"))
    ]


def environment() -> str:
    """The whole text of environment.yml."""
    return HEADER + "".join(f"      - {_quoted(line)}\n" for line in locked_requirements())


def _quoted(requirement: str) -> str:
    return f'"{requirement}"' if ";" in requirement else requirement


if __name__ == "__main__":
    print(environment(), end="")  # noqa: T201

"""``python -m tests.notebooks.reference``: write the references anew, for review in the diff."""

import sys
import tempfile
from pathlib import Path

from tests.notebooks.reference import CASES, FOLDER, executed, text, without_pictures_and_times

for left_over in set(FOLDER.glob("*.ipynb")) - {case.path for case in CASES}:
    left_over.unlink()
for case in CASES:
    with tempfile.TemporaryDirectory() as folder:
        node = without_pictures_and_times(executed(case, Path(folder)))
    case.path.write_text(text(node), encoding="utf-8")
    sys.stdout.write(f"{case.path.name}: {case.why}\n")

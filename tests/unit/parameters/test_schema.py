"""The published schemas are those of the models, and can be written anew."""

import json
from pathlib import Path

from hsci_analysis.parameters.schema import schemas, write_schemas


def test_the_published_schemas_are_up_to_date() -> None:
    for path, text in schemas().items():
        assert path.read_text(encoding="utf-8") == text, (
            f"run: hsci parameters schema ({path.name})"
        )


def test_writing_them_makes_the_folder(parameters: Path) -> None:
    for path in (parameters / "schema").iterdir():
        path.unlink()
    (parameters / "schema").rmdir()
    written = write_schemas()
    assert sorted(path.name for path in written) == [
        "defaults.json",
        "disclosure.json",
        "import.json",
        "partnership.json",
        "records.json",
        "revisions.json",
        "schedule.json",
        "sign_off.json",
    ]
    for path in written:
        assert json.loads(path.read_text())["additionalProperties"] is False

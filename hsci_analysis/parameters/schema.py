"""The JSON schemas of the parameter files, so that an editor can check while one types."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel

from hsci_analysis.folders import parameters_folder
from hsci_analysis.parameters.disclosure import DisclosureSettings
from hsci_analysis.parameters.imports import FileLayout
from hsci_analysis.parameters.records import RecordsMapping
from hsci_analysis.parameters.revision_notes import RevisionNotes
from hsci_analysis.parameters.schedule import Schedule
from hsci_analysis.parameters.settings import Defaults, PartnershipParameters
from hsci_analysis.parameters.sign_off import SignOff

KINDS: dict[str, type[BaseModel]] = {
    "defaults": Defaults,
    "disclosure": DisclosureSettings,
    "import": FileLayout,
    "partnership": PartnershipParameters,
    "records": RecordsMapping,
    "revisions": RevisionNotes,
    "schedule": Schedule,
    "sign_off": SignOff,
}


def schemas() -> dict[Path, str]:
    """The text of each schema file, by where it belongs."""
    folder = parameters_folder() / "schema"
    return {
        folder / f"{name}.json": json.dumps(kind.model_json_schema(), indent=2) + "\n"
        for name, kind in KINDS.items()
    }


def write_schemas() -> list[Path]:
    """Write the schema files anew; returns where they are."""
    for path, text in schemas().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(schemas())

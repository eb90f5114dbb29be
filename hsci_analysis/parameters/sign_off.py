"""Who signed which findings of a report: ``parameters/partnerships/<slug>/sign_off.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import yaml
from filelock import FileLock
from pydantic import Field, StrictStr, WithJsonSchema

from hsci_analysis.areas import Partnership
from hsci_analysis.errors import ParametersError, RunError
from hsci_analysis.folders import parameters_folder, reports_folder
from hsci_analysis.parameters.keys import FinancialYearText, Settings, checked, read_by
from hsci_analysis.parameters.yaml_file import label, read_text

FILE = "sign_off.yaml"
LOCK = ".signing.lock"
AHEAD = timedelta(days=1)
"""How far the clock of the machine somebody signed on may be ahead of this one's."""
OFFICES = (
    *("accountant", "adviser", "analyst", "board", "chair", "clerk", "committee", "convener"),
    *("coordinator", "director", "head", "lead", "manager", "officer", "planner", "secretary"),
    *("statistician", "treasurer"),
)
ROLE_IS = "the role of who signed, such as Chief Finance Officer; no person's name"
HEAD = """\
# yaml-language-server: $schema=../../schema/sign_off.json
# Who signed which findings; `hsci review --sign` adds to it. To take a signature back, take out the
# finding's line. A seal holds for the finding as it was, for that role and that moment, and for
# nothing else.
signatures:
"""


def role_named(text: str) -> str:
    """The role; raises ParametersError for what names no office."""
    if not re.fullmatch(r"[\w &'()/-]{3,80}", text) or not any(
        re.search(rf"\b{office}\b", text, re.IGNORECASE) for office in OFFICES
    ):
        raise ParametersError(
            f"{text!r} is not a role such as Chief Finance Officer: it should be one line that "
            f"names an office ({', '.join(OFFICES)}) and no person"
        )
    return text


def _moment(text: str) -> datetime:
    """The moment of that text; raises ParametersError for none, or for one still to come."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = datetime.max
    if moment.tzinfo is None:
        raise ParametersError(f"{text!r} is not a moment such as 2026-07-20T14:30:00+00:00")
    if moment > datetime.now(UTC) + AHEAD:
        raise ParametersError(f"{text} is still to come; correct it, or the clock of this machine")
    return moment


class Signature(Settings):
    """One act of signing: for which year, by whom, when, and the seal of each finding."""

    reporting_year: Annotated[FinancialYearText, Field(description="the year of the report")]
    role: Annotated[
        StrictStr,
        read_by(role_named, ROLE_IS),
        WithJsonSchema({"type": "string"}),
        Field(description=ROLE_IS),
    ]
    signed: Annotated[
        datetime,
        read_by(_moment, "a moment such as 2026-07-20T14:30:00+00:00"),
        WithJsonSchema({"type": "string", "format": "date-time"}),
        Field(description="when, with the difference from Greenwich"),
    ]
    findings: Annotated[
        Mapping[StrictStr, StrictStr],
        Field(description="the seal of each finding that was signed, by its id", min_length=1),
    ]


class SignOff(Settings):
    """``sign_off.yaml``: every signature, oldest first."""

    signatures: Annotated[
        tuple[Signature, ...], Field(description="what was signed, each time somebody signed")
    ]


def sign_off_file(partnership: Partnership) -> Path:
    return parameters_folder() / "partnerships" / partnership.slug / FILE


def read_sign_off(partnership: Partnership) -> SignOff:
    """What was signed; nothing, where there is no file.

    Raises
    ------
    ParametersError
        With all that is broken in the file.
    """
    path = sign_off_file(partnership)
    return checked(path, SignOff) if path.exists() else SignOff(signatures=())


def add_signature(partnership: Partnership, signature: Signature) -> Path:
    """Add a signature below those that are there, whose lines and comments stay as they are.

    Raises
    ------
    ParametersError
        If the file is refused, with the signature or without; it stays as it was.
    RunError
        If it cannot be written.
    """
    path = sign_off_file(partnership)
    aside = path.with_name(f".{FILE}.new")
    try:
        reports_folder().mkdir(parents=True, exist_ok=True)
        with FileLock(reports_folder() / LOCK):
            held = read_text(path) if read_sign_off(partnership).signatures else HEAD
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                aside.write_text(f"{held.rstrip()}\n{_written(signature)}", encoding="utf-8")
                checked(aside, SignOff)
                aside.replace(path)
            finally:
                aside.unlink(missing_ok=True)
    except OSError as error:
        raise RunError(
            f"{label(path)} cannot be written ({error.strerror or error}); nothing is signed"
        ) from error
    return path


def _written(signature: Signature) -> str:
    entry = {
        "reporting_year": str(signature.reporting_year),
        "role": signature.role,
        "signed": signature.signed.isoformat(),
        "findings": dict(signature.findings),
    }
    text = yaml.safe_dump([entry], sort_keys=False, allow_unicode=True, width=1_000)
    return "".join(f"  {line}\n" for line in text.splitlines())

"""A signature holds for a finding as it was, that role and that moment, and for nothing else."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from hsci_analysis.areas import find_partnership
from hsci_analysis.cli.review import SOMETHING_OPEN, review
from hsci_analysis.commentary.local import commentary_folder
from hsci_analysis.commentary.slots import slots_of
from hsci_analysis.errors import FindingError, ParametersError, RunError, UnknownNameError
from hsci_analysis.findings.finding import Finding
from hsci_analysis.narrative.open_items import Needs
from hsci_analysis.parameters.sign_off import read_sign_off, sign_off_file
from hsci_analysis.periods import FinancialYear
from hsci_analysis.review.sign_off import ReviewState, sign, state
from hsci_analysis.runs.manifest import FINDINGS
from tests.made_reports import level
from tests.unit.review.conftest import Report, moved

BORDERS = find_partnership("Scottish Borders")
ROLE = "Chief Finance Officer"


def write_all_parts(text: str = "Written by the partnership.") -> None:
    folder = commentary_folder(BORDERS, FinancialYear(2024))
    folder.mkdir(parents=True, exist_ok=True)
    for slot in slots_of(BORDERS):
        head = f'about: {slot.key}\nauthor: Chief Officer\nwritten: "2025-06-30"'
        (folder / f"{slot.key}.md").write_text(f"---\n{head}\n---\n{text}\n", encoding="utf-8")


def needs(found: ReviewState) -> set[Needs]:
    return {each.needs for each in found.open_items}


def test_everything_is_open_until_it_is_written_and_signed(report: Report) -> None:
    folder = report()
    assert needs(state(folder)) == {Needs.WORDS, Needs.SIGNATURE}
    write_all_parts()
    assert needs(state(folder)) == {Needs.SIGNATURE}
    assert len(sign(folder, ROLE)) == 2
    assert state(folder) == ReviewState(sign_all(folder), (), ())


def sign_all(folder: Path) -> tuple[str, ...]:
    return tuple(each["id"] for each in json.loads((folder / FINDINGS).read_text())["findings"])


def test_a_change_unsigns_exactly_what_changed_and_says_who_had_signed_it(report, findings):
    sign(report(), ROLE)
    found = state(report(findings[0], moved(findings[1])))

    assert (found.signed, found.unsigned) == ((findings[0].id,), (findings[1].id,))
    (item,) = [each for each in found.open_items if each.needs is Needs.SIGNATURE_AGAIN]
    assert re.fullmatch(rf"{findings[1].id}, signed by {ROLE} on [\d-]+", item.what)
    assert f'--finding "{findings[1].id}"' in item.to_do
    assert state(report()).unsigned == ()  # as it was when it was signed


def test_a_newer_release_that_moves_nothing_unsigns_nothing(report, findings):
    sign(report(), ROLE)
    evidence = findings[0].evidence
    sources = tuple(replace(each, release="the next", sha256="0" * 64) for each in evidence.sources)
    newer = replace(evidence, sources=sources, series_until=evidence.series_until + 1)
    assert state(report(replace(findings[0], evidence=newer), findings[1])).unsigned == ()

    other = replace(evidence, method="another")
    assert len(state(report(replace(findings[0], evidence=other), findings[1])).unsigned) == 1


def test_a_newer_release_of_something_else_unsigns_no_empty_cell(report):
    def empty(reason: str) -> Finding:
        return level(None, "scottish-borders", reason=reason)

    why = "not yet available: not sure to have been published by {}"
    sign(report(empty(why.format("13 January 2026"))), ROLE)
    assert state(report(empty(why.format("8 July 2026")))).unsigned == ()
    assert len(state(report(empty("no survey"))).unsigned) == 1


def test_single_findings_and_all_of_a_measure_can_be_signed(report, findings):
    folder = report()
    assert sign(folder, ROLE, [findings[0].id]) == (findings[0].id,)
    assert sign(folder, "Chief Officer", ["delayed_discharge_bed_days"]) == sign_all(folder)
    assert sign(folder, ROLE) == (findings[1].id,)  # the other it has signed already
    assert sign(folder, ROLE) == ()
    with pytest.raises(UnknownNameError, match="did you mean 'delayed_discharge_bed_days"):
        sign(folder, ROLE, ["delayed_discharge_bed_day"])
    assert len(read_sign_off(BORDERS).signatures) == 3


@pytest.mark.parametrize(
    "edit",
    [
        lambda text, old, new: text.replace(old, new),  # the seal of another finding
        lambda text, old, new: text.replace(ROLE, "Chief Officer"),
        lambda text, old, new: re.sub("signed: '....", "signed: '2025", text),
        lambda text, old, new: text.replace("2024/25", "2023/24"),
    ],
)
def test_a_line_edited_by_hand_signs_nothing(report, findings, edit):
    sign(report(), ROLE)
    path, signature = sign_off_file(BORDERS), read_sign_off(BORDERS).signatures[0]
    old, new = signature.findings[findings[0].id], signature.findings[findings[1].id]
    path.write_text(edit(path.read_text(), old, new))
    assert findings[0].id in state(report()).unsigned


def test_a_seal_copied_from_a_finding_as_it_was_does_not_cover_it_as_it_is(report, findings):
    sign(report(), ROLE)
    folder = report(findings[0], moved(findings[1]))
    sign(folder, ROLE)
    first, second = read_sign_off(BORDERS).signatures
    path = sign_off_file(BORDERS)
    seal = second.findings[findings[1].id]
    path.write_text(path.read_text().replace(seal, first.findings[findings[1].id]))
    assert state(folder).unsigned == (findings[1].id,)


def test_the_file_can_be_edited_by_hand(report, findings):
    sign(report(), ROLE)
    path = sign_off_file(BORDERS)
    lines = path.read_text().splitlines()
    kept = [line for line in lines if findings[0].id not in line]
    path.write_text("\n".join([*kept, "# seen by the board"]) + "\n")
    assert state(report()).unsigned == (findings[0].id,)
    sign(report(), "Chief Officer")
    assert "# seen by the board" in path.read_text()


def test_a_finding_that_is_gone_is_told(report, findings):
    write_all_parts()
    sign(report(), ROLE)
    (item,) = state(report(findings[1])).open_items
    assert item.needs is Needs.REMOVED
    assert item.what.startswith(findings[0].id)


@pytest.mark.parametrize("role", ["Jane Smith", "x", "Officer\n- forged: true", "<b>officer</b>"])
def test_a_signature_names_an_office(report: Report, role: str) -> None:
    with pytest.raises(ParametersError, match="is not a role such as Chief Finance Officer"):
        sign(report(), role)
    assert not sign_off_file(BORDERS).exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: f"{text}seal: 1\n", "seal: no key called 'seal'"),
        (lambda text: text.replace(ROLE, "Jane Smith"), "role: 'Jane Smith' is not a role"),
        (lambda text: re.sub(r"signed: .*", "signed: 'yesterday'", text), "is not a moment such"),
        (lambda text: re.sub(r"\+00:00", "", text), "is not a moment such"),
        (
            lambda text: re.sub(
                r"signed: .*", f"signed: '{datetime.now(UTC) + timedelta(days=2)}'", text
            ),
            "is still to come",
        ),
    ],
)
def test_a_file_that_is_no_record_is_refused_and_stays_as_it_was(report, change, said):
    sign(report(), ROLE)
    path = sign_off_file(BORDERS)
    broken = change(path.read_text())
    path.write_text(broken)
    for tried in (state, lambda folder: sign(folder, "Chief Officer")):
        with pytest.raises(ParametersError, match=said):
            tried(report())
    assert path.read_text() == broken
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_the_report_of_another_partnership_or_altered_by_hand_is_not_signed(report):
    with pytest.raises(ParametersError, match="is that of fife"):
        sign(report(partnership="fife"), ROLE)
    folder = report()
    (folder / FINDINGS).write_text((folder / FINDINGS).read_text().replace("beds", "bads"))
    with pytest.raises(RunError, match="not as its manifest says"):
        sign(folder, ROLE)
    with pytest.raises((RunError, FindingError)):
        state(folder.with_name("fife"))


def test_numbers_of_the_partnership_s_own_are_shown_and_keep_nothing_open(report):
    write_all_parts("We opened 12,345 homes.")
    folder = report()
    sign(folder, ROLE)
    found = state(folder)
    assert {(each.needs, each.what) for each in found.open_items} == {(Needs.LOOK, "12,345")}
    assert not found.is_open


def test_the_command_lists_signs_and_answers_in_its_exit_code(report):
    report()
    write_all_parts()
    run, ask = CliRunner().invoke, ["--partnership", "Scottish Borders", "--year", "2024/25"]
    listed = run(review, ask)
    assert listed.exit_code == SOMETHING_OPEN
    assert "not signed: 2 of 2 findings\n" in listed.output
    assert run(review, [*ask, "--sign"]).exit_code == 2
    assert run(review, [*ask, "--sign", "--role", ROLE]).output == (
        f"2 findings signed by {ROLE}\n"
    )
    told = run(review, [*ask, "--json"])
    assert told.exit_code == 0
    assert json.loads(told.output)["unsigned"] == []

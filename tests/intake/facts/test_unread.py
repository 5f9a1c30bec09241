"""Every table of the offices is read, or a sentence says that no report needs it; none is left without an answer."""

import re

import pytest

from isp_utils.intake.facts.table_rules import rules_of
from isp_utils.intake.facts.unread import UnmappedError, UnneededError, flat_only, unread
from isp_utils.intake.reading import Origin, Reading
from isp_utils.model.sources import Source
from tests.intake.shared import files


def source(*tables, owner="amtlich", unneeded=None):
    rules = tuple({"table": table, "facts": []} for table in tables)
    return Source("amt", "Amt", "Amt", "frei", owner, tables=rules, unneeded=unneeded or {})


@pytest.mark.parametrize(
    ("table", "known", "kind", "said"),
    [
        (
            "12345-01",
            source("12411", "12411-01"),
            UnneededError,
            "kein Bericht braucht diese Tabelle (»12345-01«).",
        ),
        ("12411-07", source("12411", "12411-01"), UnneededError, "kein Bericht braucht"),
        ("12411-07", source("12411", unneeded={"12411-07": "Darum."}), UnneededError, "(»12411-07«). Darum. Die Datei"),
        ("12411-07", source("12411"), UnmappedError, "--tabelle 12411-07 --dienst"),
        ("12612", source("12612-01"), UnmappedError, "--tabelle 12612-01."),
        ("12345-01", source("INKAR"), UnmappedError, "noch keine Zuordnung"),
        ("", source("12411"), UnmappedError, "noch keine Zuordnung"),
        ("12345-01", source("12411", owner="eigene"), UnmappedError, "vorlage amt"),
    ],
)
def test_what_is_said_about_a_table_without_mapping(table, known, kind, said):
    fault = unread(Reading("a.csv", "genesis_datencsv", origin=Origin(table)), known)
    assert type(fault) is kind
    assert said in str(fault)


def test_a_table_known_by_its_flat_file_alone(catalogue):
    assert flat_only("73111-01-01-4", source("73111"))
    assert not flat_only("73111-01-01-4", source("73111", "73111-01-01-4"))
    for rule in rules_of(catalogue.sources["regionalstatistik"]):
        assert not flat_only(rule.number or rule.table, catalogue.sources["regionalstatistik"])


def test_what_nobody_needs_has_no_mapping(catalogue):
    for office in catalogue.sources.values():
        assert not set(office.unneeded) & {rule.table for rule in rules_of(office)}


@pytest.mark.parametrize("path", files("regionalstatistik/*.csv"))
def test_every_table_is_read_or_not_needed(path, catalogue):
    office = catalogue.sources["regionalstatistik"]
    numbers = {rule.table for rule in rules_of(office)} | set(office.unneeded)
    assert any(re.fullmatch(rf"{re.escape(number)}(_.+)?", path.stem) for number in numbers)

"""What the planning fields say together, from the findings that their notebooks recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from isp_utils.charts import Mark
from isp_utils.model.catalogue import FIELDS, STATIONS
from isp_utils.model.periods import year_of
from isp_utils.model.wording import enumeration

SIGNS = ("worse", "better", "other")
WORDS = {"better": "günstiger als im Land", "worse": "ungünstiger als im Land"}


@dataclass(frozen=True)
class Finding:
    """One statement of a field notebook about one Kennzahl."""

    indicator: str
    short: str
    field: str
    station: str
    sentence: str
    comparison: str  # higher | similar | lower | "" against the Land
    verdict: str  # better | worse than the Land, "" where none may be given
    turn: str  # better | worse development than the Land's, else ""
    demo: bool
    period: str
    fields: tuple[str, ...] = ()  # planning fields that it concerns


def newest_findings(findings: Sequence[Finding], about: Mapping[str, str]) -> list[Finding]:
    """Without those that say what a newer one, which may be compared, says in another way; about: by Kennzahl."""
    years: dict[str, int] = {}
    for found in findings:
        if (same := about[found.indicator]) and found.comparison and not found.demo:
            years[same] = max(year_of(found.period), years.get(same, 0))
    return [found for found in findings if year_of(found.period) >= years.get(about[found.indicator], 0)]


def matrix_cells(findings: Iterable[Finding], pages: Mapping[str, str]) -> dict[tuple[str, str], Mark]:
    """One mark per station and field (printed names): how its Kennzahlen stand against the Land."""

    def place(finding: Finding) -> tuple[str, str]:
        return finding.station, finding.field

    cells = {}
    for (station, field), group in groupby(sorted(findings, key=place), key=place):
        cells[STATIONS[station], FIELDS[field]] = _mark(list(group), pages.get(field, ""))
    return cells


def _mark(group: list[Finding], href: str) -> Mark:
    real = [finding for finding in group if not finding.demo]
    if not real:
        return Mark("nur Demodaten", "missing", "", href)
    count = f"von {len(real)}\u00a0{'Kennzahl' if len(real) == 1 else 'Kennzahlen'}"
    named = {tone: ", ".join(item.short for item in real if _stands(item) == tone) for tone in SIGNS}
    parts = tuple((tone, names) for tone, names in named.items() if names)
    if not parts:
        compared = any(finding.comparison == "similar" for finding in real)
        word = "nichts fällt auf" if compared else "kein Urteil möglich"
        return Mark(word, "similar" if compared else "plain", count, href)
    return Mark("", _tone({tone for tone, _ in parts}), count, href, parts)


def _stands(finding: Finding) -> str:
    """Under which sign a Kennzahl stands; "" where it does not stand out."""
    return finding.verdict or ("other" if finding.comparison in ("higher", "lower") else "")


def _tone(tones: set[str]) -> str:
    if {"worse", "better"} <= tones:
        return "mixed"
    return next((tone for tone in ("worse", "better") if tone in tones), "plain")


def agreements(findings: Iterable[Finding]) -> list[str]:
    """Stations at which different Kennzahlen point the same way and concern at least two planning fields."""
    lines = []
    for station, group in _by_station(findings):
        for judgement, words in WORDS.items():
            same = _distinct([finding for finding in group if finding.verdict == judgement])
            concerned = {field for finding in same for field in finding.fields}
            if len(concerned) > 1 and len(same) > 1:
                where = enumeration([FIELDS[field] for field in FIELDS if field in concerned])
                names = enumeration([finding.short for finding in same])
                lines.append(f"{STATIONS[station]}: {names} sind {words}. Das betrifft {where}.")
    return lines


def contradictions(findings: Iterable[Finding]) -> list[str]:
    """Stations at which Kennzahlen disagree, and Kennzahlen whose level and trend disagree."""
    lines = []
    for station, group in _by_station(findings):
        names = {
            judgement: list(dict.fromkeys(f.short for f in group if f.verdict == judgement)) for judgement in WORDS
        }
        if names["better"] and names["worse"]:
            lines.append(
                f"{STATIONS[station]}: {enumeration(names['better'])} günstiger als im Land, "
                f"{enumeration(names['worse'])} ungünstiger."
            )
        lines += [_level_against_trend(finding) for finding in _distinct(group) if finding.verdict and finding.turn]
    return [line for line in lines if line]


def _level_against_trend(finding: Finding) -> str:
    if finding.verdict == finding.turn:
        return ""
    turn = f"entwickelt sich aber {'günstiger' if finding.turn == 'better' else 'ungünstiger'} als dort"
    return f"{finding.short}: {WORDS[finding.verdict]}, {turn}."


def _by_station(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    real = [finding for finding in findings if not finding.demo]
    groups = {station: [finding for finding in real if finding.station == station] for station in STATIONS}
    return [(station, group) for station, group in groups.items() if group]


def _distinct(group: list[Finding]) -> list[Finding]:
    return list({finding.indicator: finding for finding in group}.values())

"""Excel templates for departments: headed, with drop-downs, plausibility and an explanation; written with openpyxl."""

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from isp_utils.intake.department.department import harmless
from isp_utils.intake.template.words import (
    FLAG_WORDS,
    HEAD,
    HELP,
    LISTS,
    MARK,
    SEX_WORDS,
    SHEET,
    flag_word,
    sex_word,
    total_word,
)
from isp_utils.model.catalogue import Catalogue, Source
from isp_utils.model.errors import InputError
from isp_utils.model.schema import DELIVERY_COLUMNS
from isp_utils.model.terms import Term

SPARE_ROWS = 400  # rows with drop-downs below the prepared ones
WIDTHS = (58, 38, 14, 14, 12, 24, 12, 26, 34)
_HEAD_FILL = PatternFill("solid", fgColor="12436D")
_INPUT_FILL = PatternFill("solid", fgColor="EAF3F8")
_WRONG_FILL = PatternFill("solid", fgColor="F46A25")


WHOLE = ("total", "total", "total")
Split = tuple[str, str, str]  # sex, age, group


@dataclass(frozen=True)
class Template:
    """What a template asks for: source, facts with German names, areas with names, and the levels of the areas.

    splits: what a Kennzahl needs of a fact beside its total.
    """

    source: Source
    facts: dict[str, str]
    areas: dict[str, str]
    levels: dict[str, str] = field(default_factory=dict)
    splits: dict[str, tuple[Split, ...]] = field(default_factory=dict)


def template_of(source: Source, catalogue: Catalogue, kreis: str) -> Template:
    """The template of a department's source for a Kreis and its parts; raises InputError for official sources."""
    if source.owner != "eigene" or not source.demo:
        own = ", ".join(sorted(s.id for s in catalogue.sources.values() if s.owner == "eigene" and s.demo))
        raise InputError(f"Zu »{source.id}« gibt es keine Vorlage. Vorlagen gibt es für: {own}.")
    facts = {item.fact: catalogue.fact_names.get(item.fact, item.fact) for item in source.demo}
    register = catalogue.register
    keys = [kreis, *(area.key for area in register.below(kreis, "samtgemeinde"))]
    keys += [area.key for area in register.below(kreis, "gemeinde")]
    levels = {key: register[key].level for key in keys}
    return Template(source, facts, {key: register[key].name for key in keys}, levels, _splits(facts, catalogue))


def _splits(facts: dict[str, str], catalogue: Catalogue) -> dict[str, tuple[Split, ...]]:
    """Sex, age and group by which a Kennzahl reads a fact, the whole first."""
    found: dict[str, list[Split]] = {fact: [WHOLE] for fact in facts}
    for item in catalogue.indicators.values():
        for term in map(Term.parse, (*item.numerator, *item.denominator, *item.minus, *item.base)):
            split = (item.sex or "total", term.age, term.group)
            if term.fact in found and split not in found[term.fact]:
                found[term.fact].append(split)
    return {fact: tuple(splits) for fact, splits in found.items()}


def asked_rows(template: Template, year: int, municipalities: bool = False) -> pd.DataFrame:
    """Rows to be filled (DELIVERY_COLUMNS, empty value): every fact for its levels in one year.

    Where a county has no Samtgemeinden its municipalities stand in for them; they are also asked for on demand.
    """
    between = "samtgemeinde" in template.levels.values()
    rows = []
    for item in template.source.demo:
        wanted = set(item.levels)
        if "samtgemeinde" in wanted and (municipalities or not between):
            wanted.add("gemeinde")
        for split in template.splits.get(item.fact, (WHOLE,)):
            rows += [
                (item.fact, key, str(year), *split, "", "") for key in template.areas if template.levels[key] in wanted
            ]
    return pd.DataFrame(rows, columns=list(DELIVERY_COLUMNS))


def write_template(template: Template, rows: pd.DataFrame, path: Path) -> None:
    """Write the workbook with the given rows (DELIVERY_COLUMNS as text, decimal comma) prepared or filled in."""
    book = Workbook()
    sheet, lists, notes = book.active, book.create_sheet(LISTS), book.create_sheet(HELP)
    if not isinstance(sheet, Worksheet):
        raise InputError("Die Vorlage kann nicht angelegt werden.")
    sheet.title = SHEET
    _lists(lists, template)
    _data(sheet, template, rows)
    _choices(sheet, template, len(rows) + SPARE_ROWS)
    _explanation(notes, template)
    lists.sheet_state = "hidden"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def fact_label(template: Template, fact: str) -> str:
    """Name of a fact as it stands in the template; the id in brackets makes it unique."""
    return f"{template.facts.get(fact, fact)} [{fact}]"


def area_label(template: Template, key: str) -> str:
    """Key and name of an area."""
    return f"{key} {template.areas.get(key, '')}".strip()


def _lists(sheet: Worksheet, template: Template) -> None:
    columns = (
        [fact_label(template, fact) for fact in template.facts],
        [area_label(template, key) for key in template.areas],
        list(SEX_WORDS),
        [word for word in FLAG_WORDS if word],
    )
    for number, texts in enumerate(columns, 1):
        for row, text in enumerate(texts, 1):
            sheet.cell(row, number, text)


def _data(sheet: Worksheet, template: Template, rows: pd.DataFrame) -> None:
    for number, (name, width) in enumerate(zip(HEAD, WIDTHS, strict=True), 1):
        cell = sheet.cell(1, number, name)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEAD_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    for row, record in enumerate(rows[list(DELIVERY_COLUMNS)].itertuples(index=False), 2):
        fact, region, period, sex, age, group, value, flag = (str(text) for text in record)
        texts = (
            fact_label(template, fact),
            area_label(template, region),
            period,
            sex_word(sex),
            total_word(age),
            total_word(group),
        )
        for number, text in enumerate(texts, 1):
            cell = sheet.cell(row, number, harmless(text))
            cell.number_format = "@"  # text: 0-2 must not become a date
        sheet.cell(row, 7, _number(value)).fill = _INPUT_FILL
        sheet.cell(row, 8, flag_word(flag)).fill = _INPUT_FILL
    for row in range(2, len(rows) + SPARE_ROWS + 2):
        check = (
            f'=IF(A{row}="","",IF(AND(G{row}="",H{row}=""),"Wert oder Kennzeichen '
            f'fehlt",IF(AND(G{row}<>"",G{row}<0),"negativ","")))'
        )
        sheet.cell(row, 9, check)


def _number(value: str) -> float | str | None:
    """Numbers as numbers where Excel keeps all their digits, as text otherwise."""
    if not value:
        return None
    number = float(value.replace(",", "."))
    return number if len(value.lstrip("-").replace(",", "")) <= 15 else value


def _choices(sheet: Worksheet, template: Template, last: int) -> None:
    lengths = (len(template.facts), len(template.areas), len(SEX_WORDS), len(FLAG_WORDS) - 1)
    for column, place, length in (
        ("A", "A", lengths[0]),
        ("B", "B", lengths[1]),
        ("D", "C", lengths[2]),
        ("H", "D", lengths[3]),
    ):
        rule = DataValidation(type="list", formula1=f"={LISTS}!${place}$1:${place}${max(length, 1)}", allow_blank=True)
        rule.error, rule.errorTitle = "Bitte einen Eintrag der Liste wählen.", "Nicht in der Liste"
        rule.showErrorMessage = True
        sheet.add_data_validation(rule)
        rule.add(f"{column}2:{column}{last + 1}")
    value = DataValidation(
        type="decimal", operator="between", formula1="-1000000000", formula2="1000000000", allow_blank=True
    )
    value.error, value.errorTitle, value.showErrorMessage = "Bitte nur eine Zahl eintragen.", "Keine Zahl", True
    sheet.add_data_validation(value)
    value.add(f"G2:G{last + 1}")
    missing = FormulaRule(formula=['AND($A2<>"",$G2="",$H2="")'], fill=_WRONG_FILL)
    sheet.conditional_formatting.add(f"G2:H{last + 1}", missing)


def _explanation(sheet: Worksheet, template: Template) -> None:
    source = template.source
    lines = (
        (MARK, source.id),
        ("Quelle", source.title),
        ("Was ein Zeitraum bedeutet", source.period_meaning or "Kalenderjahr"),
        (
            "Ausfüllen",
            "Eine Zeile je Zahl. Wert eintragen, oder ein Kennzeichen, das sagt, warum er fehlt. Null "
            "ist eine Zahl: 0.",
        ),
        ("Zeitraum", "2024, 2024/25 (Schuljahr), 2024-12-31 (Stichtag), 2024-Q3, 2024-09."),
        ("Alter", "insgesamt, 7, 0-2, 65+ (vollendete Jahre)."),
        ("Gruppe", "insgesamt, oder merkmal:auspraegung in Kleinbuchstaben, z. B. hilfeart:heim."),
        (
            "Kleine Zahlen",
            f"Bitte die wahren Zahlen eintragen. Werte unter {source.minimum_count} werden nie veröffentlicht.",
        ),
        (
            "Datenschutz",
            "Keine Namen, Geburtsdaten oder Aktenzeichen: nur Summen (§ 64 Abs. 3 SGB VIII, §§ 67 ff. SGB X).",
        ),
        (
            "Prüfen",
            f"python run_all.py pruefen <Datei>; danach in den Ordner data/raw/{source.id} legen und "
            "python run_all.py.",
        ),
    )
    for row, (word, text) in enumerate(lines, 1):
        sheet.cell(row, 1, word).font = Font(bold=True)
        sheet.cell(row, 2, text).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 100

"""The form of a Sozialraumkonferenz in Markdown, Word and Excel, empty or filled; read back without loss."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from isp_utils.intake.conference.form import (
    AGAINST,
    CONTRIBUTIONS,
    DAY,
    DEMO,
    FIELD,
    GROUP,
    INSTRUCTION,
    KEYS,
    OBSTACLE,
    PARTICIPANTS,
    PLACE,
    ROUND,
    STATION,
    TEXT,
    THEME,
    TITLE,
    TRANSITION,
    VOTES,
)
from isp_utils.intake.conference.workbook import COLUMNS, HELP, MAIN
from isp_utils.intake.template.form_cells import drop_down, head_cell, text_cell
from isp_utils.model.conferences import OTHERS, Conference, Contribution, Counts, MinuteWords
from isp_utils.model.errors import InputError
from isp_utils.model.wording import german_date

LAST_ROW = 200  # with drop-downs
SPARE = 30  # rows or sections of an empty form
Line = tuple[str, str]  # mark of Markdown ("#", ">", "-", "") and text


def form_lines(words: MinuteWords, filled: Conference | None = None) -> Iterator[Line]:
    """The lines of a form; without a conference every field is empty, with a few sections for Wortmeldungen."""
    yield "#", TITLE
    yield from ((">", text) for text in INSTRUCTION)
    yield from ((">", text) for text in _choices(words))
    for key, value in _head(filled):
        yield "", f"{key}: {value}".rstrip()
    yield "##", PARTICIPANTS
    numbers = dict(filled.participants) if filled else {}
    for group in words.groups:
        yield "-", f"{group}: {numbers.get(group, '')}".rstrip()
    yield "##", CONTRIBUTIONS
    for number, values in _contributions(words, filled, 3):
        yield "###", number
        for key, value in values.items():
            yield "", f"{key}: {value}".rstrip()


def write_markdown(path: Path, words: MinuteWords, filled: Conference | None = None) -> None:
    """Write the form as Markdown."""
    texts = []
    for mark, text in form_lines(words, filled):
        texts.append(f"\n{mark} {text}\n" if mark.startswith("#") else f"{mark} {text}".strip())
    path.write_text("\n".join(texts).strip() + "\n", encoding="utf-8", newline="\n")


def write_word(path: Path, words: MinuteWords, filled: Conference | None = None) -> None:
    """Write the form as a Word file with headings and lists."""
    from docx import Document  # heavy, and only for this format

    styles = {"#": "Heading 1", "##": "Heading 2", "###": "Heading 3", ">": "Quote", "-": "List Bullet", "": "Normal"}
    document = Document()
    document.core_properties.author = ""
    for mark, text in form_lines(words, filled):
        document.add_paragraph(text, style=styles[mark])
    document.save(str(path))


def write_excel(path: Path, words: MinuteWords, filled: Conference | None = None) -> None:
    """Write the form as a workbook: instruction, head with participants, one row a Wortmeldung."""
    book = Workbook()
    main, table, notes = book.active, book.create_sheet(CONTRIBUTIONS), book.create_sheet(HELP)
    if not isinstance(main, Worksheet):
        raise InputError("Das Formular kann nicht angelegt werden.")
    main.title = MAIN
    numbers = dict(filled.participants) if filled else {}
    rows = [(TITLE, ""), *_head(filled), (PARTICIPANTS, "")]
    rows += [(group, str(numbers.get(group, ""))) for group in words.groups]
    for row, texts in enumerate(rows, 1):
        for column, text in enumerate(texts, 1):
            text_cell(main, row, column, text)
    for column, text in enumerate(COLUMNS, 1):
        head_cell(table, column, text)
    for row, (number, values) in enumerate(_contributions(words, filled, SPARE), 2):
        for column, text in enumerate((number, *values.values()), 1):
            text_cell(table, row, column, text)
    for row, text in enumerate((*INSTRUCTION, *_choices(words)), 1):
        text_cell(notes, row, 1, text)
    _shape(book, words)
    book.save(path)


def _shape(book: Workbook, words: MinuteWords) -> None:
    """Widths, and drop-downs where a list is short enough for one."""
    for sheet, widths in ((MAIN, (26, 26)), (CONTRIBUTIONS, (6, 60, *[20] * 8)), (HELP, (110,))):
        for number, width in enumerate(widths):
            book[sheet].column_dimensions["ABCDEFGHIJ"[number]].width = width
    book[CONTRIBUTIONS].freeze_panes = "A2"
    lists = {
        GROUP: words.groups,
        TRANSITION: words.transitions,
        OBSTACLE: words.obstacles.values(),
        FIELD: words.fields.values(),
        THEME: [theme.title for theme in words.themes],
    }
    for key, choices in lists.items():
        drop_down(book[CONTRIBUTIONS], COLUMNS.index(key) + 1, choices, LAST_ROW)


def _choices(words: MinuteWords) -> Iterator[str]:
    """What may stand in a field, a line each."""
    yield f"{GROUP}: {', '.join(words.groups)}."
    yield f"{STATION}: {', '.join(words.stations.values())}."
    yield f"{OBSTACLE}: {', '.join(words.obstacles.values())}."
    yield f"{FIELD}: {', '.join(words.fields.values())}."
    yield f"{THEME}: {', '.join(theme.title for theme in words.themes)}."


def _head(filled: Conference | None) -> list[tuple[str, str]]:
    if filled is None:
        return [(PLACE, ""), (DAY, ""), (ROUND, ""), (DEMO, "nein")]
    values = (filled.place, german_date(filled.day), str(filled.round), "ja" if filled.demo else "nein")
    return list(zip((PLACE, DAY, ROUND, DEMO), values, strict=True))


def _contributions(
    words: MinuteWords, filled: Conference | None, spare: int
) -> Iterator[tuple[str, Mapping[str, str]]]:
    if filled is None:
        yield from ((str(number), dict.fromkeys(KEYS, "")) for number in range(1, spare + 1))
    else:
        yield from ((str(item.number), _values(item, words)) for item in filled.contributions)


def _values(item: Contribution, words: MinuteWords) -> dict[str, str]:
    themes = {theme.id: theme.title for theme in words.themes}
    return {
        TEXT: item.text,
        GROUP: item.group,
        STATION: words.stations.get(item.station, ""),
        TRANSITION: item.transition,
        OBSTACLE: words.obstacles.get(item.obstacle, ""),
        FIELD: words.fields.get(item.field, ""),
        VOTES: _counts(item.votes),
        AGAINST: "" if item.against is None else _counts(item.against) or "0",
        THEME: themes.get(item.theme, ""),
    }


def _counts(counts: Counts) -> str:
    return ", ".join(f"{'' if group == OTHERS else group} {number}".strip() for group, number in counts)

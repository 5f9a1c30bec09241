"""The one way in: any file to a reading. `isp pruefen` and the build use the same; nothing is stored here.

What a file is decides its content, never its name. Every fault becomes a message; nothing but InputError can be raised.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

from isp_utils.intake.delivery.delivery import is_delivery, read_delivery_text
from isp_utils.intake.department.department import read_department, refuse_untabular
from isp_utils.intake.files.archive import checked_archive, is_workbook, member, only_table
from isp_utils.intake.files.content import LARGEST, Content, container
from isp_utils.intake.files.encoding import Text, decode
from isp_utils.intake.files.endings import ENDINGS, as_misnamed, misnamed
from isp_utils.intake.files.grid import Grid, cut_off, split
from isp_utils.intake.files.web_page import html_table
from isp_utils.intake.genesis import cube
from isp_utils.intake.genesis import table as genesis_table
from isp_utils.intake.genesis.cube import read_cube
from isp_utils.intake.genesis.flat_file import HEAD_2024, HEAD_2025, read_flat_file, refuse_saved_again
from isp_utils.intake.genesis.service_answer import refuse
from isp_utils.intake.genesis.table import read_genesis_table
from isp_utils.intake.inkar.database import read_database
from isp_utils.intake.inkar.export import is_export, read_export, read_wide_parquet
from isp_utils.intake.inkar.stream import is_database
from isp_utils.intake.messages import IntakeError, Level, error, grouped, info, reject, warn, with_noun
from isp_utils.intake.office_workbook import read_workbook
from isp_utils.intake.personal.search import (
    distinct_texts,
    refuse_in_columns,
    refuse_in_note,
    refuse_in_rows,
    refuse_in_sidecar,
    refuse_in_text,
)
from isp_utils.intake.reading import Origin, Reading
from isp_utils.intake.survey.questionnaire import Questionnaire, read_questionnaire
from isp_utils.intake.survey.spss import read_spss
from isp_utils.intake.survey.survey import is_survey, read_survey
from isp_utils.intake.template.copied import refuse_copied_template
from isp_utils.intake.values.keys import Keys
from isp_utils.model.errors import InputError


def read_file(path: Path, keys: Keys, hint: str = "") -> Reading:
    """Reading of a file; `hint` names the publisher's signs where the source is known.

    Never raises for what is in the file: an unreadable one has a message of level error or reject.
    """
    if not path.is_file():
        return Reading(path.name, "", messages=(error("Die Datei gibt es nicht. Bitte den Pfad prüfen."),))
    return read_content(Content(path.name, path), keys, hint)


def read_content(content: Content, keys: Keys, hint: str = "") -> Reading:
    """As read_file, for a file on disk or a member of an archive."""
    try:
        return _without_refused(_read(content, keys, hint))
    except IntakeError as fault:
        return Reading(content.name, "", messages=(fault.message,))
    except InputError as fault:
        return Reading(content.name, "", messages=(error(str(fault)),))
    except OSError as problem:
        text = f"Die Datei ist nicht lesbar ({problem.strerror}). Bitte erneut kopieren."
        return Reading(content.name, "", messages=(error(text),))


def _without_refused(reading: Reading) -> Reading:
    """Of a refused file nothing stays but the messages; of a rejected one only those that say so."""
    reading = replace(reading, messages=grouped(reading.messages))
    if reading.action not in ("ERROR", "REJECT"):
        return reading
    rejected = tuple(message for message in reading.messages if message.level == Level.REJECT)
    return Reading(
        reading.file, reading.kind, messages=rejected or reading.messages, rows=0 if rejected else reading.rows
    )


def _read(content: Content, keys: Keys, hint: str) -> Reading:
    kind = container(content)
    if kind == "zip":
        return _archive(content, keys, hint)
    if kind == "json":
        raise refuse(decode(content.data()).text)
    readers: dict[str, Callable[[], Reading]] = {
        "ole": lambda: read_workbook(content, "ole", keys, hint),
        "spss": lambda: read_spss(content),
        "parquet": lambda: _parquet(content, keys),
        "html": lambda: _page(content, keys, hint),
        "xml": lambda: _form(content),
        "text": lambda: _text(content, keys, hint),
    }
    try:
        return readers[kind]().saying(misnamed(content, kind))
    except IntakeError as fault:
        raise as_misnamed(fault, content, kind) from fault


def _archive(content: Content, keys: Keys, hint: str) -> Reading:
    with checked_archive(content) as archive:
        if is_workbook(archive):
            return read_workbook(content, "xlsx", keys, hint).saying(misnamed(content, "xlsx"))
        if "mimetype" in archive.namelist() and b"opendocument.spreadsheet" in member(archive, "mimetype"):
            return read_workbook(content, "ods", keys, hint).saying(misnamed(content, "ods"))
        inner = _only_member(content, archive)
    if container(inner) == "zip" and inner.ending == "zip":
        raise reject("Abgelehnt: ein ZIP-Archiv im ZIP-Archiv. Bitte die Tabelle selbst liefern.")
    reading = _read(inner, keys, hint)
    renamed = Reading(
        content.name,
        reading.kind,
        reading.observations,
        reading.messages,
        reading.origin,
        reading.dimensions,
        reading.rows,
    )
    return renamed.saying([info(f"Aus dem ZIP-Archiv gelesen: {inner.name}."), *misnamed(content, "zip")])


def _only_member(content: Content, archive: ZipFile) -> Content:
    """The one table of an archive: in memory, or as a stream where it is too large for that."""
    name = only_table(archive)
    if archive.getinfo(name).file_size > LARGEST and content.path is not None:
        return Content(Path(name).name, content.path, member=name)
    return Content(Path(name).name, body=member(archive, name))


def table_in(path: Path) -> Content:
    """The table that a file is, or the only one in a ZIP archive; raises IntakeError for a dangerous archive."""
    content = Content(path.name, path)
    if container(content) != "zip":
        return content
    with checked_archive(content) as archive:
        return _only_member(content, archive)


def _page(content: Content, keys: Keys, hint: str) -> Reading:
    text = decode(content.data())
    rows = html_table(text.text)
    refuse_in_rows(rows, content.name, official=False)
    grid = Grid(rows, list(range(1, len(rows) + 1)), messages=text.messages)
    said = [warn("Die Datei ist eine HTML-Tabelle (Web-Export). Bitte künftig als CSV oder xlsx liefern.")]
    return read_department(grid, content.name, keys, hint).saying(said if content.ending in ENDINGS["html"] else [])


def _parquet(content: Content, keys: Keys) -> Reading:
    refuse_in_columns(distinct_texts(content), content.name, official=True)
    return read_wide_parquet(content, keys)


def _form(content: Content) -> Reading:
    form = _questionnaire(decode(content.data()).text, content.name)
    number = with_noun(len(form.questions), "Frage oder Teilfrage", "Fragen und Teilfragen")
    return Reading(
        content.name,
        "limesurvey_fragebogen",
        messages=(info(f"Fragebogen »{form.title}« mit {number}."),),
        origin=Origin(title=form.title),
        rows=len(form.questions),
    )


def _text(content: Content, keys: Keys, hint: str) -> Reading:
    first = content.head().split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    if is_database(first):
        refuse_in_text(content.head().decode("utf-8-sig", "replace"), content.name, official=True)
        return read_database(content, keys)
    text = decode(content.data())
    return _table(content, text, keys, hint).saying(text.messages)


def _table(content: Content, text: Text, keys: Keys, hint: str) -> Reading:
    plain = text.text.lstrip("\ufeff")
    refuse_saved_again(_head(plain))
    official = _official(plain)
    refuse_in_text(plain, content.name, bool(official))
    if official:
        return official(plain, content.name, keys)
    if is_delivery(_head(plain)):
        return _delivery(content, plain, keys)
    grid = split(plain)
    refuse_untabular(grid)
    refuse_copied_template(grid.rows[0])
    if is_export(grid.rows):
        return read_export(grid.rows, grid.lines, content.name, keys).saying(cut_off(plain, plain.count("\n") + 1))
    if is_survey(grid.rows):
        return read_survey(grid, content.name, _questionnaire_beside(content))
    return read_department(grid, content.name, keys, hint)


def _head(text: str) -> str:
    return text.split("\n", 1)[0].replace('"', "").lower()


def _official(text: str) -> Callable[[str, str, Keys], Reading] | None:
    """The reader of an office's text that says itself what it is; None for all others."""
    if cube.is_cube(text):
        return read_cube
    if _head(text).startswith((HEAD_2025, *HEAD_2024)):
        return read_flat_file
    return read_genesis_table if genesis_table.is_genesis_table(text) else None


def _delivery(content: Content, text: str, keys: Keys) -> Reading:
    refuse_in_sidecar(content.path)
    return read_delivery_text(content, text, keys)


def _questionnaire_beside(content: Content) -> Questionnaire | None:
    """The .lss of the same name beside a survey's answers."""
    path = content.path.with_suffix(".lss") if content.path else None
    return _questionnaire(decode(path.read_bytes()).text, path.name) if path and path.is_file() else None


def _questionnaire(text: str, file: str) -> Questionnaire:
    form = read_questionnaire(text)
    said = [form.title, *form.questions.values(), *form.answers.values()]
    refuse_in_note("\n".join(said), file, "Fragebogen")
    return form

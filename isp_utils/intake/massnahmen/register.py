"""The one way in for Empfehlungen and Maßnahmen: what a file is decides its content, then one parser."""

from pathlib import Path

from isp_utils.intake.conference.names import names_in
from isp_utils.intake.files.archive import checked_archive, member
from isp_utils.intake.files.content import Content, container
from isp_utils.intake.files.encoding import decode
from isp_utils.intake.massnahmen.form import ACTION, COLUMNS, ID, TITLE_E, TITLE_M, TOML_NAMES, RegisterDraft
from isp_utils.intake.massnahmen.parse import register_of
from isp_utils.intake.massnahmen.readers import draft_of_csv, draft_of_register_workbook, draft_of_toml
from isp_utils.intake.messages import IntakeError, Message, grouped
from isp_utils.model.massnahmen import MassnahmenRegister, RegisterWords

BOOK = "xl/workbook.xml"
OFFICES_ONLY = "genannt werden nur Ämter, Stellen und Träger"
NO_REGISTER = (
    "Die Datei ist keine Tabelle von Maßnahmen. Erwartet wird die Excel-Vorlage (.xlsx), CSV mit Strichpunkten oder "
    "TOML. Vorlagen schreibt: python run_all.py vorlage massnahmen."
)


def is_register(path: Path) -> bool:
    """Whether a file is to be read as Empfehlungen or Maßnahmen."""
    if not path.is_file():
        return False
    content = Content(path.name, path)
    try:
        if content.ending == "toml":  # one that begins with an entry looks like JSON
            head = decode(content.head()).text
            return any(f"[[{name}]]" in head for name in TOML_NAMES)
        kind = container(content)
        if kind == "zip":
            return _is_workbook(content)
        head = decode(content.head()).text if kind == "text" else ""
    except IntakeError:
        return False
    titles = [cell.strip() for cell in head.partition("\n")[0].split(";")]
    return ID in titles and bool({TITLE_E, TITLE_M} & set(titles))


def _is_workbook(content: Content) -> bool:
    with checked_archive(content) as archive:
        book = member(archive, BOOK).decode("utf-8", "replace") if BOOK in archive.namelist() else ""
    return f'"{ACTION}"' in book and any(f'"{name}"' in book for name in COLUMNS)


def read_register(path: Path, words: RegisterWords) -> tuple[MassnahmenRegister | None, tuple[Message, ...]]:
    """The register of a file and what is said about it; None with an error or rejection where it is refused.

    Where personal data stand in a file, nothing else is said about it and nothing of it is kept.
    """
    content = Content(path.name, path)
    try:
        draft = _draft(content, path)
    except IntakeError as fault:
        return None, (fault.message,)
    named = names_in(draft.texts, OFFICES_ONLY)
    if named:
        return None, grouped(named)
    register, messages = register_of(draft, words)
    return register, grouped(messages)


def _draft(content: Content, path: Path) -> RegisterDraft:
    if content.ending == "toml":
        return draft_of_toml(content)
    if not is_register(path):
        raise IntakeError(NO_REGISTER)
    return draft_of_csv(content) if container(content) == "text" else draft_of_register_workbook(content)

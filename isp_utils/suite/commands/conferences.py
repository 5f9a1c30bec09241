"""`isp pruefen` and `isp vorlage konferenz`: minutes of a Sozialraumkonferenz checked, and the forms for them."""

from pathlib import Path

from isp_utils.intake.conference.codings import is_codings, read_codings
from isp_utils.intake.conference.minutes import read_minutes
from isp_utils.intake.conference.writer import write_excel, write_markdown, write_word
from isp_utils.intake.messages import info, with_noun
from isp_utils.intake.reading import Reading
from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import Catalogue, load
from isp_utils.model.conferences import MinuteWords, vocabulary_of
from isp_utils.store import Store
from isp_utils.suite.commands.form_folder import new_folder, said_next_of_county

DONE = 0
WORD = "konferenz"
FOLDER = "vorlagen_sozialraumkonferenz"
FORMS = {"md": write_markdown, "docx": write_word, "xlsx": write_excel}


def minutes_reading(path: Path, catalogue: Catalogue) -> Reading:
    """What would happen to a minute or a coding table; its rows are Wortmeldungen or codings."""
    words = _vocabulary(catalogue)
    if is_codings(path):
        codings, said = read_codings(path, words)
        return Reading(path.name, "kodierung", messages=said, rows=len(codings))
    conference, said = read_minutes(path, words)
    if conference is None:
        return Reading(path.name, WORD, messages=said)
    number = with_noun(len(conference.contributions), "Wortmeldung", "Wortmeldungen")
    told = info(f"Sozialraumkonferenz {conference.title}: {number}, {conference.size} Teilnehmende.")
    return Reading(path.name, WORD, messages=(told, *said), rows=len(conference.contributions))


def write_forms(arguments: list[str]) -> int:
    """Write the form in Markdown, Word and Excel; raises InputError for a folder that is already there."""
    catalogue = load(Store.here().catalogue)
    words = _vocabulary(catalogue)
    folder = new_folder(arguments, "run_all.py vorlage konferenz", "Formulare für eine Sozialraumkonferenz", FOLDER)
    for ending, write in FORMS.items():
        write(folder / f"sozialraumkonferenz.{ending}", words)
    print(said_next_of_county(folder, "konferenzen", catalogue.home))
    return DONE


def _vocabulary(catalogue: Catalogue) -> MinuteWords:
    root = Store.here().catalogue
    return vocabulary_of(load_biography(catalogue, root), root)

"""`isp pruefen` and `isp vorlage massnahmen`: a register of Empfehlungen and Maßnahmen checked, and its forms."""

from pathlib import Path

from isp_utils.intake.massnahmen.register import read_register
from isp_utils.intake.massnahmen.writer import write_register_csv, write_register_excel, write_register_toml
from isp_utils.intake.messages import info, with_noun
from isp_utils.intake.reading import Reading
from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import Catalogue, load
from isp_utils.model.massnahmen import RegisterWords, register_words
from isp_utils.store import Store
from isp_utils.suite.commands.form_folder import new_folder, said_next_of_county

DONE = 0
WORD = "massnahmen"
FOLDER = "vorlagen_massnahmen"


def register_reading(path: Path, catalogue: Catalogue) -> Reading:
    """What would happen to a register; its rows are Empfehlungen and Maßnahmen."""
    register, said = read_register(path, _words(catalogue))
    if register is None:
        return Reading(path.name, WORD, messages=said)
    advice, action = len(register.empfehlungen), len(register.massnahmen)
    numbers = (with_noun(advice, "Empfehlung", "Empfehlungen"), with_noun(action, "Maßnahme", "Maßnahmen"))
    return Reading(path.name, WORD, messages=(info(f"{' und '.join(numbers)}."), *said), rows=advice + action)


def write_register_forms(arguments: list[str]) -> int:
    """Write the forms in Excel, CSV and TOML; raises InputError for a folder that is already there."""
    catalogue = load(Store.here().catalogue)
    words = _words(catalogue)
    folder = new_folder(arguments, "run_all.py vorlage massnahmen", "Vorlagen für Empfehlungen und Maßnahmen", FOLDER)
    write_register_excel(folder / "massnahmen.xlsx", words)
    write_register_csv(folder, words)
    write_register_toml(folder / "massnahmen.toml", words)
    print(said_next_of_county(folder, "massnahmen", catalogue.home))
    return DONE


def _words(catalogue: Catalogue) -> RegisterWords:
    return register_words(load_biography(catalogue, Store.here().catalogue), catalogue.indicators)

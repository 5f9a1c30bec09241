"""A fault of the suite itself while a file is read: said in German, so that it ends neither the check nor the others.

Every one of them is a defect to be mended; the message says so and where, and never quotes the file.
"""

import traceback
import zlib
from pathlib import Path
from zipfile import BadZipFile

from isp_utils.model.errors import InputError

UNFORESEEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    MemoryError,
    NameError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    zlib.error,
)


def unforeseen(file: str, problem: BaseException) -> InputError:
    """The error for a fault that no reader foresaw."""
    if isinstance(problem, MemoryError):
        return InputError(
            f"{file}: die Datei ist zu groß für den Arbeitsspeicher. Bitte eine kleinere Auswahl abrufen."
        )
    if isinstance(problem, OSError) and problem.strerror:
        return InputError(f"{file}: die Datei ist nicht lesbar ({problem.strerror}). Bitte erneut kopieren.")
    place = traceback.extract_tb(problem.__traceback__)[-1]
    return InputError(
        f"{file}: die Datei ließ sich nicht prüfen, weil die Suite selbst hier einen Fehler hat. Bitte der Person "
        f"melden, die die Suite betreut ({type(problem).__name__}, {Path(place.filename).name}, Zeile {place.lineno})."
    )

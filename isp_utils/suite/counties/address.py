"""Whether a Dask scheduler answers at an address: asked before anything is reckoned, and said in German.

Dask itself waits long, and where some other program answers (its own dashboard, a proxy) it ends with a traceback.
"""

import re
import socket
import struct

from isp_utils.model.errors import InputError

WAIT = 10  # seconds: a scheduler that is busy with many counties greets late
GREETING = struct.Struct("<Q")  # a scheduler speaks first: the length of what it says next (distributed.comm.tcp)
LONGEST = 2**20  # bytes; a greeting of Dask has some hundred, letters read as a number are 10**18
_FORM = re.compile(r"(?P<kind>tcp|tls)://(?P<host>\[[0-9a-fA-F:.]+\]|[^\s/:\[\]]+):(?P<port>[0-9]{1,5})/?")
LAST_PORT = 65535
FORM = (
    "--scheduler: »{address}« ist keine Adresse eines Dask-Schedulers. Erwartet wird tcp://rechner:8786 (oder "
    "tls://…), so wie »dask scheduler« sie nennt."
)
NO_ANSWER = (
    "--scheduler: Unter »{address}« antwortet kein Dask-Scheduler ({reason}). Bitte die Adresse prüfen (Form: "
    "tcp://rechner:8786) und ob er läuft; docs/Viele_Kreise.md zeigt, wie man ihn startet."
)
UNKNOWN_HOST, NOBODY, OTHER = "den Rechner gibt es nicht", "dort läuft nichts", "dort antwortet ein anderes Programm"
NO_WAY, NO_WORD = "der Rechner ist nicht zu erreichen", "keine Antwort nach {wait} s"


def refuse_malformed(address: str) -> None:
    """Raise InputError for an address that has not the form of a scheduler's."""
    _parts(address)


def refuse_unanswered(address: str) -> None:
    """Raise InputError, after WAIT at the latest, for an address where nobody answers, or some other program."""
    kind, host, port = _parts(address)
    if reason := _why_no_scheduler(host, port, kind == "tcp"):
        raise InputError(NO_ANSWER.format(address=address, reason=reason))


def _parts(address: str) -> tuple[str, str, int]:
    """Kind, host and port of an address; raises InputError."""
    form = _FORM.fullmatch(address)
    if form is None or not 0 < int(form["port"]) <= LAST_PORT:
        raise InputError(FORM.format(address=address))
    return form["kind"], form["host"].strip("[]"), int(form["port"])


def _why_no_scheduler(host: str, port: int, greets: bool) -> str:
    """Why there is no scheduler, in German; empty where there is one. greets: behind TLS the client speaks first."""
    try:
        with socket.create_connection((host, port), timeout=WAIT) as line:
            return "" if not greets else _why_no_greeting(line)
    except (socket.gaierror, UnicodeError):  # a name that is none, or cannot be one
        return UNKNOWN_HOST
    except TimeoutError:
        return NO_WORD.format(wait=WAIT)
    except ConnectionRefusedError:
        return NOBODY
    except OSError:
        return NO_WAY


def _why_no_greeting(line: socket.socket) -> str:
    heard = b""
    while len(heard) < GREETING.size:
        part = line.recv(GREETING.size - len(heard))
        if not part:
            return OTHER
        heard += part
    return "" if GREETING.unpack(heard)[0] <= LONGEST else OTHER

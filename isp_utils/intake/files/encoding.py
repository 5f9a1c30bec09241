"""Bytes to text: byte order mark, strict UTF-8, cp1252, and nothing else. Never a guess.

Statistical guessing took 17 of 17 real cp1252 tables for cp1250 (docs/decisions/0006-intake.md); this rule read
all 17.
"""

import re
from dataclasses import dataclass

from isp_utils.intake.messages import IntakeError, Message, info, warn, with_noun

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# UTF-8 read as cp1252: two bytes of an umlaut become two signs
_TWICE = re.compile("Ã[\x80-\xbf¤¶¼Ÿ„–œ©¨ª«¡³º]|Â[§²³°´»«\xa0]|â€[\x80-\xbf“”™œž¦¢š–]")
# what DOS (cp850) and old Mac umlauts look like in cp1252, between two letters
_FOREIGN = re.compile("(?<=[A-Za-z])[„”ŽšŠŸ™†§ˆ‰](?=[a-z])")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_UMLAUT = re.compile("[äöüÄÖÜß]")


@dataclass(frozen=True)
class Text:
    """Decoded text with \\n line ends, its encoding, and what was odd about it."""

    text: str
    encoding: str
    messages: tuple[Message, ...] = ()


def decode(data: bytes) -> Text:
    """The text of a file; raises IntakeError with the byte's position where no allowed encoding fits."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not encoding and 0 in data:
        raise IntakeError(
            f"Die Datei enthält NUL-Bytes ab Position {data.index(0)}: die Kopie ist abgebrochen oder beschädigt. "
            "Bitte die Datei neu kopieren oder anfordern."
        )
    text, encoding = _strict(data, encoding) if encoding else _utf8_or_cp1252(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\x1a")
    if found := _CONTROL.search(text):
        row = text.count("\n", 0, found.start()) + 1
        raise IntakeError(
            "Die Datei enthält Steuerzeichen, sie ist keine Texttabelle. Bitte als CSV neu speichern.", row
        )
    said = [] if encoding in ("utf-8", "utf-8-sig") else [info(f"Kodierung {encoding} erkannt und umgewandelt.")]
    return Text(text, encoding, (*said, *_damage(text)))


def _strict(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as problem:
        raise IntakeError(
            f"Die Datei nennt die Kodierung {encoding}, ist aber ab Byte {problem.start} nicht so gespeichert. "
            "Bitte als UTF-8 neu speichern."
        ) from problem


def _utf8_or_cp1252(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as problem:
        start = problem.start
    row = data.count(b"\n", 0, start) + 1
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as problem:
        raise IntakeError(
            f"Die Kodierung ist weder UTF-8 noch Windows-1252 (Byte {problem.start}; vielleicht DOS oder Mac). "
            "Bitte als »CSV UTF-8« neu speichern.",
            row,
        ) from problem
    if _TWICE.search(text) and (odd := _odd_line(data)):
        line, encoding = odd
        raise IntakeError(
            f"Die Datei mischt zwei Kodierungen: diese Zeile ist als {encoding} gespeichert, die übrigen anders. "
            "Bitte die ganze Datei einheitlich als UTF-8 speichern oder neu abrufen.",
            line,
        )
    if _FOREIGN.search(text) and not _UMLAUT.search(text):
        raise IntakeError(
            "Die Umlaute sind in einer DOS- oder Mac-Kodierung gespeichert. Bitte als »CSV UTF-8« neu speichern.", row
        )
    return text, "cp1252"


def _odd_line(data: bytes) -> tuple[int, str] | None:
    """The first line in the encoding that fewer lines have, and its name; None where all are in one."""
    lines: dict[str, list[int]] = {"UTF-8": [], "Windows-1252": []}
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.isascii():
            lines["UTF-8" if _is_utf8(line) else "Windows-1252"].append(number)
    if not lines["UTF-8"]:
        return None
    odd = min(lines, key=lambda name: len(lines[name]))
    return lines[odd][0], odd


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _damage(text: str) -> list[Message]:
    """Umlauts that were already lost or doubly encoded before the file came to us."""
    said = []
    lines = (
        [number for number, line in enumerate(text.split("\n"), 1) if _TWICE.search(line)]
        if "Ã" in text or "â€" in text or "Â" in text
        else []
    )
    if lines:
        said.append(
            warn(
                f"Zeichensalat (z. B. Ã¼ statt ü) in {with_noun(len(lines), 'Zeile', 'Zeilen')}: doppelt kodiert. "
                "Namen werden über den Schlüssel berichtigt; Vorschlag: die Datei beim Absender erneut als "
                "UTF-8 anfordern.",
                lines[0],
            )
        )
    lost = [number for number, line in enumerate(text.split("\n"), 1) if "\ufffd" in line] if "\ufffd" in text else []
    if lost:
        said.append(
            warn(
                f"Ersatzzeichen (\ufffd) in {with_noun(len(lost), 'Zeile', 'Zeilen')}: Umlaute sind vor "
                "der Lieferung verloren "
                "gegangen. Namen kommen aus dem Gebietsverzeichnis, der Rohtext bleibt erhalten.",
                lost[0],
            )
        )
    return said

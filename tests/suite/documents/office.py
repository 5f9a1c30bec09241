"""Office files as readers see them: LibreOffice makes pages of them, poppler says where each word stands."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

PROGRAMS = {"soffice": "libreoffice-impress libreoffice-writer", "pdftotext": "poppler-utils"}
_PAGE = re.compile(r"<page [^>]*>(.*?)</page>", re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
EMU_PER_POINT = 12700
SLACK = 3.0  # points: letters reach a little beyond their line
ACCENT = 0.15  # share of a word's height above and below that no letter of ours fills


@dataclass(frozen=True)
class Word:
    """A word on a page, in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def require_office() -> None:
    """Skip where a program is missing: they are large, and CI does without where it cannot install them."""
    for program, package in PROGRAMS.items():
        if not shutil.which(program):
            pytest.skip(f"no {program} on this machine: apt install --no-install-recommends {package}")


def as_pdf(path: Path, folder: Path) -> Path:
    """The file as LibreOffice prints it."""
    told = converted(path, folder, "pdf")
    made = folder / f"{path.stem}.pdf"
    assert made.exists(), told
    return made


def converted(path: Path, folder: Path, target: str, *options: str) -> str:
    """What LibreOffice says on saving a file as another kind; a profile of its own, so that two tests do not meet."""
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", *options, "--convert-to", target, "--outdir", str(folder), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False, env=dict(os.environ))
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def pages_of(pdf: Path) -> list[list[Word]]:
    """The words of every page."""
    told = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    return [
        [Word(*(float(number) for number in found[:4]), unescape(found[4])) for found in _WORD.findall(page)]
        for page in _PAGE.findall(told)
    ]


def overflowing(shape, words: list[Word]) -> str:
    """Text of a shape that stands outside of it on the page; "" where all of it is inside."""
    left, top, width, height = (value / EMU_PER_POINT for value in (shape.left, shape.top, shape.width, shape.height))
    inside = [
        word
        for word in words
        if left - SLACK <= word.left
        and word.right <= left + width + SLACK
        and top - SLACK <= word.top + ACCENT * (word.bottom - word.top)
        and word.bottom - ACCENT * (word.bottom - word.top) <= top + height + SLACK
    ]
    printed = "".join(word.text for word in sorted(inside, key=lambda word: (round(word.top), word.left)))
    return "" if _letters(shape.text_frame.text) in _letters(printed) else shape.text_frame.text


def _letters(text: str) -> str:
    return re.sub(r"[^0-9A-Za-zÄÖÜäöüß]", "", text)

"""The blocks of the page in Leichte Sprache, each tied to a Kennzahl (plain_language.toml of a catalogue).

Rules: DIN SPEC 33429 and the Netzwerk Leichte Sprache: one thought a line, no genitive, no subjunctive,
hyphens in long words.
"""

from dataclasses import dataclass
from pathlib import Path

from isp_utils.model.domain import HERE
from isp_utils.model.errors import InputError
from isp_utils.model.toml import into, read_toml
from isp_utils.model.words import named_words

FILE = "plain_language.toml"
BLANKS = ("hier", "land", "jahr", "wert", "rund", "land_wert", "land_rund")


@dataclass(frozen=True)
class PlainBlock:
    """Lines on one Kennzahl with blanks for its figures, and one line for each way the county may compare."""

    indicator: str
    title: str
    lines: tuple[str, ...]
    higher: str = ""
    lower: str = ""
    similar: str = ""


@dataclass(frozen=True)
class PlainLanguage:
    """Everything that the page says: what it is, what for, the blocks, and that nobody has checked it yet."""

    intro: tuple[str, ...]
    about: tuple[str, ...]
    unchecked: tuple[str, ...]
    blocks: tuple[PlainBlock, ...]
    equal: str = ""
    unequal: str = ""

    def compared(self, block: PlainBlock, comparison: str, differs: bool) -> str:
        """The line for 'higher', 'lower' or 'similar'; '' where nothing may be said.

        `differs`: whether the numbers without decimals are two different ones, as readers see them.
        """
        similar = block.similar or (self.unequal if differs else self.equal)
        return {"higher": block.higher, "lower": block.lower, "similar": similar}.get(comparison, "")


def read_plain_language(root: Path) -> PlainLanguage:
    """The texts of a catalogue; one without the file takes ours. Raises InputError for a blank nobody fills."""
    path = root / FILE if (root / FILE).exists() else HERE / FILE
    table = read_toml(path)
    blocks = tuple(into(PlainBlock, item, f"{FILE}, block") for item in table.pop("block", []))
    for block in blocks:
        for blank in sorted(named_words(block) - set(BLANKS)):
            raise InputError(
                f"{FILE}: {block.indicator}: »{{{blank}}}« füllt niemand. Erlaubt sind: {', '.join(BLANKS)}."
            )
    return into(PlainLanguage, {**table, "blocks": blocks}, FILE)

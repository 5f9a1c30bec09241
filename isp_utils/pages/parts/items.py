"""A statement as people read it: the spoken sentence, and in one line below how sure it is and where more stands."""

from collections.abc import Sequence
from html import escape

from isp_utils.indicators.statements.hindrance import Hindrance
from isp_utils.indicators.statements.salience import Highlight
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.catalogue import Indicator
from isp_utils.model.periods import in_german
from isp_utils.model.schema import Flag
from isp_utils.model.wording import capital, german_number
from isp_utils.pages.parts import judgements
from isp_utils.pages.parts.links import card_page
from isp_utils.pages.parts.natures import NOMINAL, range_name
from isp_utils.pages.parts.profile_rows import is_old
from isp_utils.pages.parts.sentences import REASONS, dating, limits, printed, since, when
from isp_utils.pages.parts.spoken import spoken

LABELS = {
    "worse": ("▼", "Ungünstiger"),
    "better": ("▲", "Günstiger"),
    "other": ("◆", "Auffällig"),
    "changed": ("↔", "Verändert"),
    "unknown": ("○", "Unbekannt"),
    "older": ("◆", "Älter"),
}
WITHOUT = {
    Hindrance.DEMO: "",
    Hindrance.OLD: "",  # the year says it
    Hindrance.EXCEPTIONAL: "ohne Urteil, denn {detail}",
    Hindrance.ESTIMATED: "geschätzt, deshalb ohne Urteil",
}
Link = tuple[str, str]  # address and words


def year_chip(said: Statement) -> str:
    """HTML: the period of a figure, in another form where it is older than five years."""
    period = said.own.period
    words = f'<span class="isp-hidden">Zahl {dating(period)} </span>{escape(in_german(period))}'
    if is_old(said):
        return f'<span class="isp-year isp-old">{words} (älter als fünf Jahre)</span>'
    return f'<span class="isp-year">{words}</span>'


def statement_item(said: Statement, land: str) -> str:
    """HTML of a statement in a report: its sentence and the line of proof."""
    symbol = {"worse": "▼ ", "better": "▲ "}.get(said.verdict, "")
    word, tone = symbol + compared_words(said), said.verdict or "none"
    judged = f'<span class="isp-verdict isp-v-{tone}">{escape(word)}</span>' if word else ""
    link = card_anchor(said.indicator)
    proof = _joined([year_chip(said), judged, *map(escape, proofs(said)), link])
    return f'<p class="isp-say">{escape(sentence(said, land))}</p><p class="isp-proof">{proof}</p>'


def sentence(said: Statement, land: str) -> str:
    """The spoken sentence; a Kennzahl that has none, or whose figure is hidden, is told with its title."""
    return spoken(said, land) or titled(said)


def titled(said: Statement) -> str:
    """Title, time and value, or why there is none."""
    subject = f"{said.indicator.title} {when(said.own.period)}"
    if not said.own.published:
        return f"{subject}: keine Angabe ({REASONS.get(Flag(said.own.flag), 'liegt nicht vor')})."
    return f"{subject}: {printed(said.indicator, said.own.value)}."


def compared_words(said: Statement) -> str:
    """'höher als im Land', 'nahe am Land'; "" where nothing is compared."""
    word = judgements.compared_word(said)
    if said.hindered or word == judgements.NO_STATEMENT:
        return ""
    return f"{word} als im Land" if said.comparison in ("higher", "lower") else word


def proofs(said: Statement) -> list[str]:
    """In a few words: the range that chance or sample leave, the place among the Kreise, the development."""
    own, indicator = said.own, said.indicator
    found = [WITHOUT[said.hindered.why].format(detail=said.hindered.detail)] if said.hindered else []
    found += [NOMINAL] if indicator.money else []
    if own.certain and not own.demo:
        found.append(f"{range_name(indicator)} {limits(indicator, own)}")
    if said.place:
        found.append(_place_as_proof(said))
    if said.development and said.development.code and not said.own.demo:
        found.append(f"{since(said.development.first.period)} {judgements.development_word(said)}")
    return [words for words in found if words]


def place_words(said: Statement) -> str:
    """'Platz 42 von 45 Kreisen', 'höchster Wert von 45 Kreisen', 'Platz 20 bis 42 von 45 Kreisen'"""
    place = said.place
    if place is None:
        return ""
    if said.indicator.better == "none" and place.first == place.last in (1, place.areas):
        return f"{'niedrigster' if place.last == 1 else 'höchster'} Wert von {place.areas}\u00a0Kreisen"
    span = f"{place.first}" if place.first == place.last else f"{place.first} bis {place.last}"
    which = " (1:\u00a0niedrigster Wert)" if said.indicator.better == "none" else ""
    return f"Platz\u00a0{span} von {place.areas}\u00a0Kreisen{which}"


def _place_as_proof(said: Statement) -> str:
    """The place, and of a range why it is one; counts of everybody have none but where several share a place."""
    place = said.place
    ranged = place is not None and place.first != place.last and said.indicator.nature != "stock"
    return place_words(said).replace("Platz\u00a0", "Platz unsicher: ", 1) if ranged else place_words(said)


def message_list(found: Sequence[Highlight], land: str, more: Sequence[Sequence[Link]] = ()) -> str:
    """HTML list of messages, each with a link to its Steckbrief; `more`: further links of each."""
    links = more or [()] * len(found)
    return entries([message_entry(message, extra, land) for message, extra in zip(found, links, strict=True)])


def message_entry(message: Highlight, links: Sequence[Link], land: str) -> str:
    """HTML entry of one message."""
    said = message.statement
    prices = NOMINAL if said.indicator.money else ""
    words = [
        year_chip(said),
        escape(capital(_place_as_proof(said))),
        prices,
        *map(_anchor, links),
        card_anchor(said.indicator),
    ]
    return entry(message.kind, sentence(said, land) + _then(message), _joined(words))


def entry(kind: str, sentence: str, proof: str) -> str:
    """HTML entry of a list of messages: label, sentence, and a line below (HTML)."""
    symbol, word = LABELS[kind]
    label = f'<p class="isp-kind isp-v-{kind}"><span aria-hidden="true">{symbol}</span> {word}</p>'
    return f'<li>{label}<div><p class="isp-say">{escape(sentence)}</p><p class="isp-proof">{proof}</p></div></li>'


def entries(found: Sequence[str]) -> str:
    """HTML list of finished entries."""
    return f'<ul class="isp-messages">{"".join(found)}</ul>' if found else ""


def _then(message: Highlight) -> str:
    """What it was before, where the message is about a change."""
    found = message.statement.development
    if message.kind != "changed" or found is None:
        return ""
    indicator = message.statement.indicator
    land = f", im Land {german_number(found.land[0], indicator.digits)}" if found.land else ""
    return f" {capital(when(found.first.period))} waren es {german_number(found.first.value, indicator.digits)}{land}."


def card_anchor(indicator: Indicator) -> str:
    """HTML of the link to a Steckbrief; who hears links out of their sentence hears of which Kennzahl it is."""
    words = f'Steckbrief<span class="isp-hidden">: {escape(indicator.short)}</span>'
    return f'<a href="{escape(card_page(indicator.id), quote=True)}">{words}</a>'


def _anchor(link: Link) -> str:
    return f'<a href="{escape(link[0], quote=True)}">{escape(link[1])}</a>'


def _joined(parts: Sequence[str]) -> str:
    chip, *others = [part for part in parts if part]
    return f"{chip} {' · '.join(others)}"

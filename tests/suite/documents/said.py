"""An invented talk and paper, with texts as long as real ones."""

from datetime import date

from isp_utils.pages.committees.paper import Paper
from isp_utils.pages.committees.slide import Slide, Talk
from isp_utils.pages.committees.visuals import SlideChart, SlideLine, SlideTable
from isp_utils.suite.documents.properties import FileFacts

LONG = (
    "Im Schuljahr 2030/31 besuchten von 100 Schülerinnen und Schülern allgemeinbildender Schulen im Musterkreis 6,1 "
    "eine Musterschule, im Musterland 2,9"
)
QUESTION = (
    "Wie viele Kinder mit Förderbedarf besuchen eine Musterschule und wie viele eine andere Schule, und welche "
    "Angebote gibt es in den Orten dafür? (Frage an: Musteramt)"
)
STAMP = "Zahlen 2011 bis 2031, abgerufen bis 09.07.2031. Lauf 03999-0123abcd."
CHAIN = SlideTable(
    ("Gremium", "Aufgabe", "Sitzung"),
    (("Fachausschuss", "Fachberatung", "20.05.2031"), ("Kreistag", "Kenntnisnahme", "Termin offen")),
    (0.44, 0.32, 0.24),
    "Tabelle der Beratungsfolge.",
)
FIGURES = SlideTable(
    ("Kennzahl", "Zeit", "Kreis", "Musterland", "Gegenüber dem Land"),
    tuple((f"Musterkennzahl mit Namen {number}", "2030/31", "6,1 %", "2,9 %", "▼ Ungünstiger") for number in range(6)),
    (0.34, 0.14, 0.14, 0.16, 0.22),
    "Tabelle der Kennzahlen.",
)
LINES = SlideChart(
    bars=False,
    categories=tuple(str(year) for year in range(2022, 2032)),
    lines=(
        SlideLine("Musterkreis", "own", (5.3, 5.1, None, 5.6, 5.7, 5.9, 6.0, 6.3, 6.2, 6.1)),
        SlideLine("Musterland", "land", (3.2, 3.2, 3.1, 3.1, 3.0, 3.0, 2.9, 2.9, 2.9, 2.9)),
    ),
    unit="%",
    digits=1,
    alt="Linienbild: Musterkreis von 5,3 auf 6,1, Musterland von 3,2 auf 2,9.",
    caption="Anteil der Schülerinnen und Schüler an Musterschulen, 2022 bis 2031",
)
BARS = SlideChart(
    bars=True,
    categories=("Musterkreis", "Nachbarkreis", "Musterland"),
    lines=(SlideLine("Musterschulen", "other", (6.1, -4.6, 2.9)),),
    unit="%",
    digits=1,
    alt="Balkenbild: Musterkreis 6,1, Nachbarkreis −4,6, Musterland 2,9.",
    caption="Anteil im Schuljahr 2030/31; Land und vergleichbare Kreise",
    roles=("own", "other", "land"),
)
POINTS = ("Seit 2022/23: von 5,3 % auf 6,1 %, im Musterland von 3,2 % auf 2,9 %.", QUESTION)
TALK = Talk(
    ("Wie es Familien", "im Landkreis Musterkreis geht"),
    "Fachausschuss, 20.05.2031",
    SlideTable(("Vortrag", "Fachausschuss"), (("Zahlen", "2011 bis 2031"), ("Lauf", "x-1")), (0.25, 0.75), "Tabelle."),
    (
        Slide(
            LONG, LINES, "Notiz eins.\nNotiz zwei.", "6,1 %", "▼ Ungünstiger als im Land", "worse", POINTS, "Quelle: M"
        ),
        Slide(LONG, BARS, "Notiz.", "6,1 %", "Höher als im Land", "", POINTS, "Quelle: Musteramt"),
        Slide("Sechs Kennzahlen weichen ab", FIGURES, "Notiz.", points=("Jede hat ihr Bild.",), source="Quelle: Amt"),
        Slide("Gebeten wird um Kenntnisnahme", CHAIN, "Notiz."),
    ),
)
PAPER = Paper(
    number="M 17",
    subject="Sachstandsbericht Integrierte Sozialplanung: Kinder- und Jugendhilfe, Schule & Gesundheit",
    access="öffentlich",
    office="Sozialplanung des Landkreises Musterkreis",
    day="01.05.2031",
    steps=CHAIN.rows,
    proposal="Der Fachausschuss nimmt den Sachstandsbericht zur Kenntnis.",
    situation=tuple(f"{number}. {LONG}. Platz 40 von 45 Kreisen. {POINTS[0]}" for number in range(5)),
    figures=FIGURES,
    cost=("Sie selbst löst keine Ausgaben aus.", "Musterbus (läuft): 12.000 Euro. Förderung des Landes.") * 3,
    questions=(QUESTION,) * 3,
    unknown=tuple(f"Stelle {number}: Musterzahl, Beispielzahl, Probezahl und 4 weitere." for number in range(3)),
    reading=("Mit dem Land verglichen sind hier 27 Kennzahlen. Bei 22 sind alle gezählt.",),
    annexes=("Vortrag (Folien)", "Kurzfassung und Steckbriefe der Kennzahlen"),
    stamp=STAMP,
)
FACTS = FileFacts(
    "Wie es Familien geht: Fachausschuss",
    "Landkreis Musterkreis",
    f"Landkreis Musterkreis. {STAMP}",
    date(2031, 7, 9),
)

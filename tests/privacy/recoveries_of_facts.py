"""Recoveries by facts that hang together: wholes and parts, sums, one count under two names.

What a recovery needs to be prevented is declared in its own [protection]: `parts` for wholes and their disjoint parts,
`sums`, `same` (fields of Protection; where one does not exist yet, its recoveries fail).
"""

from tests.privacy.county import AU, DORF, NORD, STADT, by_area, count, share
from tests.privacy.doors import FULL_DAY, GYM
from tests.privacy.recovery import SECOND, Delivery, Recovery, asked, delivered, places

KLASSE_5 = ("klasse5", "gymnasium", "oberschule")
SCHOOLS = delivered(klasse5=(64, 15, 49), gymnasium=(23, 5, 18), oberschule=(32, 9, 23))
TO_GYM, TO_OBER = share("gym", "gymnasium", "klasse5"), share("ober", "oberschule", "klasse5")
HELP = delivered(hilfen=(90, 38, 52), hilfen_u18=(80, 35, 45), fremd=(40, 34, 6))
WEIGHT = delivered(untersucht=(200, 80, 120), uebergewicht=(30, 12, 18), adipositas=(15, 9, 6))
# needs `parts`
PARTS = {
    "15 in Klasse 5, 5 to Gymnasium, 9 to Oberschule: one to another school": Recovery(
        SCHOOLS, [TO_GYM, TO_OBER], asked(*KLASSE_5), 1, wholes=[KLASSE_5]
    ),
    "the same where the parts come from another source": Recovery(
        [SCHOOLS[0], *(Delivery(one.term, one.values, SECOND) for one in SCHOOLS[1:])],
        [TO_GYM, TO_OBER],
        asked(*KLASSE_5),
        1,
        wholes=[KLASSE_5],
    ),
    "the same where the second share is printed a year later": Recovery(
        SCHOOLS, [TO_GYM, TO_OBER], asked(*KLASSE_5), 1, wholes=[KLASSE_5], less=(1, 0)
    ),
    "the same where the second share is printed no longer": Recovery(
        SCHOOLS, [TO_GYM, TO_OBER], asked(*KLASSE_5), 1, wholes=[KLASSE_5], less=(0, 1)
    ),
    "26 examined, 25 with their booklet: one without": Recovery(
        delivered(untersucht=(90, 26, 64), sprache=(30, 10, 20), vorgelegt=(80, 25, 55), vollstaendig=(60, 18, 42)),
        [share("sprache", "sprache", "untersucht"), share("heft", "vollstaendig", "vorgelegt")],
        asked("untersucht", "vorgelegt"),
        1,
        wholes=[("untersucht", "vorgelegt"), ("vorgelegt", "vollstaendig")],
    ),
    "38 with help, 35 of them under 18: three above": Recovery(
        HELP[:2],
        [count("hilfen", "hilfen"), count("u18", "hilfen_u18")],
        asked("hilfen", "hilfen_u18"),
        3,
        wholes=[("hilfen", "hilfen_u18")],
    ),
    "38 with help, 34 of them placed: four not, beside a part that overlaps": Recovery(
        HELP,
        [count("hilfen", "hilfen"), count("u18", "hilfen_u18"), count("fremd", "fremd")],
        asked("hilfen", "fremd"),
        4,
        wholes=[("hilfen", "hilfen_u18"), ("hilfen", "fremd")],
    ),
    "12 too heavy, 9 much too heavy: three in between": Recovery(
        WEIGHT,
        [share("schwer", "uebergewicht", "untersucht"), share("zu_schwer", "adipositas", "untersucht")],
        asked("uebergewicht", "adipositas"),
        3,
        wholes=[("untersucht", "uebergewicht"), ("uebergewicht", "adipositas")],
    ),
    "83 pupils, 81 of primary school: two others": Recovery(
        delivered(schueler=(200, 83, 117), schulweg=(40, 20, 20), grundschueler=(150, 81, 69), ganztag=(80, 40, 40)),
        [share("weg", "schulweg", "schueler"), share("ganztag", "ganztag", "grundschueler")],
        asked("schueler", "grundschueler"),
        2,
        wholes=[("schueler", "grundschueler")],
    ),
    "ages 0-5 of one source less ages 3-5 of another": Recovery(
        [Delivery("kinder/0-5", places(90, 40, 50)), Delivery("betreute/3-5", places(80, 38, 42), SECOND)],
        [count("klein", "kinder/0-5"), count("kita", "betreute/3-5")],
        asked("kinder/0-5", "betreute/3-5"),
        2,
        wholes=[("kinder/0-5", "betreute/3-5")],
    ),
    "12 at Gymnasium, 10 of them all day: two half a day": Recovery(
        [
            Delivery("schueler", places(90, 40, 50)),
            Delivery(GYM, places(32, 12, 20)),
            Delivery(FULL_DAY, places(24, 10, 14)),
        ],
        [count("alle", "schueler"), count("gym", GYM), count("ganztag", FULL_DAY)],
        asked(GYM, FULL_DAY),
        2,
        wholes=[(GYM, FULL_DAY)],
        inner={"art:gym_ganztag": "art:gym"},
    ),
    "a small whole whose large part is hidden for another reason stays as wide": Recovery(
        delivered(klasse5=(23, 8, 15), gymnasium=(12, 3, 9), oberschule=(11, 5, 6)),
        [count("alle", "klasse5"), count("gym", "gymnasium"), count("ober", "oberschule")],
        asked("gymnasium"),
        3,
        wholes=[KLASSE_5],
    ),
}
BETREUT = ("betreut", "kita", "pflege")
# needs `sums` whose rest is a count
SUMS = {
    f"a sum of two that lacks {rest}": Recovery(
        delivered(betreut=(80 + rest, 30 + rest, 50), kita=(50, 20, 30), pflege=(30, 10, 20)),
        [count("alle", "betreut"), count("kita", "kita"), count("pflege", "pflege")],
        asked(*BETREUT),
        rest,
        sums=[BETREUT],
    )
    for rest in (1, 2, 3, 4)
} | {
    f"a sum of one that lacks {rest}": Recovery(
        delivered(betreut=(80 + rest, 30 + rest, 50), kita=(80, 30, 50)),
        [count("alle", "betreut"), count("kita", "kita")],
        asked("betreut", "kita"),
        rest,
        sums=[("betreut", "kita")],
    )
    for rest in (1, 2, 3, 4)
}
# needs `same`
TWINS = {
    "four under a name with a minimum of five, printed under one with three": Recovery(
        [Delivery("geburten", places(60, 4, 56)), Delivery("geburten_zweite", places(60, 4, 56), SECOND)],
        [count("eins", "geburten"), count("zwei", "geburten_zweite")],
        asked("geburten"),
        4,
        twins=[("geburten", "geburten_zweite")],
        second=3,
    ),
    "the neighbour that covers a small count stands under another name": Recovery(
        [Delivery("geburten", by_area(40, 4, 60, 70)), Delivery("geburten_zweite", {STADT: 40, AU: 60}, SECOND)],
        [count("eins", "geburten"), count("zwei", "geburten_zweite")],
        asked("geburten", region=DORF),
        4,
        twins=[("geburten", "geburten_zweite")],
    ),
    "the total stands under another name only": Recovery(
        [Delivery("geburten", {STADT: 40, DORF: 4}), Delivery("geburten_zweite", {NORD: 44}, SECOND)],
        [count("eins", "geburten"), count("zwei", "geburten_zweite")],
        asked("geburten", region=DORF),
        4,
        twins=[("geburten", "geburten_zweite")],
    ),
}
# needs nothing new: ages of one fact from two sources are spans of one table
AGES = {
    "ages 0-5 of one source less ages 3-5 of another, under one name": Recovery(
        [Delivery("kinder/0-5", places(90, 40, 50)), Delivery("kinder/3-5", places(80, 38, 42), SECOND)],
        [count("klein", "kinder/0-5"), count("kita", "kinder/3-5")],
        asked("kinder/0-5", "kinder/3-5"),
        2,
        wholes=[("kinder/0-5", "kinder/3-5")],
    ),
}
# needs that one delivery which does not add up leaves the sums of the other areas as they are
A, B, C = ("faelle/total/art:a", "faelle/total/art:b", "faelle/total/art:c")
SLIPS = {
    f"three groups of a total that do not add up in the other Samtgemeinde by {slip}": Recovery(
        [
            Delivery("faelle", places(80, 20, 60)),
            Delivery(A, places(40, 10, 30)),
            Delivery(B, places(27, 7, 20)),
            Delivery(C, places(13 + slip, 3, 10 + slip)),
        ],
        [count("alle", "faelle"), count("a", A), count("b", B), count("c", C)],
        asked(C),
        3,
        read=(NORD,),
    )
    for slip in (0, 1)
}
BY_FACTS = PARTS | SUMS | TWINS | AGES | SLIPS

"""Recoveries by areas across the hierarchy, and by what is delivered or printed in one release only."""

from tests.privacy.county import AU, DORF, HEIDE, KREIS, STADT, SUED, by_area, count, share
from tests.privacy.recovery import Delivery, Recovery, asked, delivered, places

THREE, TWO, BACK = "03999-drei", "03999-zwei", "03999-hinten"
VISITS = by_area(30, 12, 3, 40)
# needs areas across the hierarchy that lie in one another: each a division of its own
SPACES = {
    "three villages less two of them, where no village is printed": Recovery(
        [Delivery("besuche", {KREIS: 85, THREE: 45, TWO: 42})],
        [count("besuche", "besuche")],
        asked("besuche", region=THREE, without=TWO),
        3,
        spaces={THREE: (STADT, DORF, AU), TWO: (STADT, DORF)},
    ),
    "three villages less two of them, where the third is hidden": Recovery(
        [Delivery("besuche", VISITS | {THREE: 45, TWO: 42})],
        [count("besuche", "besuche")],
        asked("besuche", region=AU),
        3,
        spaces={THREE: (STADT, DORF, AU), TWO: (STADT, DORF)},
    ),
    "an area that crosses two Samtgemeinden": Recovery(
        [Delivery("besuche", VISITS | {BACK: 15})],
        [count("besuche", "besuche")],
        asked("besuche", region=AU),
        3,
        spaces={BACK: (DORF, AU)},
    ),
    "two crossing areas and what they share": Recovery(
        [Delivery("besuche", {KREIS: 85, THREE: 45, BACK: 43, STADT: 30, HEIDE: 40})],
        [count("besuche", "besuche")],
        asked("besuche", region=AU),
        3,
        spaces={THREE: (STADT, DORF, AU), BACK: (AU, HEIDE)},
    ),
    "a Samtgemeinde less an area inside it": Recovery(
        [Delivery("besuche", places(85, 42, 43) | {"03999-fast": 40})],
        [count("besuche", "besuche")],
        asked("besuche", region=SUED, without="03999-fast"),
        3,
        spaces={"03999-fast": (HEIDE,)},
    ),
}
# needs nothing new: three releases and what is delivered late
LATE = {
    "county and one Samtgemeinde, the other a year later": Recovery(
        [Delivery("faelle", places(52, 50, 2))],
        [count("faelle", "faelle")],
        asked("faelle", region=SUED),
        2,
        less=(0, 0),
        late=(SUED,),
    ),
    "Samtgemeinde and one village, the other a year later": Recovery(
        [Delivery("faelle", by_area(40, 4, 20, 30))],
        [count("faelle", "faelle")],
        asked("faelle", region=DORF),
        4,
        less=(0, 0, 0),
        late=(DORF,),
    ),
    "the county itself a year later": Recovery(
        [Delivery("faelle", places(52, 50, 2))],
        [count("faelle", "faelle")],
        asked("faelle", region=SUED),
        2,
        less=(0, 0),
        late=(KREIS,),
    ),
    "a share added and taken away again": Recovery(
        delivered(klasse5=(64, 15, 49), gymnasium=(23, 13, 10)),
        [count("alle", "klasse5"), share("gym", "gymnasium", "klasse5")],
        asked("klasse5", "gymnasium"),
        2,
        less=(1, 0, 1),
    ),
}
BY_AREAS = SPACES | LATE

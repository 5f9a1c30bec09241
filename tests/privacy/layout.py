"""The areas of the generated county: 27 municipalities in 3 Samtgemeinden, and areas across the hierarchy."""

from isp_utils.model.regions import Region, Register

KREIS = "03999"
VERBAENDE = tuple(f"0399954{number:02d}" for number in (1, 2, 3))
GEMEINDEN = tuple(f"03999{number:03d}" for number in range(1, 28))
PARENT = {place: VERBAENDE[number // 9] for number, place in enumerate(GEMEINDEN)} | dict.fromkeys(VERBAENDE, KREIS)
AREAS = (KREIS, *VERBAENDE, *GEMEINDEN)
# across the hierarchy: one inside another, one that crosses both, a Samtgemeinde but for one village, two of these
SPACES = {
    f"{KREIS}-{name}": parts
    for name, parts in (
        ("drei", GEMEINDEN[:3]),
        ("zwei", GEMEINDEN[:2]),
        ("quer", GEMEINDEN[1:4]),
        ("fast", GEMEINDEN[9:17]),
        ("doppelt", VERBAENDE[1:]),
    )
}
INSIDE = {place: (place,) for place in GEMEINDEN}
INSIDE |= {verband: tuple(place for place in GEMEINDEN if PARENT[place] == verband) for verband in VERBAENDE}
INSIDE |= {KREIS: GEMEINDEN}
INSIDE |= {space: tuple(place for part in parts for place in INSIDE[part]) for space, parts in SPACES.items()}


def register() -> Register:
    levels = {KREIS: "kreis"} | dict.fromkeys(VERBAENDE, "samtgemeinde") | dict.fromkeys(GEMEINDEN, "gemeinde")
    above = [Region("DG", "Deutschland", "bund"), Region("03", "Land", "land", "DG")]
    parents = {KREIS: "03"} | PARENT
    spaces = [Region(key, f"Raum {key}", "sozialraum", KREIS, parts=parts) for key, parts in SPACES.items()]
    return Register.of([*above, *(Region(key, f"Ort {key}", levels[key], parents[key]) for key in AREAS), *spaces])

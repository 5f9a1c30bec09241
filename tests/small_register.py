"""A register of a few real keys, for tests that need no more."""

from isp_utils.model.regions import Region, Register

REGISTER = Register.of(
    [
        Region("DG", "Deutschland", "bund"),
        Region("03", "Niedersachsen", "land", "DG"),
        Region("03354", "Lüchow-Dannenberg", "kreis", "03"),
        Region("03355", "Lüneburg", "kreis", "03"),
        Region("033545403", "Samtgemeinde Gartow", "samtgemeinde", "03354"),
        Region("033545407", "Samtgemeinde Lüchow (Wendland)", "samtgemeinde", "03354"),
        Region("03354005", "Gartow, Flecken", "gemeinde", "033545403"),
        Region("03354018", "Lüchow (Wendland), Stadt", "gemeinde", "033545407"),
    ]
)
KEYS = sorted(REGISTER.regions)

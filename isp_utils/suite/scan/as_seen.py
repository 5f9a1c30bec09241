"""Texts as the eye sees them: soft hyphens and signs without width stand in heads of tables and part words."""

UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


def as_seen(text: str) -> str:
    """The text without signs that nobody sees.

    >>> as_seen("Nieder\\u00adsachsen")
    'Niedersachsen'
    """
    for sign in UNSEEN:
        text = text.replace(sign, "")
    return text

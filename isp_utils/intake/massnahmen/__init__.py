"""Handlungsempfehlungen and Maßnahmen: Excel, CSV or TOML, one reader each, one parser; templates."""

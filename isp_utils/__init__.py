"""Integrierte Sozialplanung: from official figures to planning reports for a German county."""

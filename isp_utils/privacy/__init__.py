"""The gate: nothing leaves the facts but what passes here."""

"""Tables that other offices publish, and how they are fetched."""

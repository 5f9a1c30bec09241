"""Which further cells are hidden, and the proof that no hidden one can be narrowed; knows arrays alone."""

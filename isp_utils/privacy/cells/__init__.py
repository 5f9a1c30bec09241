"""Which counts are secret: the cells of all tables, the rules of their sources, what was released before."""

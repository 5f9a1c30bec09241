"""Tables of a county's own departments, as they come."""

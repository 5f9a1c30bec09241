"""Pages that give voices back: what was said at the Sozialraumkonferenzen."""

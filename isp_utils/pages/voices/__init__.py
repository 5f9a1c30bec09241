"""Pages of what people say: surveys of families and of institutions, and the Sozialraumkonferenzen."""

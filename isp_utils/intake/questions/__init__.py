"""What is readable and keeps its contract but is hardly meant: asked back, never refused."""

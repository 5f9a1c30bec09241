"""What charts and tables are drawn with: axes, SVG, style, labels."""

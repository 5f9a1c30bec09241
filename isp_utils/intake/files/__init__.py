"""From bytes to grids of cells: containers, encodings, workbooks, web pages, columns."""

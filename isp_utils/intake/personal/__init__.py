"""What names single persons: columns, rows and texts of a file that are refused before anything is kept or quoted."""

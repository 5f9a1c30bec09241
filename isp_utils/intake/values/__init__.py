"""What stands in a cell: numbers, signs, times, keys and names of areas."""

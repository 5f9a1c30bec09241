"""The open reference cases: what the suite's functions give, beside the numbers somebody else published."""

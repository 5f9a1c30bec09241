"""Tables for analysis from the gated table, and the Kennzahlen by name; `isp_utils.pages.data` is the way in."""

"""Reports of many counties: packed, made by workers anywhere, scanned and put in place at home."""

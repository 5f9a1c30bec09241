"""The finished site as its readers meet it: in a browser, on paper, with a keyboard, number by number."""

"""The page of Handlungsempfehlungen and Maßnahmen: time plan, register, costs, what is missing, and the effect."""

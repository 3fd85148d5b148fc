"""How French names levels of relations between states: the level, between whom, and whether it holds or is new."""

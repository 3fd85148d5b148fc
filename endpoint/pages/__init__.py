"""Things and what is served, for people and programs."""

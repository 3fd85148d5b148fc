"""One file per event; `kg.plugins.events()` finds them by listing this folder."""

"""One folder per language; `kg.plugins.languages()` finds them by listing this folder."""

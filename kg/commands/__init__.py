"""One file per command; `kg.cli` finds them by listing this folder."""

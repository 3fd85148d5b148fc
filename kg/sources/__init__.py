"""One file per way in; `kg.plugins.sources()` finds them by listing this folder."""

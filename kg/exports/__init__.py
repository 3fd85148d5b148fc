"""One file per format out; `kg.plugins.exports()` finds them by listing this folder."""

"""How French tells of meetings: by verbs, by nouns, as conferences; then what is told twice is put together."""

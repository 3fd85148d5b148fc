"""How each event is read in French: one module per event, each with `read(view) -> Iterator[Draft]`."""

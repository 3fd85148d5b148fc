"""Small queries, answered without a reader."""

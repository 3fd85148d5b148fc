"""From a question to its answer: what is kept, and what goes out in pieces."""

"""What can be measured here; each module says how it is run."""

"""The store, and which of its snapshots readers see."""

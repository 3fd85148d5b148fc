"""The store, and the snapshots of it that readers see."""

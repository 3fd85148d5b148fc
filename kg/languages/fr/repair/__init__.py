"""Text repair: what was glued, lost or misspelt on the way to the page, mended with offsets kept."""

"""What a new version changes, and how old answers are read by it."""

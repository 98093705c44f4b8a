"""What stands against somebody's duties for a time."""

"""资格台账: who holds what, one officer's record, and what HR does there."""

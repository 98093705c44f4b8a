"""Who may be given a level, and who holds one since when and until when."""

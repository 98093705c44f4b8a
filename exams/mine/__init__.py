"""An officer's own exams: what lies ahead, his results."""

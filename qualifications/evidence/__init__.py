"""What speaks for a level: exams passed, hours trained, outside certificates, appraisals."""

"""What the law and the bureau ask for, as dated data."""

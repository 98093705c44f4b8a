"""HR's pages of people: the list, one person's page, and what HR does to him."""

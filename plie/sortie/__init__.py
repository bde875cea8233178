"""The exit rules (domain.md §7): contracts, certifications, a date, a référentiel → a verdict that explains itself."""

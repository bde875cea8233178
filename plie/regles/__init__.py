"""The rules as a référentiel writes them: their data, read strictly; what they do is in the other packages."""

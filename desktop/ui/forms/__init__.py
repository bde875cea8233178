"""Forms as data: which fields a screen asks, and how their values meet those of the kinds."""

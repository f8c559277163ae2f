"""Places named in text: countries, their people, cities and bodies of state, and groups of countries."""

from metrics.intake.places.find import Place, find_places, name_of

__all__ = ["Place", "find_places", "name_of"]

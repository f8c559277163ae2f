"""Natural keys: rows are named in fixtures and files by what people call them, never by a number."""

from django.db import models


class NaturalKeyManager(models.Manager):
    """Finds a row by the fields its model lists in `natural_key_fields`."""

    def get_by_natural_key(self, *values):
        return self.get(**dict(zip(self.model.natural_key_fields, values, strict=True)))


class NaturalKeyModel(models.Model):
    """A row with a natural key, `slug` unless the model says otherwise."""

    natural_key_fields: tuple[str, ...] = ("slug",)

    objects = NaturalKeyManager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple:
        values = []
        for path in self.natural_key_fields:
            value = self
            for name in path.split("__"):
                value = getattr(value, name)
            values.append(value)
        return tuple(values)

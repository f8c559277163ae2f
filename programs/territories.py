"""Names of countries from the Unicode Common Locale Data Repository (CLDR), through Babel."""

from functools import lru_cache

from babel import Locale
from babel.core import get_global
from django.utils.translation import get_language

# CLDR keeps ISO 3166-1 alpha-3 codes as aliases of its alpha-2 territories.
ALPHA2 = {alias: targets[0] for alias, targets in get_global("territory_aliases").items() if len(alias) == 3}


@lru_cache(maxsize=2048)
def _name(code: str, language: str) -> str:
    return Locale.parse(language, sep="-").territories.get(ALPHA2.get(code, code), code)


def country_name(code: str, language: str | None = None) -> str:
    """The CLDR name of the country with this alpha-3 code, in `language` or the active one.

    >>> country_name("GTM", "es")
    'Guatemala'
    """
    return _name(code, (language or get_language() or "en").split("-")[0])

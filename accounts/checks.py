"""Checks of signing in that a deployment should not start without reading."""

from django.conf import settings
from django.core import checks

ONE_PROCESS = ("locmem.LocMemCache", "dummy.DummyCache")


@checks.register(checks.Tags.security, deploy=False)
def sign_in_is_guarded(app_configs, **kwargs):
    """W001: failed sign-ins are counted per process. W002: the desk asks for no second factor. Both in production."""
    if not settings.PRODUCTION:
        return []
    found = []
    if settings.CACHES["default"]["BACKEND"].endswith(ONE_PROCESS):
        found.append(
            checks.Warning(
                "Failed sign-ins are counted in the memory of each process: several workers give an attacker as many"
                " attempts each.",
                hint="Unset CACHE_URL: VAR_DIR then serves one machine; or set CACHE_URL=redis://… for several.",
                id="accounts.W001",
            )
        )
    if not settings.REQUIRE_SECOND_FACTOR:
        found.append(
            checks.Warning(
                "The staff's desk asks for no second factor.",
                hint="Unset REQUIRE_SECOND_FACTOR, unless an identity provider is the only way in and asks for one.",
                id="accounts.W002",
            )
        )
    return found

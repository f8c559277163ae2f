"""What a deployment is warned of."""

import pytest

from accounts.checks import sign_in_is_guarded


@pytest.fixture
def production(settings):
    settings.PRODUCTION = True
    settings.REQUIRE_SECOND_FACTOR = True
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}}


def ids() -> list[str]:
    return [found.id for found in sign_in_is_guarded(None)]


def test_development_is_warned_of_nothing(settings):
    settings.PRODUCTION = False
    assert ids() == []


@pytest.mark.parametrize("backend", ["redis.RedisCache", "filebased.FileBasedCache", "db.DatabaseCache"])
def test_a_cache_that_workers_share_passes(production, settings, backend):
    settings.CACHES = {"default": {"BACKEND": f"django.core.cache.backends.{backend}"}}
    assert ids() == []


@pytest.mark.parametrize("backend", ["locmem.LocMemCache", "dummy.DummyCache"])
def test_a_cache_of_each_process_is_named(production, settings, backend):
    settings.CACHES = {"default": {"BACKEND": f"django.core.cache.backends.{backend}"}}
    assert ids() == ["accounts.W001"]


def test_a_desk_without_second_factor_is_named(production, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    assert ids() == ["accounts.W002"]

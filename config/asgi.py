"""ASGI entry point. An ASGI server means a deployment, so production is the default here."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("ENVIRONMENT", "production")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_asgi_application()

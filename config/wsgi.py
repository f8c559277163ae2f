"""WSGI entry point. A WSGI server means a deployment, so production is the default here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("ENVIRONMENT", "production")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

"""Addresses of the desk, and what a test reads off its pages."""

from django.urls import reverse

ADD = "/admin/metrics/figure/add/"


def errors_of(response) -> dict:
    assert response.status_code == 200, response.headers.get("Location")
    return response.context["adminform"].form.errors


def address(statement, step="change"):
    return reverse(f"admin:metrics_{statement._meta.model_name}_{step}", args=[statement.pk])


def messages_of(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])

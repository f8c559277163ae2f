"""What every reader page can use: static(), url(), translations, and the charts of rows."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from metrics.charts import change_chart, progress_bar


def url(name: str, *args, **kwargs) -> str:
    return reverse(name, args=args, kwargs=kwargs)


def environment(**options) -> Environment:
    """The Jinja2 environment. An undefined name is an error: a page never shows a silent blank."""
    options.setdefault("extensions", []).append("jinja2.ext.i18n")
    options["undefined"] = StrictUndefined
    options["trim_blocks"] = options["lstrip_blocks"] = True
    env = Environment(**options)  # noqa: S701 (Django's backend passes autoescape=True)
    env.install_gettext_callables(translation.gettext, translation.ngettext, newstyle=True)
    env.globals.update(static=static, url=url, get_language=translation.get_language)
    # Charts that stand in rows, so many that a view cannot hand over each.
    env.globals.update(progress_bar=progress_bar, change_chart=change_chart)
    return env

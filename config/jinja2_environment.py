"""What every reader page can use: static(), url(), translations, and the charts of rows."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from config.languages import choices
from metrics.charts import change_chart, progress_bar
from metrics.pages import address_of
from metrics.reports.rows import date_words


def url(name: str, *args, **kwargs) -> str:
    """The address of a page in the active language."""
    return reverse(name, args=args, kwargs=kwargs) if kwargs else address_of(name, args)


def plain(text: str) -> str:
    """Text for an attribute, which can say of no part of it that it is in another language."""
    return str(text)


def environment(**options) -> Environment:
    """The Jinja2 environment. An undefined name is an error: a page never shows a silent blank."""
    options.setdefault("extensions", []).append("jinja2.ext.i18n")
    options["undefined"] = StrictUndefined
    options["trim_blocks"] = options["lstrip_blocks"] = True
    env = Environment(**options)  # noqa: S701 (Django's backend passes autoescape=True)
    env.filters["plain"] = plain
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(
        static=static, url=url, date_words=date_words, get_language=translation.get_language, language_choices=choices
    )
    # Charts that stand in rows, so many that a view cannot hand over each.
    env.globals.update(progress_bar=progress_bar, change_chart=change_chart)
    return env

"""Importing a spreadsheet: the file, and the reason of the corrections in it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy

from metrics import importing

MOST_BYTES, MOST_ROWS = importing.MAX_BYTES, importing.MAX_ROWS
# What one request reads and checks within a second or two; larger files are for a job.
SHORT_BYTES, SHORT_ROWS = 3_000_000, 5_000
TOO_LARGE = gettext_lazy(
    "The file has more than {megabytes} MB, which is the most that is read. Split it into "
    "several files, or leave out rows that do not change."
)


class UploadForm(forms.Form):
    """A file of rows. `data` is there once it is valid; `is_long` says that checking it takes more than a moment."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        help_text=format_lazy(
            gettext_lazy("CSV or XLSX, {most} rows at most. With more than {short} you can leave while it is checked."),
            most=f"{MOST_ROWS:,}",
            short=f"{SHORT_ROWS:,}",
        ),
        error_messages={"invalid": gettext_lazy("The file did not arrive. Choose it again.")},
    )

    data: bytes
    is_long = False

    def __init__(self, *args, is_too_large: bool = False, **kwargs):
        self.is_too_large = is_too_large
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        upload = cleaned.get("file")
        if self.is_too_large or (upload and upload.size > MOST_BYTES):
            raise ValidationError(TOO_LARGE.format(megabytes=MOST_BYTES // 1_000_000))
        if self.errors:
            return cleaned
        if not upload:
            raise ValidationError(gettext("Choose a file."))
        self.data = upload.read()
        try:
            table = importing.read(self.data, SHORT_ROWS)
            self.is_long = len(self.data) > SHORT_BYTES
            if not self.is_long:
                for _ in table:
                    pass
        except importing.TooMuch:
            self.is_long = True
        except importing.Unreadable as problem:
            raise ValidationError(str(problem)) from problem
        return cleaned


class ReasonOfCorrectionsForm(forms.Form):
    """Why published figures are corrected, where a row says nothing itself."""

    reason = forms.CharField(
        label=gettext_lazy("Reason of corrections"),
        required=False,
        max_length=1_000,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("For rows that correct a published figure and give none themselves. Readers see it."),
    )

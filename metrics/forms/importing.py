"""Importing a spreadsheet: the file, and the reason of the corrections in it."""

from django import forms
from django.core.exceptions import ValidationError

from metrics import importing

# What one request reads, checks and writes within seconds; larger files are for the command.
MOST_BYTES = 10_000_000
MOST_ROWS = 5_000
BY_COMMAND = (
    "The page takes {rows:,} rows and {megabytes} MB at most. Split the file, or have it imported on the server:"
    " manage.py import_figures FILE --update {slug}"
)


class UploadForm(forms.Form):
    """A file of rows. `data` is there once it is valid."""

    file = forms.FileField(
        label="Spreadsheet",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        help_text=f"CSV or XLSX, {MOST_ROWS:,} rows at most.",
        error_messages={"invalid": "The file did not arrive. Choose it again."},
    )

    data: bytes

    def __init__(self, *args, slug: str, is_too_large: bool = False, **kwargs):
        self.is_too_large = is_too_large
        self.too_much = BY_COMMAND.format(rows=MOST_ROWS, megabytes=MOST_BYTES // 1_000_000, slug=slug)
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        upload = cleaned.get("file")
        if self.is_too_large or (upload and upload.size > MOST_BYTES):
            raise ValidationError(self.too_much)
        if self.errors:
            return cleaned
        if not upload:
            raise ValidationError("Choose a file.")
        self.data = upload.read()
        try:
            for _ in importing.read(self.data, MOST_ROWS):
                pass
        except importing.TooMuch as problem:
            raise ValidationError(f"{problem} {self.too_much}") from problem
        except importing.Unreadable as problem:
            raise ValidationError(str(problem)) from problem
        return cleaned


class ReasonOfCorrectionsForm(forms.Form):
    """Why published figures are corrected, where a row says nothing itself."""

    reason = forms.CharField(
        label="Reason of corrections",
        required=False,
        max_length=1_000,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="For rows that correct a published figure and give none themselves. Readers see it.",
    )

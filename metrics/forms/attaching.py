"""Attaching a text to a source: the file or the paste, and then which span of it is which source."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy

from metrics.archives.attaching import read
from metrics.intake.document import Document, Unreadable
from metrics.intake.readers import MAX_BYTES, is_long
from metrics.intake.search import Span
from metrics.models import Source

TOO_LARGE = format_lazy(
    gettext_lazy("The file is larger than {megabytes} MB. Attach only the part with the figures."),
    megabytes=MAX_BYTES // 1_000_000,
)


class AttachForm(forms.Form):
    """A file or pasted words, one of the two. Once it is valid `original` is there, and `document`, what was read from
    it; None where that takes longer than a moment.
    """

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".txt,.text,.html,.htm,.pdf,.docx"}),
        help_text=format_lazy(
            gettext_lazy(
                "Plain text, HTML, PDF or DOCX, {megabytes} MB at most. Its kind is told from what it holds, not from "
                "its name."
            ),
            megabytes=MAX_BYTES // 1_000_000,
        ),
        error_messages={"invalid": gettext_lazy("The file did not arrive. Choose it again.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "class": "vLargeTextField", "spellcheck": "false"}),
    )

    original: bytes
    document: Document | None = None

    def __init__(self, *args, is_too_large: bool = False, **kwargs):
        self.is_too_large = is_too_large
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        upload, text = cleaned.get("file"), cleaned.get("text") or ""
        if self.is_too_large or (upload and upload.size > MAX_BYTES):
            raise ValidationError(TOO_LARGE)
        if self.errors:
            return cleaned
        if upload and text.strip():
            raise ValidationError(gettext("There are a file and a pasted text. Keep one of the two."))
        if not upload and not text.strip():
            raise ValidationError(gettext("Choose a file, or paste the text."))
        # A browser sends the lines of a field with CR LF.
        self.original = upload.read() if upload else text.replace("\r\n", "\n").encode()
        if not self.original:
            raise ValidationError(gettext("The file is empty. Choose another."))
        try:
            self.document = None if is_long(self.original) else read(self.original)
        except Unreadable as refusal:
            raise ValidationError(str(refusal)) from refusal
        return cleaned


class SpanForm(forms.Form):
    """The span of one source, where staff choose it: from one paragraph to another, or between two characters."""

    NUMBER = {"inputmode": "numeric", "class": "vIntegerField"}

    first = forms.IntegerField(label=gettext_lazy("From paragraph"), required=False, min_value=1)
    last = forms.IntegerField(label=gettext_lazy("to paragraph"), required=False, min_value=1)
    start = forms.IntegerField(label=gettext_lazy("or from character"), required=False, min_value=0)
    end = forms.IntegerField(label=gettext_lazy("to character"), required=False, min_value=1)

    def __init__(self, *args, document: Document, **kwargs):
        super().__init__(*args, **kwargs)
        self.document = document
        for name, field in self.fields.items():
            field.widget = forms.TextInput(attrs={**self.NUMBER, "size": 8})
            field.error_messages["invalid"] = gettext("Write a whole number.")
            if name in ("first", "last"):
                field.widget.attrs["list"] = "paragraphs"

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        first, last, start, end = (cleaned[name] for name in ("first", "last", "start", "end"))
        by_paragraph, by_character = (first, last) != (None, None), (start, end) != (None, None)
        if by_paragraph and by_character:
            raise ValidationError(gettext("Choose paragraphs or characters, and clear the others."))
        for pair in ((first, last), (start, end)):
            if pair.count(None) == 1:
                raise ValidationError(gettext("Give both where it begins and where it ends."))
        blocks, length = self.document.blocks, len(self.document.text)
        if by_paragraph and not first <= last <= len(blocks):
            raise ValidationError(
                gettext(
                    "The paragraphs go from 1 to %(count)s, and the last is not before the first. Look them up below."
                )
                % {"count": len(blocks)}
            )
        if by_character and not start < end <= length:
            raise ValidationError(
                gettext("The characters go from 0 to %(length)s, and the end comes after the start.")
                % {"length": length}
            )
        return cleaned

    @property
    def span(self) -> Span | None:
        """The span that was chosen; None where none was."""
        chosen = self.cleaned_data
        if chosen["first"] is not None:
            blocks = self.document.blocks
            return Span(blocks[chosen["first"] - 1].start, blocks[chosen["last"] - 1].end)
        return Span(chosen["start"], chosen["end"]) if chosen["start"] is not None else None


def span_forms(document: Document, sources: list[Source], data=None) -> dict[Source, SpanForm]:
    """A form for each source, filled in where `data` holds what was sent."""
    return {source: SpanForm(data, prefix=source.slug, document=document) for source in sources}

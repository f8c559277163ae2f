"""What a person has to mend of what a document proposes, measured; `python -m tests.intake.confirming` prints it."""

import pytest

from .confirming import Measured, another_document, measure, the_real_document

pytestmark = pytest.mark.django_db

#: Of all fields.
MOST_MENDED = 0.05


def check(found: Measured) -> None:
    assert found.proposed == found.figures
    assert found.share_mended <= MOST_MENDED, found.wrong
    # What is accepted in bulk is seen by nobody.
    assert (found.explicit > 5, found.explicit_wrong) == (True, 0), found.wrong


@pytest.mark.parametrize("before", [False, True])
def test_a_document_that_no_rule_was_made_for(before):
    found = measure(another_document(), before=before)
    check(found)
    assert found.first >= 0.95 * found.figures


@pytest.mark.source_document
@pytest.mark.parametrize("before", [False, True])
def test_the_real_document(before):
    of = the_real_document()
    if not of.document.exists():
        pytest.skip("The source document does not stand beside the checkout.")
    found = measure(of, before=before)
    check(found)
    assert found.first >= 0.95 * found.figures

from django.db import migrations
from django.utils import timezone


def read_archives(apps, schema_editor):
    """The quantities of each archive that was attached before they were kept."""
    alias = schema_editor.connection.alias
    archives = apps.get_model("metrics", "Archive").objects.using(alias).filter(quantities=None)
    if not archives.exists():
        return
    # Only here: who sets up a new database does not depend on what these modules become.
    from metrics.archives.quantities import spans_of_quantities
    from metrics.intake.document import Document
    from metrics.intake.extract import EXTRACTION_VERSION
    from metrics.models.archive import blocks_of

    quantities = apps.get_model("metrics", "ArchivedQuantities").objects.using(alias)
    for archive in archives.select_related("source").order_by("pk").iterator(chunk_size=1):
        document = Document(archive.text, blocks_of(archive.structure))
        quantities.create(
            archive=archive,
            extraction_version=EXTRACTION_VERSION,
            spans=spans_of_quantities(document, archive.source.language),
            read_at=timezone.now(),
        )


class Migration(migrations.Migration):
    dependencies = [
        ("metrics", "0007_quantities"),
    ]

    operations = [
        migrations.RunPython(read_archives, migrations.RunPython.noop, elidable=True),
    ]

from django.db import migrations


def log_states(apps, schema_editor):
    """A check for each citation that was ever checked: what it found stands on the citation."""
    check = apps.get_model("metrics", "CitationCheck")
    citations = apps.get_model("metrics", "Citation").objects.using(schema_editor.connection.alias)
    held = citations.filter(checked_at__isnull=False).order_by("pk").iterator(chunk_size=2000)
    rows = [
        check(
            citation_id=citation.pk,
            archive_id=citation.archive_id,
            outcome=citation.verification,
            found=citation.found,
            start=citation.start,
            end=citation.end,
            is_state=True,
            why="before",
            checked_at=citation.checked_at,
        )
        for citation in held
    ]
    check.objects.using(schema_editor.connection.alias).bulk_create(rows, batch_size=1000)


class Migration(migrations.Migration):

    dependencies = [
        ("metrics", "0004_citation_checks"),
    ]

    operations = [
        migrations.RunPython(log_states, migrations.RunPython.noop, elidable=True),
    ]

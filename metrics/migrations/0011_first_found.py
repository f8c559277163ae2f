from django.db import migrations, models
from django.db.models import F


def as_recorded(apps, schema_editor):
    apps.get_model("metrics", "FindingRecord").objects.update(first_since=F("since"))


class Migration(migrations.Migration):

    dependencies = [
        ("metrics", "0010_errata"),
    ]

    operations = [
        migrations.AddField(
            model_name="findingrecord",
            name="first_since",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(as_recorded, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="findingrecord",
            name="first_since",
            field=models.DateTimeField(),
        ),
    ]

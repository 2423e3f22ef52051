from typing import Any

from django.db import migrations, models

import ground.words.columns
from ground.words.columns import name_key

MANY = 500


def fold(apps: Any, schema_editor: Any) -> None:
    organisations = apps.get_model("network", "Organisation").objects.using(schema_editor.connection.alias)
    rows: list[Any] = []
    for row in organisations.only("pk", "name").order_by("pk").iterator(chunk_size=MANY):
        row.folded_name = name_key(row.name)[:480]
        rows.append(row)
        if len(rows) == MANY:
            organisations.bulk_update(rows, ["folded_name"])
            rows = []
    organisations.bulk_update(rows, ["folded_name"])


class Migration(migrations.Migration):
    dependencies = [("network", "0005_invitation_asked")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="folded_name",
            field=ground.words.columns.NameKeyField(default="", editable=False, max_length=480, of="name"),
        ),
        migrations.RunPython(fold, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["folded_name", "id"], name="network_org_folded"),
        ),
    ]

from typing import Any

from django.db import migrations

from ground.words.columns import NameKeyField, name_key


def fold(apps: Any, schema_editor: Any) -> None:
    for name in ("Site", "Programme"):
        named = apps.get_model("landings", name).objects.using(schema_editor.connection.alias)
        for row in named.only("pk", "name").order_by("pk").iterator(chunk_size=500):
            named.filter(pk=row.pk).update(folded_name=name_key(row.name)[:480])


class Migration(migrations.Migration):
    dependencies = [("landings", "0005_publications")]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="folded_name",
                field=NameKeyField(default="", editable=False, max_length=480, of="name"),
            )
            for name in ("site", "programme")
        ),
        migrations.RunPython(fold, migrations.RunPython.noop, elidable=True),
    ]

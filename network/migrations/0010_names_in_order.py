from typing import Any

from django.db import migrations, models

from ground.words.columns import NameKeyField, name_key

MANY = 500


def fold(apps: Any, schema_editor: Any) -> None:
    for name in ("Member", "Board"):
        _fold(apps.get_model("network", name).objects.using(schema_editor.connection.alias))


def _fold(named: Any) -> None:
    rows: list[Any] = []
    for row in named.only("pk", "name").order_by("pk").iterator(chunk_size=MANY):
        row.folded_name = name_key(row.name)[:480]
        rows.append(row)
        if len(rows) == MANY:
            named.bulk_update(rows, ["folded_name"])
            rows = []
    named.bulk_update(rows, ["folded_name"])


def letter_by_letter(apps: Any, schema_editor: Any) -> None:
    """A column that was made before its collation."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE network_organisation ALTER COLUMN folded_name TYPE varchar(480) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("network", "0009_search_words")]

    operations = [
        migrations.RunPython(letter_by_letter, migrations.RunPython.noop),
        *(
            migrations.AddField(
                model_name=name,
                name="folded_name",
                field=NameKeyField(default="", editable=False, max_length=480, of="name"),
            )
            for name in ("member", "board")
        ),
        migrations.RunPython(fold, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("member", "name", models.CharField(max_length=120, verbose_name="name")),
        migrations.AlterField(
            "member",
            "headline",
            models.CharField(blank=True, max_length=160, verbose_name="what you do, in one line"),
        ),
        migrations.RemoveIndex("member", "network_member_name"),
        migrations.RemoveIndex("organisation", "network_org_kind"),
        migrations.RemoveIndex("organisation", "network_org_country"),
        migrations.RemoveIndex("organisation", "network_org_name"),
        migrations.RemoveIndex("board", "network_board_list"),
        migrations.AddIndex("member", models.Index(fields=["folded_name", "id"], name="network_member_folded")),
        migrations.AddIndex(
            "organisation", models.Index(fields=["kind", "folded_name", "id"], name="network_org_kind_folded")
        ),
        migrations.AddIndex(
            "organisation", models.Index(fields=["country", "folded_name", "id"], name="network_org_country_folded")
        ),
        migrations.AddIndex("board", models.Index(fields=["place", "folded_name", "id"], name="network_board_folded")),
    ]

"""Names that are recorded already get their pinyin and initials."""

from typing import Any

from django.db import migrations

from personnel.officers.initials import name_initials, name_pinyin

BATCH = 500


def fill(apps: Any, _editor: Any) -> None:
    officers = apps.get_model("personnel", "Officer").objects
    initials = apps.get_model("personnel", "NameInitials")
    rows = list(officers.filter(pinyin="").only("pk", "name"))
    for row in rows:
        row.pinyin = name_pinyin(row.name)
    officers.bulk_update(rows, ["pinyin"], batch_size=BATCH)
    initials.objects.bulk_create(
        [initials(officer=row, initials=word) for row in rows for word in name_initials(row.name)], batch_size=BATCH
    )


class Migration(migrations.Migration):
    dependencies = [("personnel", "0004_initials_of_names")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

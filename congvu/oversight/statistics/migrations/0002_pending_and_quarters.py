"""Sums at anchors; the facts are folded again from the events at the next reading."""

from django.db import migrations, models


FACTS = ('Watermark', 'Phase', 'LineageStep', 'Lineage', 'Tally', 'LateTally')


def empty_the_facts(apps, schema_editor):
    """What was counted by other columns is no start for these; nothing here is a record of its own."""
    for name in FACTS:
        apps.get_model('statistics', name).objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('statistics', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(empty_the_facts, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Level',
            fields=[
                ('lineage_id', models.BigIntegerField(verbose_name='dòng cơ quan')),
                ('field_id', models.BigIntegerField(verbose_name='lĩnh vực')),
                ('pending', models.IntegerField(verbose_name='đang giải quyết')),
                ('paused', models.IntegerField(verbose_name='tạm dừng')),
                ('overdue_lawful', models.IntegerField(verbose_name='đang quá hạn (pháp luật)')),
                ('overdue_promised', models.IntegerField(verbose_name='đang quá hạn (hẹn trả)')),
                ('overdue_current', models.IntegerField(verbose_name='đang quá hạn (hiện tại)')),
                ('pk', models.CompositePrimaryKey('anchor_day', 'lineage_id', 'field_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('anchor_day', models.IntegerField(verbose_name='đầu ngày')),
            ],
            options={
                'verbose_name': 'số tồn đầu kỳ',
            },
        ),
        migrations.CreateModel(
            name='OpenTally',
            fields=[
                ('lineage_id', models.BigIntegerField(verbose_name='dòng cơ quan')),
                ('field_id', models.BigIntegerField(verbose_name='lĩnh vực')),
                ('pending', models.IntegerField(verbose_name='đang giải quyết')),
                ('paused', models.IntegerField(verbose_name='tạm dừng')),
                ('overdue_lawful', models.IntegerField(verbose_name='đang quá hạn (pháp luật)')),
                ('overdue_promised', models.IntegerField(verbose_name='đang quá hạn (hẹn trả)')),
                ('overdue_current', models.IntegerField(verbose_name='đang quá hạn (hiện tại)')),
                ('pk', models.CompositePrimaryKey('lineage_id', 'day', 'field_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('day', models.IntegerField(verbose_name='ngày')),
            ],
            options={
                'verbose_name': 'số đang mở',
            },
        ),
        migrations.AlterModelOptions(
            name='tally',
            options={'verbose_name': 'số phát sinh'},
        ),
        migrations.RemoveField(
            model_name='latetally',
            name='finished',
        ),
        migrations.RemoveField(
            model_name='tally',
            name='finished',
        ),
        migrations.RemoveField(
            model_name='watermark',
            name='first_day',
        ),
        migrations.AddField(
            model_name='latetally',
            name='on_time_current',
            field=models.IntegerField(default=0, verbose_name='đúng hạn (hiện tại)'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='latetally',
            name='on_time_lawful',
            field=models.IntegerField(default=0, verbose_name='đúng hạn (pháp luật)'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='latetally',
            name='on_time_promised',
            field=models.IntegerField(default=0, verbose_name='đúng hạn (hẹn trả)'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='latetally',
            name='pending',
            field=models.IntegerField(default=0, verbose_name='đang giải quyết'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='tally',
            name='on_time_current',
            field=models.IntegerField(default=0, verbose_name='đúng hạn (hiện tại)'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='tally',
            name='on_time_lawful',
            field=models.IntegerField(default=0, verbose_name='đúng hạn (pháp luật)'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='tally',
            name='on_time_promised',
            field=models.IntegerField(default=0, verbose_name='đúng hạn (hẹn trả)'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='tally',
            name='pending',
            field=models.IntegerField(default=0, verbose_name='đang giải quyết'),
            preserve_default=False,
        ),
    ]

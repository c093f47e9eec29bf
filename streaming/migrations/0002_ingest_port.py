from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('streaming', '0001_initial'),
    ]

    operations = [
        migrations.RenameField(model_name='stream', old_name='srt_port', new_name='ingest_port'),
        migrations.AlterField(
            model_name='stream',
            name='ingest_port',
            field=models.PositiveIntegerField(blank=True, help_text='Where RTMP or SRT is expected: a port for each stream. Empty: 1935 for RTMP, 9710 for SRT.', null=True, unique=True, verbose_name='ingest port'),
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0001_initial'),
        ('rooms', '0002_words_version'),
    ]

    operations = [
        migrations.AddField(
            model_name='chatdesk',
            name='rules',
            field=models.JSONField(default=dict, help_text="The event's own rules of the chat by language; else ours."),
        ),
        migrations.AddField(
            model_name='chatmessage',
            name='held_for',
            field=models.CharField(blank=True, choices=[('words', 'Words'), ('name', 'Name')], default='', help_text='Empty: it was not held.', max_length=8),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name='ChatDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by_subject', models.CharField(max_length=40)),
                ('by', models.CharField(max_length=80)),
                ('action', models.CharField(max_length=16)),
                ('room', models.CharField(blank=True, max_length=40)),
                ('message_id', models.BigIntegerField(null=True)),
                ('attendee_id', models.BigIntegerField(null=True)),
                ('name', models.CharField(blank=True, max_length=80)),
                ('text', models.CharField(blank=True, max_length=1000)),
                ('details', models.JSONField(default=dict)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chat_decisions', to='events.event')),
            ],
            options={
                'indexes': [models.Index(fields=['event', 'id'], name='chat_decision_log'), models.Index(fields=['event', 'attendee_id'], name='chat_decision_person')],
            },
        ),
    ]

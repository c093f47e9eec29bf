"""Addresses of the polls' console and of its files, below /crew/."""

from __future__ import annotations

from django.urls import path

from polls import views, views_exports

urlpatterns = [
    path("<slug:slug>/polls/", views.console, name="polls_console"),
    path("<slug:slug>/poll-results.csv", views_exports.poll_results, name="poll_results"),
    path("<slug:slug>/poll-texts.csv", views_exports.poll_texts, name="poll_texts"),
    path("<slug:slug>/poll-votes.csv", views_exports.poll_votes, name="poll_votes"),
    path("<slug:slug>/poll-leaders.csv", views_exports.poll_leaders, name="poll_leaders"),
    path("<slug:slug>/poll-applause.csv", views_exports.poll_applause, name="poll_applause"),
    path("<slug:slug>/polls.json", views_exports.polls, name="polls_json"),
]

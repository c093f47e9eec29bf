"""Runs a whole launch on one machine: the Procfile's processes on embedded parts, kept alive, ended together."""

"""The production topology on one machine: PostgreSQL, Redis, nginx, edges, web, worker, packager."""

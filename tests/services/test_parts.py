"""The tests' own servers do what the fault tests rely on."""

from __future__ import annotations

import psycopg
import pytest
import redis

from tests.parts.postgres import PostgresCluster
from tests.parts.redis import RedisServer

pytestmark = pytest.mark.services


def test_redis_server_comes_back_on_its_port_with_the_queue_it_had(redis_server: RedisServer) -> None:
    with redis.Redis.from_url(redis_server.url) as client:
        client.rpush("celery", "work")
        client.config_set("appendfsync", "always")
        client.rpush("celery", "more work")
    redis_server.stop()
    with redis.Redis.from_url(redis_server.url) as client, pytest.raises(redis.ConnectionError):
        client.ping()
    redis_server.start()
    with redis.Redis.from_url(redis_server.url) as client:
        assert client.lrange("celery", 0, -1) == [b"work", b"more work"]


def test_postgres_keeps_what_was_committed_through_a_crash(postgres: PostgresCluster) -> None:
    with psycopg.connect(postgres.url) as connection:
        connection.execute("CREATE TABLE kept (number int)")
        connection.execute("INSERT INTO kept VALUES (1)")
    postgres.stop("immediate")
    postgres.start()
    with psycopg.connect(postgres.url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchall() == [(1,)]
        connection.execute("DROP TABLE kept")

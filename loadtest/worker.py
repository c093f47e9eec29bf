"""A client process: a Locust worker that plays one share of the audience and reports every second."""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402  (gevent patches first)
import os  # noqa: E402
import signal  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
from locust import runners  # noqa: E402
from locust.env import Environment  # noqa: E402

from loadtest.figures import Figures  # noqa: E402
from loadtest.locust_stats import log_figures  # noqa: E402
from loadtest.people import read_audience  # noqa: E402
from loadtest.share import Share  # noqa: E402
from loadtest.targets import parse_target  # noqa: E402
from loadtest.users import CohortUser  # noqa: E402

_REPORT_S = 1.0
# Both cores are busy at the top: a heartbeat that comes late is no death.
runners.HEARTBEAT_LIVENESS = 60


def main() -> None:
    """Serve one driver, and end with it."""
    parser = argparse.ArgumentParser(prog="python -m loadtest.worker")
    parser.add_argument("--master-port", type=int, required=True)
    parser.add_argument("--number", type=int, required=True)
    parser.add_argument("--of", type=int, required=True)
    parser.add_argument("--audience", type=Path, required=True)
    parser.add_argument("--targets", nargs="+", required=True)
    parser.add_argument("--follow", nargs="+", required=True)
    options = parser.parse_args()
    targets = [parse_target(url) for url in options.targets]
    # Terminals send Ctrl-C to everybody; the driver says when it is over.
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    share = Share(read_audience(options.audience), targets, tuple(options.follow), number=options.number, of=options.of)
    CohortUser.share = share
    environment = Environment(user_classes=[CohortUser])
    runner = environment.create_worker_runner("127.0.0.1", options.master_port)

    def obey(environment: Environment, msg: Any, **_: Any) -> None:
        share.obey(msg.data)

    def tell_places(environment: Environment, msg: Any, **_: Any) -> None:
        runner.send_message("places", share.places())

    def report() -> None:
        while True:
            gevent.sleep(_REPORT_S)
            said = share.report()
            log_figures(environment.stats, Figures.from_wire(said["figures"]))
            runner.send_message("report", said)

    def watch_parent() -> None:
        parent = os.getppid()
        while os.getppid() == parent:
            gevent.sleep(1)
        os._exit(1)

    runner.register_message("order", obey)
    runner.register_message("tell_places", tell_places)
    gevent.spawn(report)
    gevent.spawn(watch_parent)
    runner.greenlet.join()


if __name__ == "__main__":
    main()

"""The small parts: durations, addresses, ways back, verdicts."""

from __future__ import annotations

import ipaddress
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loadtest.coming_back import another, pause_s, told_to_wait_s
from loadtest.figures import Figures, Histogram
from loadtest.handshake import accepts, body_is_whole, read_head, socket_request
from loadtest.options import parse_options
from loadtest.people import Person, read_audience
from loadtest.plots import line_plot
from loadtest.servers import longest_ms, parse_metrics
from loadtest.show import miscounted
from loadtest.targets import Target, parse_target


@given(st.lists(st.floats(0, 200_000), min_size=1, max_size=200), st.sampled_from([0.5, 0.95, 0.99, 1.0]))
def test_a_quantile_is_never_below_the_truth_and_at_most_a_tenth_above(durations: list[float], share: float) -> None:
    histogram = Histogram()
    for ms in durations:
        histogram.add(ms)
    rank = max(1, -(-len(durations) * share // 1))
    truth = sorted(durations)[int(rank) - 1]
    got = histogram.quantile_ms(share)
    assert got is not None
    assert truth <= got <= max(truth * 1.11 + 1, 0) or truth > 100_000


def test_histograms_and_figures_add_up_over_the_wire() -> None:
    one, other = Figures(frames=2, most_turn_ms=5), Figures(frames=3, most_turn_ms=4)
    one.latency.add(3, 7)
    other.latency.add(900)
    other.closes["1012 restart"] += 2
    one.merge(Figures.from_wire(other.to_wire()))
    assert (one.frames, one.most_turn_ms, one.latency.count, one.closes["1012 restart"]) == (5, 5, 8, 2)
    assert one.latency.quantile_ms(1.0) == 900


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.5:80",
        "http://launch.example:80",
        "https://127.0.0.1:443",
        "http://127.0.0.1",
        "http://[::1]:80",
        "",
    ],
)
def test_load_goes_nowhere_but_to_this_machine(url: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        parse_target(url)


def test_targets_on_this_machine_are_taken() -> None:
    assert parse_target("http://localhost:8000/") == parse_target("http://127.0.0.1:8000") == Target("127.0.0.1", 8000)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--viewers", "0"],
        ["--viewers", "1000000"],
        ["--seconds", "90000"],
        ["--targets", "http://127.0.0.1:1"],
        ["--targets", "http://192.0.2.1:80", "--audience", "x"],
        ["--frames-per-second", "100"],
    ],
)
def test_the_driver_refuses_what_it_must_not_do(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_options(arguments)
    assert ended.value.code == 2
    assert "expected" in capsys.readouterr().err


def test_processes_are_as_many_as_their_files_ask_for() -> None:
    options = parse_options(["--viewers", "50000"])
    assert (options.clients, options.edges) == (3, 3)
    assert parse_options(["--viewers", "50000", "--scenario", "drain"]).edges == 4


def test_source_addresses_are_loopback_and_differ() -> None:
    addresses = {Person(number, "attendee", "", "").source_address for number in range(0, 130_000, 7)}
    assert len(addresses) == len(range(0, 130_000, 7))
    assert all(ipaddress.ip_address(address).is_loopback for address in addresses)


def test_the_pause_is_full_jitter_up_to_fifteen_seconds() -> None:
    random.seed(4)
    for attempt, most_s in enumerate([0.5, 1, 2, 4, 8, 15, 15]):
        pauses = [pause_s(attempt) for _ in range(300)]
        assert max(pauses) <= most_s
        assert max(pauses) > 0.9 * most_s
        assert min(pauses) < 0.1 * most_s


def test_who_is_refused_is_spread_over_all_other_servers() -> None:
    random.seed(4)
    assert {another(1, 4) for _ in range(100)} == {0, 2, 3}
    assert another(0, 1) == 0


@pytest.mark.parametrize(
    ("code", "reason", "seconds"),
    [
        (4503, "overloaded after_ms=7350", 7.35),
        (4503, "overloaded", 5),
        (4429, "", 10),
        (1006, "", 0),
        (1012, "restart", 0),
    ],
)
def test_a_close_says_how_long_to_stay_away(code: int, reason: str, seconds: float) -> None:
    assert told_to_wait_s(code, reason) == seconds


def test_the_answer_must_prove_that_the_key_was_read() -> None:
    request, key = socket_request(Target("127.0.0.1", 80), "/ws/events/1/", Person(0, "attendee", "a1", "ticket_1=x"))
    assert request.endswith(b"\r\n\r\n")
    answer = read_head(b"HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: " + key.accepted + b"\r\n\r\n\x81")
    assert answer is not None
    assert (answer[0], answer[2]) == (101, b"\x81")
    assert accepts(answer[1], key)
    assert not accepts(answer[1], socket_request(Target("127.0.0.1", 80), "/", Person(0, "", "", ""))[1])


def test_a_page_is_whole_by_its_length_or_its_last_chunk() -> None:
    assert not body_is_whole(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n", b"1234")
    assert body_is_whole(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n", b"12345")
    assert not body_is_whole(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n", b"5\r\n12345\r\n")
    assert body_is_whole(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n", b"5\r\n12345\r\n0\r\n\r\n")


def test_a_file_that_is_no_audience_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("hello\n")
    with pytest.raises(ValueError, match="expected a file that seed_audience wrote"):
        read_audience(tmp_path / "x")


LAG = 'live_loop_late_seconds_bucket{{le="0.01"}} {0}\nlive_loop_late_seconds_bucket{{le="0.1"}} {1}\n' + (
    'live_loop_late_seconds_bucket{{le="+Inf"}} {2}\n'
)


@pytest.mark.parametrize(
    ("after", "most_ms"), [((5, 5, 5), 10), ((5, 6, 6), 100), ((5, 5, 6), float("inf")), ((4, 4, 4), 0)]
)
def test_the_longest_stall_is_the_highest_bucket_that_grew(after: tuple[int, ...], most_ms: float) -> None:
    before = parse_metrics(LAG.format(4, 4, 4))
    assert longest_ms("live_loop_late_seconds", before, parse_metrics(LAG.format(*after))) == pytest.approx(most_ms)


def test_samples_are_summed_over_their_labels() -> None:
    text = '# HELP x y\nlive_closed_total{code="a"} 2.0\nlive_closed_total{code="b"} 3.0\n'
    text += "process_cpu_seconds_total 1.5e+00\n"
    scrape = parse_metrics(text)
    assert (scrape.samples["live_closed_total"], scrape.cpu_s) == (5, 1.5)


def test_an_upvote_that_was_acknowledged_and_not_counted_is_found() -> None:
    assert miscounted({"1": 4}, {"1": 7, "2": 1}, {1: 2, 2: 1}, {1: 1}) == ""
    assert miscounted({"1": 4}, {"1": 6}, {1: 2}, {1: 1}) == "question 1: 6, expected 7"
    assert miscounted({}, {"3": 1}, {}) == "question 3: 1, expected 0"


def test_a_plot_draws_each_line() -> None:
    svg = line_plot("Delivery", "ms", [("p99", [(0, 1), (1, 5)]), ("p50", [(0, 1), (1, 2)])])
    assert svg.count("<polyline") == 2
    assert line_plot("Nothing", "", [("x", [])]) == ""

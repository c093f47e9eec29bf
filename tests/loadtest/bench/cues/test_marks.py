"""Cues held against what was seen."""

from __future__ import annotations

from loadtest.bench.cues.marks import CueMark, Hit, Presented, Seen, Stretch, figures, hits


def seen(ms: int, *poll_ids: int, presented: tuple[Presented, ...] = ()) -> Seen:
    return Seen(frozenset(poll_ids), ms, presented)


def in_a_row(*frames_ms: int) -> tuple[Presented, ...]:
    return tuple(Presented(*each) for each in zip(frames_ms, range(7, 99), strict=False))


def errors_ms(cues: list[CueMark], stretch: Stretch) -> tuple[list[int], int]:
    found, lost = hits(cues, stretch)
    return [hit.error_ms for hit in found], lost


CUES = [CueMark(1, True, 10_000), CueMark(1, False, 11_000), CueMark(2, True, 12_000)]


def test_errors_are_from_the_cue_to_its_frame() -> None:
    stretch = Stretch([seen(9_000), seen(10_020, 1), seen(10_980), seen(12_040, 2)], 9_500, 13_000)
    assert errors_ms(CUES, stretch) == ([20, -20, 40], 0)


def test_cue_that_was_never_seen_is_lost() -> None:
    stretch = Stretch([seen(9_000), seen(12_040, 2)], 9_500, 13_000)
    assert errors_ms(CUES, stretch) == ([40], 2)


def test_cues_before_and_after_a_stretch_are_not_its_own() -> None:
    stretch = Stretch([seen(10_500, 1), seen(11_010)], 10_500, 11_900)
    assert errors_ms(CUES, stretch) == ([10], 0)


def test_poll_that_is_shown_twice_counts_by_the_nearer_time() -> None:
    stretch = Stretch([seen(10_010, 1), seen(10_500), seen(10_700, 1)], 9_500, 10_900)
    assert errors_ms(CUES, stretch) == ([10], 0)


def test_one_poll_may_come_as_another_goes() -> None:
    cues = [CueMark(1, True, 10_000), CueMark(1, False, 11_000), CueMark(2, True, 11_000)]
    assert errors_ms(cues, Stretch([seen(9_900), seen(10_000, 1), seen(11_020, 2)], 9_000, 12_000)) == ([0, 20, 20], 0)


def test_frames_that_were_shown_without_it_count_and_those_that_never_came_do_not() -> None:
    frozen = seen(10_420, 1, presented=in_a_row(9_920, 9_960, 10_420))
    slow = seen(10_520, 1, presented=in_a_row(9_960, 10_000, 10_040, 10_520))
    cues = [CueMark(1, True, 10_000)]
    assert hits(cues, Stretch([seen(9_000), frozen], 9_500, 13_000)) == ([Hit(420, 0)], 0)
    assert hits(cues, Stretch([seen(9_000), slow], 9_500, 13_000)) == ([Hit(520, 2)], 0)


def test_cue_that_the_picture_leapt_over_is_counted_apart_unless_it_came_later_still() -> None:
    cues = [CueMark(1, True, 10_000)]

    def outcome(*presented: Presented) -> Hit:
        [hit], _ = hits(cues, Stretch([seen(9_000), seen(presented[-1].ms, 1, presented=presented)], 9_500, 13_000))
        return hit

    leap = (Presented(9_960, 7), Presented(10_920, 8))
    assert outcome(*leap) == Hit(920, 0, True)
    assert outcome(*leap, Presented(10_960, 9)) == Hit(960, 1)
    assert outcome(Presented(9_960, 7), Presented(10_920, 9)) == Hit(920, 0)
    assert outcome(Presented(9_960, 7), Presented(10_120, 8)) == Hit(120, 0)
    assert figures([Hit(20, 0), Hit(920, 0, True)], 0) == {
        "cues": 2,
        "lost": 0,
        "leapt_over": 1,
        "error_p95_ms": 20,
        "error_max_ms": 20,
        "error_median_ms": 20,
        "frames_late_max": 0,
    }


def test_figures_tell_the_size_of_errors_and_which_way_they_lean() -> None:
    assert figures([Hit(error_ms, 0) for error_ms in (-30, 10, 20, 40)] + [Hit(10, 2)], 1) == {
        "cues": 6,
        "lost": 1,
        "error_p95_ms": 40,
        "error_max_ms": 40,
        "error_median_ms": 10,
        "frames_late_max": 2,
    }


def test_nothing_seen_has_no_error() -> None:
    assert figures([], 3) == {"cues": 3, "lost": 3}

"""What happens to reactions."""

from __future__ import annotations

from polls.reactions import services
from polls.reactions.facts import Reaction
from polls.reactions.services import Taps
from tests.contract.scenario import Act, World, scenario

_NOW_MS = 1_800_000_000_000


def _tap(**taps: int) -> object:
    counts = {{"clap": "👏", "fire": "🔥"}[name]: count for name, count in taps.items()}
    return services.count_taps(event_id=7, taps=[Taps(counts, None, _NOW_MS)])


@scenario
def the_first_taps_come(world: World) -> Act:
    return lambda: _tap(clap=3, fire=1)


@scenario
def more_taps_come(world: World) -> Act:
    _tap(clap=3, fire=1)
    return lambda: _tap(clap=2)


@scenario
def reactions_are_switched_off(world: World) -> Act:
    _tap(clap=1)
    return lambda: services.change_reactions(event_id=7, is_on=False)


@scenario
def taps_come_and_the_list_changes(world: World) -> Act:
    _tap(clap=3, fire=1)

    def act() -> None:
        _tap(clap=1)
        emoji = [Reaction(emoji="🚗", labels={"en": "Drive", "fr": "Conduire"}), Reaction(emoji="👏", labels={})]
        services.change_reactions(event_id=7, emoji=emoji)

    return act


@scenario
def the_service_level_takes_reactions(world: World) -> Act:
    _tap(clap=1)
    return lambda: services.hold_reactions(event_id=7, is_held=True)

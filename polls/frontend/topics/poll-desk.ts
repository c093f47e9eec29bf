/** poll-desk/<event>: every poll as the crew prepares and runs it; the mirror of `PollDeskTopic`. */
import { defineTopic } from "../../../live/frontend/topics";
import type { DeskPoll } from "../../../live/frontend/wire.gen";
import { withCounts, withTallies } from "./tallies";

export const pollDeskTopic = defineTopic("poll-desk", {
  apply(state, fact) {
    switch (fact.kind) {
      case "DeskPollChanged": {
        const { poll } = fact.data;
        const others = state.polls.filter((other) => other.poll.id !== poll.poll.id);
        return { ...state, polls: [...others, poll].sort(inOrder) };
      }
      case "DeskPollDeleted":
        return { ...state, polls: state.polls.filter(({ poll }) => poll.id !== fact.data.poll_id) };
      case "DeskPollsOrdered": {
        const places = new Map(fact.data.poll_ids.map((id, place) => [id, place]));
        const polls = state.polls.map((each) => atPlace(each, places.get(each.poll.id) ?? each.position));
        return { ...state, polls: polls.sort(inOrder) };
      }
      case "DeskLeadersChanged":
        return { ...state, leaders: fact.data.leaders };
    }
  },
  values: (state, values) => ({
    ...state,
    tallies: withTallies(state.tallies, values),
    waiting: withCounts(state.waiting, values, "waiting"),
  }),
});

/** Where a poll of the show stands in the list, its record does not say: it comes by its opening. */
function atPlace(desk: DeskPoll, position: number): DeskPoll {
  return { ...desk, position, poll: { ...desk.poll, position: desk.poll.placement === "feedback" ? position : 0 } };
}

function inOrder(one: DeskPoll, other: DeskPoll): number {
  return one.position - other.position || one.poll.id - other.poll.id;
}

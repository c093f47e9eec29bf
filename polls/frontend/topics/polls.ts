/** polls/<event>/<room>: what the audience is asked, and how it answered; the mirror of `PollsTopic`. */
import { defineTopic } from "../../../live/frontend/topics";
import type { PollRecord, PollsState } from "../../../live/frontend/wire.gen";
import { withCounts, withTallies, withoutPoll } from "./tallies";

export const pollsTopic = defineTopic("polls", {
  apply(state, fact) {
    switch (fact.kind) {
      case "PollOpened": {
        const { poll } = fact.data;
        const polls = [...state.polls.filter(({ id }) => id !== poll.id), poll].sort(byOpening);
        return { ...state, polls };
      }
      case "PollClosed": {
        const { poll_id, ...times } = fact.data;
        return changed(state, poll_id, times);
      }
      case "PollResultsShown": {
        const { poll_id, ...shown } = fact.data;
        return changed(state, poll_id, shown);
      }
      case "PollLeadersChanged":
        return { ...state, leaders: fact.data.leaders };
      case "SurveyOrdered": {
        const { positions } = fact.data;
        const polls = state.polls.map((poll) => ({ ...poll, position: positions[poll.id] ?? poll.position }));
        return { ...state, polls: polls.sort(byOpening) };
      }
      case "PollWithdrawn":
        return changed(state, fact.data.poll_id, { gone_at_ms: fact.data.gone_at_ms });
      case "PollTakenBack":
        return {
          ...state,
          polls: state.polls.filter(({ id }) => id !== fact.data.poll_id),
          texts: withoutPoll(state.texts, fact.data.poll_id),
        };
      case "PollTextShown": {
        const { poll_id, text, kept_from } = fact.data;
        const others = (state.texts[poll_id] ?? []).filter(({ id }) => id !== text.id);
        const shown = [...others, text].sort((one, other) => one.number - other.number);
        return { ...state, texts: { ...state.texts, [poll_id]: shown.filter(({ number }) => number >= kept_from) } };
      }
      case "PollTextsHidden": {
        const { poll_id, text_ids } = fact.data;
        const left = (state.texts[poll_id] ?? []).filter(({ id }) => !text_ids.includes(id));
        const others = withoutPoll(state.texts, poll_id);
        return { ...state, texts: left.length > 0 ? { ...others, [poll_id]: left } : others };
      }
    }
  },
  values: (state, values) => ({
    ...state,
    ballots: withCounts(state.ballots, values, "ballots"),
    tallies: withTallies(state.tallies, values),
  }),
});

function changed(state: PollsState, pollId: number, changes: Partial<PollRecord>): PollsState {
  return { ...state, polls: state.polls.map((poll) => (poll.id === pollId ? { ...poll, ...changes } : poll)) };
}

/** The survey's questions, which the phase opens, come last and in their own order. */
function byOpening(one: PollRecord, other: PollRecord): number {
  return (one.opens_at_ms ?? Infinity) === (other.opens_at_ms ?? Infinity)
    ? one.position - other.position || one.id - other.id
    : (one.opens_at_ms ?? Infinity) - (other.opens_at_ms ?? Infinity);
}

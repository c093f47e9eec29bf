/** poll-graphics/<event>: what of a poll is on air; the mirror of `PollGraphicsTopic`. */
import { defineTopic } from "../../../live/frontend/topics";
import { withTallies } from "./tallies";

export const pollGraphicsTopic = defineTopic("poll-graphics", {
  apply(state, fact) {
    switch (fact.kind) {
      case "PollGraphicShown":
        return { ...state, graphic: fact.data.graphic };
      case "PollGraphicTaken":
        return { ...state, graphic: null };
    }
  },
  values: (state, values) => ({ ...state, tallies: withTallies(state.tallies, values) }),
});

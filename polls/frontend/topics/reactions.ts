/** What there is to react with, and how often everybody did. The mirror of polls/reactions/topics.py. */
import { defineTopic } from "../../../live/frontend/topics";

const COUNT = "count/";

export const reactionsTopic = defineTopic("reactions", {
  apply: (state, { data: { is_on, is_held, emoji } }) => ({ ...state, is_on, is_held, emoji }),
  values(state, values) {
    const counts = { ...state.counts };
    for (const [key, value] of Object.entries(values)) counts[key.slice(COUNT.length)] = Number(value);
    return { ...state, counts: Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)) };
  },
});

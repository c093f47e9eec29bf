/** desk/<event>: what moderators work on; the mirror of `DeskTopic`. */
import { defineTopic } from "../../../live/frontend/topics";
import { withoutQuestion, withQuestion, withUpvotes } from "./records";

export const deskTopic = defineTopic("desk", {
  apply(state, fact) {
    switch (fact.kind) {
      case "QuestionPolicyChanged":
        return { ...state, policy: fact.data.policy };
      case "DeckOrdered":
        return { ...state, deck: fact.data.deck };
      default: {
        const { data } = fact;
        const deck = ("deck" in data ? data.deck : null) ?? state.deck;
        const left = "evicted_id" in data ? withoutQuestion(state.questions, data.evicted_id) : state.questions;
        return { ...state, questions: withQuestion(left, data.question), deck };
      }
    }
  },
  values: (state, values) => ({ ...state, upvotes: withUpvotes(state.upvotes, values) }),
});

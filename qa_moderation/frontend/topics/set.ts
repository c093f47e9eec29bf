/** set/<event>: what the host on the set sees; the mirror of `SetTopic`. */
import { defineTopic } from "../../../live/frontend/topics";
import { withoutQuestion, withQuestion, withUpvotes } from "./records";

export const setTopic = defineTopic("set", {
  apply(state, fact) {
    if (fact.kind === "DeckOrdered") return { ...state, deck: fact.data.deck };
    const { data } = fact;
    const deck = ("deck" in data ? data.deck : null) ?? state.deck;
    const left = "evicted_id" in data ? withoutQuestion(state.questions, data.evicted_id) : state.questions;
    const leaves = fact.kind === "QuestionRecalled" || fact.kind === "QuestionWithdrawn";
    const questions = leaves ? withoutQuestion(left, data.question.id) : withQuestion(left, data.question);
    return { ...state, questions, deck };
  },
  values: (state, values) => ({ ...state, upvotes: withUpvotes(state.upvotes, values) }),
});

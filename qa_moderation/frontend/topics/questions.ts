/** questions/<event>: what the audience sees; the mirror of `QuestionsTopic`. */
import { defineTopic } from "../../../live/frontend/topics";
import { withoutQuestion, withQuestion, withUpvotes } from "./records";

export const questionsTopic = defineTopic("questions", {
  apply(state, fact) {
    switch (fact.kind) {
      case "QuestionPolicyChanged":
        return { ...state, policy: fact.data.policy };
      case "QuestionPublished":
        return { ...state, questions: withQuestion(state.questions, fact.data.question) };
      case "QuestionProgressed": {
        const left = withoutQuestion(state.questions, fact.data.evicted_id);
        return { ...state, questions: withQuestion(left, fact.data.question) };
      }
      case "AskersShown":
        return { ...state, questions: fact.data.questions.reduce(withQuestion, state.questions) };
      case "QuestionUnpublished": {
        const left = withoutQuestion(state.questions, fact.data.evicted_id);
        return { ...state, questions: withoutQuestion(left, fact.data.question_id) };
      }
    }
  },
  values: (state, values) => ({ ...state, upvotes: withUpvotes(state.upvotes, values) }),
});

/** my-questions/<event>/<subject>: what became of one's own questions; the mirror of `MyQuestionsTopic`. */
import { defineTopic } from "../../../live/frontend/topics";
import { withQuestion } from "./records";

export const myQuestionsTopic = defineTopic("my-questions", {
  apply(state, fact) {
    switch (fact.kind) {
      case "MyQuestionAsked":
      case "MyQuestionMoved":
        return { ...state, questions: withQuestion(state.questions, fact.data.question) };
      case "UpvoteCast": {
        const upvoted = new Set([...state.upvoted, fact.data.question_id]);
        return { ...state, upvoted: [...upvoted].sort((one, other) => one - other) };
      }
      case "UpvoteTakenBack":
        return { ...state, upvoted: state.upvoted.filter((id) => id !== fact.data.question_id) };
    }
  },
});

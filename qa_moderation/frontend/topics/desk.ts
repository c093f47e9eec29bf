/** desk/<event>: what moderators work on; the mirror of `DeskTopic`. */
import { defineTopic } from "../../../live/frontend/topics";
import {
  questionsOf,
  withCursors,
  withFeeds,
  withFields,
  withFlags,
  withoutQuestion,
  withoutQuestions,
  withPrompts,
  withQuestion,
  withThemes,
  withUpvotes,
} from "./records";

export const deskTopic = defineTopic("desk", {
  apply(state, fact) {
    switch (fact.kind) {
      case "QuestionPolicyChanged":
        return { ...state, policy: fact.data.policy };
      case "ViewsChanged":
        return { ...state, views: fact.data.views };
      case "QuestionClaimed":
        return { ...state, questions: withFields(state.questions, fact.data.question_id, { claim: fact.data.claim }) };
      case "SimilarFound":
        return { ...state, questions: withFields(state.questions, fact.data.question_id, { similar: fact.data.similar }) };
      case "QuestionsFlagged":
        return { ...state, questions: withFlags(state.questions, fact.data.flagged) };
      case "ThemesChanged":
        return {
          ...state,
          themes: fact.data.themes,
          themes_version: fact.data.version,
          questions: withThemes(state.questions, fact.data.themes),
        };
      case "FeedsChanged":
        return {
          ...state,
          feeds: fact.data.feeds,
          feeds_version: fact.data.version,
          prompts: withPrompts(state.prompts, fact.data.feeds),
          questions: withFeeds(state.questions, fact.data.feeds),
        };
      case "PromptChanged":
        return { ...state, prompts: { ...state.prompts, [fact.data.feed]: fact.data.prompt } };
      case "QuestionsErased": {
        const { question_ids, changed, deck } = fact.data;
        const left = withoutQuestions(state.questions, question_ids);
        return { ...state, questions: changed.reduce(withQuestion, left), deck: deck ?? state.deck };
      }
      case "DeckOrdered":
        return { ...state, deck: fact.data.deck };
      default: {
        const { data } = fact;
        const deck = ("deck" in data ? data.deck : null) ?? state.deck;
        const left = "evicted_id" in data ? withoutQuestion(state.questions, data.evicted_id) : state.questions;
        return { ...state, questions: questionsOf(data).reduce(withQuestion, left), deck };
      }
    }
  },
  values: (state, values) => ({
    ...state,
    upvotes: withUpvotes(state.upvotes, values),
    cursors: withCursors(state.cursors, values),
  }),
});

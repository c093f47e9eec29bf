/** Registers the elements of polls on the attendee's page. */
import "../charts/define";
import { PollAnswer } from "./poll-answer";
import { PollCountdown } from "./poll-countdown";
import { PollRanking } from "./poll-ranking";
import { Polls } from "./polls";
import { QuizName } from "./quiz-name";
import { Survey } from "./survey";
import "./polls.css";
import "./answer.css";
import "./survey.css";

// A guest may not follow polls: they see nothing of them.
if (document.documentElement.hasAttribute("data-registered")) {
  customElements.define("live-poll-ranking", PollRanking);
  customElements.define("live-poll-countdown", PollCountdown);
  customElements.define("live-poll-answer", PollAnswer);
  customElements.define("live-quiz-name", QuizName);
  customElements.define("live-polls", Polls);
  customElements.define("live-survey", Survey);
}

/** Registers the elements of questions on the attendee's page. */
import { Answers } from "./answers";
import { Ask } from "./ask";
import { MyQuestions } from "./my-questions";
import { QuestionPanel } from "./question-panel";
import { Questions } from "./questions";
import "./questions.css";
import "./question.css";
import "./ask.css";
import "./fate.css";
import "./places.css";

// A guest may not follow questions: the page shows them the door instead, and these stay the plain boxes that they are.
if (document.documentElement.hasAttribute("data-registered")) {
  customElements.define("live-question-panel", QuestionPanel);
  customElements.define("live-questions", Questions);
  customElements.define("live-my-questions", MyQuestions);
  customElements.define("live-ask", Ask);
  customElements.define("live-answers", Answers);
}

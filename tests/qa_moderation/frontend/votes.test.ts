import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { setLanguage } from "../../../live/frontend/i18n";
import type { CommandMessage } from "../../../live/frontend/messages";
import { usePage } from "../../../live/frontend/page";
import { Questions } from "../../../qa_moderation/frontend/attendee/questions";
import { fact, makeClient, type FakeSocket } from "../../live/frontend/fakes";
import { publicQuestion } from "./records";

customElements.define("live-questions", Questions);

const MINE = { topic: "my-questions/1/a1", epoch: "e1" };
const ALL = { topic: "questions/1", epoch: "e1" };

let socket: FakeSocket;
let list: Questions;
/** Everything that the button has shown: whether it is pressed, and its count. */
let seen: string[];

beforeEach(async () => {
  const { live, connect } = makeClient();
  usePage({ config: { event_id: 1, slug: "e", socket: "", language: "en", subject: "a1", roles: [] }, live });
  document.body.innerHTML = "<live-questions></live-questions>";
  list = document.body.firstElementChild as Questions;
  socket = connect();
  const policy = { accepts_questions: true, max_chars: 300, allows_anonymous: true };
  socket.says(
    { type: "snapshot", ...ALL, offset: 3, rev: 10, state: { policy, questions: { 7: publicQuestion(7) }, upvotes: { 7: 5 } } },
    { type: "snapshot", ...MINE, offset: 1, rev: 0, state: { questions: {}, upvoted: [] } },
  );
  seen = [];
  await look();
});

afterEach(() => {
  document.body.innerHTML = "";
  setLanguage("en");
  usePage(null);
  vi.useRealTimers();
});

function button(): HTMLElement {
  const found = list.querySelector<HTMLElement>(".upvote");
  if (!found) throw new Error("expected a question, got none");
  return found;
}

async function look(): Promise<string | undefined> {
  await vi.advanceTimersByTimeAsync(0);
  await list.updateComplete;
  const shown = `${button().getAttribute("aria-pressed")} ${button().textContent.trim()}`;
  if (seen.at(-1) !== shown) seen.push(shown);
  return seen.at(-1);
}

async function press(): Promise<void> {
  button().click();
  await look();
}

function commands(): CommandMessage[] {
  return socket.sent.filter((message): message is CommandMessage => message.type === "command");
}

const steps = {
  ack: (result: object = { upvotes: 6, rev: 12, offset: 2 }) => {
    socket.says({ type: "ack", id: commands().at(-1)?.id, result });
  },
  fact: (offset = 2, kind = "UpvoteCast") => {
    socket.says({ type: "facts", ...MINE, facts: [{ ...fact(offset, "", kind), data: { question_id: 7 } }] });
  },
  values: (rev = 12, count = 6) => {
    socket.says({ type: "values", ...ALL, rev, values: { "upvotes/7": count } });
  },
};

it.each([
  [["ack", "fact", "values"]],
  [["ack", "values", "fact"]],
  [["fact", "ack", "values"]],
  [["fact", "values", "ack"]],
  [["values", "ack", "fact"]],
  [["values", "fact", "ack"]],
] as const)("shows a press once and for good, whatever comes first: %s", async (order) => {
  await press();
  for (const step of order) {
    steps[step]();
    await look();
  }
  expect(seen).toEqual(["false 5", "true 6"]);
});

it("does not go back to a count from before the vote that comes after the answer", async () => {
  await press();
  steps.ack({ upvotes: 8, rev: 13, offset: 2 });
  await look();
  steps.values(11, 6); // somebody's before
  await look();
  steps.fact();
  await look();
  steps.values(15, 9); // conflated: this one's and what came upon it
  await look();
  expect(seen).toEqual(["false 5", "true 6", "true 8", "true 9"]);
});

it("takes a vote back as it casts one", async () => {
  socket.says({ type: "snapshot", ...MINE, offset: 2, rev: 0, state: { questions: {}, upvoted: [7] } });
  await look();
  await press();
  expect(commands().at(-1)?.name).toBe("qa.take_back_upvote");
  steps.ack({ upvotes: 4, rev: 12, offset: 3 });
  await look();
  steps.fact(3, "UpvoteTakenBack");
  await look();
  steps.values(12, 4);
  await look();
  expect(seen.slice(1)).toEqual(["true 5", "false 4"]);
});

it("goes back to what is known when it is refused, and says why", async () => {
  await press();
  socket.says({ type: "refusal", id: commands()[0]?.id, code: "qa.not_votable", message: "", details: {} });
  expect(await look()).toBe("false 5");
  expect(list.querySelector(".complaint")?.textContent).toBe("This question is no longer open for votes.");
});

it("goes back to the vote that counts when only the next is refused", async () => {
  await press();
  steps.ack();
  await look();
  await press();
  socket.says({ type: "refusal", id: commands().at(-1)?.id, code: "live.rate_limited", message: "", details: {} });
  await look();
  steps.fact();
  steps.values();
  await look();
  expect(seen).toEqual(["false 5", "true 6", "false 5", "true 6"]);
});

it("sends one press of a question at a time, and what is wished in the end", async () => {
  await press();
  await press();
  await press();
  await press();
  expect(commands().map(({ name }) => name)).toEqual(["qa.upvote"]);
  steps.ack();
  expect(await look()).toBe("false 5");
  expect(commands().map(({ name }) => name)).toEqual(["qa.upvote", "qa.take_back_upvote"]);
  steps.fact();
  expect(await look()).toBe("false 5");
  steps.ack({ upvotes: 5, rev: 13, offset: 3 });
  expect(await look()).toBe("false 5");
  steps.values(13, 5);
  steps.fact(3, "UpvoteTakenBack");
  expect(await look()).toBe("false 5");
});

it("believes what the topics say once their logs live anew", async () => {
  await press();
  steps.ack();
  socket.says({ type: "snapshot", ...MINE, epoch: "e2", offset: 0, rev: 0, state: { questions: {}, upvoted: [] } });
  socket.says({ type: "snapshot", ...ALL, epoch: "e2", offset: 0, rev: 0, state: { policy: { accepts_questions: true, max_chars: 300, allows_anonymous: true }, questions: { 7: publicQuestion(7) }, upvotes: {} } });
  expect(await look()).toBe("false 0");
});

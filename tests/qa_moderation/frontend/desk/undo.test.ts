import { expect, it } from "vitest";
import { UndoStack } from "../../../../qa_moderation/frontend/desk/undo";

it("looks deeper when the newest can be undone no more", () => {
  const stack = new UndoStack();
  stack.push([{ question_id: 1, version: 1 }], "long", 10_000);
  stack.push([{ question_id: 2, version: 1 }], "short", 5_000);
  expect(stack.top(14_000)?.label).toBe("short");
  expect(stack.top(16_000)?.label).toBe("long");
  expect(stack.pop(16_000)?.label).toBe("long");
  expect(stack.top(16_000)).toBeNull();
});

/** The sign of each action. */
import {
  arrowRightIcon,
  checkIcon,
  closeIcon,
  downIcon,
  flagIcon,
  languageIcon,
  lockIcon,
  mergeIcon,
  noteIcon,
  parkIcon,
  pencilIcon,
  replyIcon,
  sendIcon,
  tagIcon,
  undoIcon,
  upIcon,
} from "../../../live/frontend/icons";
import type { Action } from "./actions";

export const ICONS: Readonly<Record<Action, string>> = {
  approve: checkIcon,
  reject: closeIcon,
  send: sendIcon,
  recall: undoIcon,
  park: parkIcon,
  up: upIcon,
  down: downIcon,
  edit: pencilIcon,
  merge: mergeIcon,
  answer: replyIcon,
  note: noteIcon,
  theme: tagIcon,
  priority: flagIcon,
  language: languageIcon,
  feed: arrowRightIcon,
  claim: lockIcon,
};

/** The emoji at hand; every keyboard has the others. */
export const EMOJI: readonly string[] = [
  ..."👏🔥😍🤩😮😂👍🙌💡🚗⚡🎉🖤".match(/./gu) ?? [],
  "❤️",
  "🤔",
  "🙏",
];

/** What the panel of graphics says, in both languages. */
import type { CommandOutcome } from "../../../live/frontend/client";
import { messages } from "../../../live/frontend/i18n";

export const t = messages({
  en: {
    graphics: "Graphics",
    lower_third: "Lower third",
    full: "Full screen",
    ticker: "Ticker",
    poll: "Poll",
    onAir: "on air",
    open: "Show monitor, ticker and keys",
    close: "Close",
    monitor: "What the graphics are now",
    question: "Question",
    nothing: "No question on air",
    left: "Has left the air and is still shown",
    autoHide: "Hide with the question",
    lines: "Lines of the ticker",
    noLines: "No lines yet. Add a question or words of your own.",
    addQuestion: "Add a question",
    choose: "Choose a question",
    addText: "Add your own line",
    add: "Add",
    up: "Up",
    down: "Down",
    remove: "Remove",
    keys: "Keys for OBS, vMix, keyers",
    noKeys: "No keys yet. One for each machine, so that each can be revoked alone.",
    label: "For which machine",
    make: "Make a key",
    address: "Address",
    copy: "Copy",
    copied: "Copied",
    all: "All in one",
    kind: "Graphic in the address",
    revoke: "Revoke",
    reallyRevoke: "Revoke now",
    inUse: "in use",
    seen: "last seen {age} ago",
    neverSeen: "never opened",
    minutes: "{n} min",
    hours: "{n} h",
    stale: "{name} changed the ticker. Look again.",
    somebody: "Somebody else",
    empty: "There is nothing to show.",
    notPublic: "The audience does not see this question.",
    tooManyKeys: "There are 20 keys. Revoke one first.",
    noLabel: "Say for which machine.",
    failed: "That did not work. Try again.",
  },
  fr: {
    graphics: "Habillage",
    lower_third: "Synthé",
    full: "Plein écran",
    ticker: "Bandeau",
    poll: "Vote",
    onAir: "à l’antenne",
    open: "Afficher le retour, le bandeau et les clés",
    close: "Fermer",
    monitor: "L’habillage en ce moment",
    question: "Question",
    nothing: "Aucune question à l’antenne",
    left: "N’est plus à l’antenne et reste affichée",
    autoHide: "Masquer avec la question",
    lines: "Lignes du bandeau",
    noLines: "Pas encore de ligne. Ajoutez une question ou votre texte.",
    addQuestion: "Ajouter une question",
    choose: "Choisir une question",
    addText: "Ajouter votre ligne",
    add: "Ajouter",
    up: "Monter",
    down: "Descendre",
    remove: "Enlever",
    keys: "Clés pour OBS, vMix, incrustateurs",
    noKeys: "Pas encore de clé. Une par machine, pour révoquer chacune seule.",
    label: "Pour quelle machine",
    make: "Créer une clé",
    address: "Adresse",
    copy: "Copier",
    copied: "Copiée",
    all: "Tout en un",
    kind: "Élément dans l’adresse",
    revoke: "Révoquer",
    reallyRevoke: "Révoquer maintenant",
    inUse: "utilisée",
    seen: "vue il y a {age}",
    neverSeen: "jamais ouverte",
    minutes: "{n} min",
    hours: "{n} h",
    stale: "{name} a changé le bandeau. Regardez à nouveau.",
    somebody: "Quelqu’un d’autre",
    empty: "Il n’y a rien à afficher.",
    notPublic: "Le public ne voit pas cette question.",
    tooManyKeys: "Il y a 20 clés. Révoquez-en une d’abord.",
    noLabel: "Dites pour quelle machine.",
    failed: "Cela n’a pas marché. Réessayez.",
  },
});

const REFUSALS = {
  "graphics.nothing_to_show": "empty",
  "graphics.not_public": "notPublic",
  "graphics.too_many_keys": "tooManyKeys",
  "graphics.label_empty": "noLabel",
} as const;

/** The sentence for what was refused. */
export function sayRefusal({ code, details }: Extract<CommandOutcome, { ok: false }>): string {
  const by = details["changed_by"];
  if (code === "graphics.ticker_stale") return t("stale", { name: typeof by === "string" && by ? by : t("somebody") });
  return t(Object.entries(REFUSALS).find(([known]) => known === code)?.[1] ?? "failed");
}

const MINUTE_MS = 60_000;
/** A page that is open says so each minute. */
const IN_USE_MS = 2 * MINUTE_MS;

/** How long ago a key was last in use. */
export function saySeen(seenAtMs: number | undefined, nowMs: number): string {
  if (seenAtMs === undefined) return t("neverSeen");
  const minutes = Math.floor((nowMs - seenAtMs) / MINUTE_MS);
  if (nowMs - seenAtMs < IN_USE_MS) return t("inUse");
  return t("seen", { age: minutes < 120 ? t("minutes", { n: minutes }) : t("hours", { n: Math.floor(minutes / 60) }) });
}

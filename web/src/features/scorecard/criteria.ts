import type { Model } from "@/api";

type Card = Model<"Scorecard">;
type Score = Model<"Score">;

/** What a segmentation cannot be without, in the order that people ask for it. */
export const MUST: readonly Score["criterion"][] = ["manageable", "substantial", "distinct", "stable", "reachable"];

export interface Row {
  criterion: Score["criterion"];
  title: string;
  weight: number;
  /** In the order of the cards; null where a card does not have it. */
  scores: (Score | null)[];
}

/** One row a criterion over all cards, the heaviest first. */
export function layRows(cards: readonly Card[]): Row[] {
  const rows = new Map<string, Row>();
  cards.forEach((card, place) => {
    for (const score of card.scores) {
      const row = rows.get(score.criterion) ?? { criterion: score.criterion, title: score.title, weight: score.weight, scores: cards.map(() => null) };
      row.scores[place] = score;
      rows.set(score.criterion, row);
    }
  });
  return [...rows.values()].sort((first, second) => second.weight - first.weight);
}

/** The knock-outs of a card: which are met and which are not. */
export function listMust(card: Card): { criterion: string; title: string; isMet: boolean | null; said: string }[] {
  return MUST.flatMap((criterion) => {
    const score = card.scores.find((each) => each.criterion === criterion);
    return score ? [{ criterion, title: score.title, isMet: score.points === null && !score.knocks_out ? null : !score.knocks_out, said: score.sentence }] : [];
  });
}

/** What to do with the cards: which to use, or what stands in the way. The best card is the first. */
export function recommend(cards: readonly Card[]): { title: string; said: string } | null {
  const best = cards[0];
  if (!best) return null;
  if (best.points === null) return { title: cards.length > 1 ? "None of them can be used yet" : `${best.title} cannot be used yet`, said: best.sentence };
  const second = cards[1];
  const lead = second && second.points !== null ? best.points - second.points : null;
  const close = lead !== null && lead < 3 ? ` ${second!.title} is as good: let the teams choose which one they would act on.` : "";
  return { title: cards.length > 1 ? `Use ${best.title}` : `${best.title} can be used`, said: `${best.sentence}${close}` };
}

/** Whether the card has a name of its own: a segment's title, even with a number, is none. */
export function isOwn({ name, title }: { name: string; title: string }): boolean {
  return name.replace(/ \d+$/, "") !== title;
}

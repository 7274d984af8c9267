export function Maker() {
  return null;
}

import { expect, test } from "vitest";
import { readFileName } from "./download";

test.each([
  ['attachment; filename="vips-2026-06-30.csv"', "vips-2026-06-30.csv"],
  ["attachment; filename*=utf-8''%D0%B3%D1%80%D1%83%D0%BF%D0%BF%D1%8B-placed.csv", "группы-placed.csv"],
  ["attachment", null],
  [null, null],
])("a file's name is read from %s", (disposition, name) => {
  expect(readFileName(disposition)).toBe(name);
});

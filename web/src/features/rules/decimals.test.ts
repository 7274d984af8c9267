import { expect, it } from "vitest";
import { readDecimal, shiftDecimal } from "./decimals";

it.each([
  ["40", "40"], ["0040", "40"], ["1,5", "1.5"], ["1,234", "1234"], ["1,234,567.80", "1234567.8"], ["-.5", "-0.5"], ["1.", "1"], ["2 000", "2000"],
  ["", null], ["-", null], ["1e3", null], ["12345678901234567", null], ["0.1234567890123", null],
])("reads %s", (typed, number) => expect(readDecimal(typed)).toBe(number));

it.each<[string, number, string]>([["0.12", 2, "12"], ["12", -2, "0.12"], ["0.005", 2, "0.5"], ["-7", -2, "-0.07"], ["100", -2, "1"], ["0", 2, "0"]])(
  "shifts %s by %i",
  (value, by, shifted) => expect(shiftDecimal(value, by)).toBe(shifted),
);

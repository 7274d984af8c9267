import { expect, it } from "vitest";
import { makeFormat } from "@/format";

it("writes a sentence's days, amounts and numbers as the project does", () => {
  const said = "VIPs of 2019-03-30 came to 1,584.50 EUR a customer (n = 1,290; 2.83 to 31.5 %), others to 12 EUR. Version v1.2.3 and k-9 stay.";
  expect(makeFormat("de-DE", "EUR", "UTC").prose(said).replaceAll("\u00a0", " ")).toBe(
    "VIPs of 30.03.2019 came to 1.584,50 € a customer (n = 1.290; 2,83 to 31,5 %), others to 12 €. Version v1.2.3 and k-9 stay.",
  );
  expect(makeFormat("en-US", null, "UTC").prose("1,290 customers in 2019, 12 EUR")).toBe("1,290 customers in 2019, 12 EUR");
});

export { Histogram, Outline } from "@/parts";

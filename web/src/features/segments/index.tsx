import { Route, Routes } from "react-router";
import { NewSegment } from "./NewSegment";
import { Overlaps } from "./Overlaps";
import { SegmentationPage } from "./SegmentationPage";
import { SegmentList } from "./SegmentList";
import { SegmentPage } from "./SegmentPage";

/** Segments and segmentations: all of them, one of them, a new one, and how they overlap. */
export default function Segments() {
  return (
    <Routes>
      <Route index element={<SegmentList />} />
      <Route path="new" element={<NewSegment />} />
      <Route path="overlaps" element={<Overlaps />} />
      <Route path="divide/new" element={<SegmentationPage />} />
      <Route path="divide/:name" element={<SegmentationPage />} />
      <Route path="of/*" element={<SegmentPage />} />
    </Routes>
  );
}

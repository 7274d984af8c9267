import { Navigate, Route, Routes, useLocation, useParams } from "react-router";
import { useDefinitions } from "@/api";
import { Working } from "@/parts";
import { addressOf, addressOfDivision } from "./listing";
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
      <Route path="*" element={<Named />} />
    </Routes>
  );
}

/** `/segments/NAME`, as other pages point here: the page of that segment or segmentation. */
function Named() {
  const name = useParams()["*"] ?? "";
  const { search } = useLocation();
  const query = useDefinitions();
  if (query.isPending) return <Working what="Reading the segments" />;
  const isDivision = name in (query.data?.definitions.segmentations ?? {});
  return <Navigate to={(isDivision ? addressOfDivision(name) : addressOf(name)) + search} replace />;
}

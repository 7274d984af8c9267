import { Route, Routes, useSearchParams } from "react-router";
import { NewStudy } from "./NewStudy";
import { Studies } from "./Studies";
import { StudyPage } from "./StudyPage";

/** Groups in the data: all studies, a new one, one with its verdict. */
export default function Discover() {
  const [parameters] = useSearchParams();
  return (
    <Routes>
      <Route index element={parameters.has("basis") ? <NewStudy /> : <Studies />} />
      <Route path="new" element={<NewStudy />} />
      <Route path=":name" element={<StudyPage />} />
    </Routes>
  );
}

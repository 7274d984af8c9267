import { Route, Routes } from "react-router";
import { AimsPage } from "./AimsPage";
import { AnswerPage } from "./AnswerPage";
import { ObjectivePage } from "./ObjectiveForm";
import { TargetPage } from "./TargetForm";

/** Targets and objectives: the list, the two forms, and an answer by itself. */
export default function Targets() {
  return (
    <Routes>
      <Route index element={<AimsPage />} />
      <Route path="new" element={<TargetPage />} />
      <Route path="change/:name" element={<TargetPage />} />
      <Route path="questions/new" element={<ObjectivePage />} />
      <Route path="questions/:name/change" element={<ObjectivePage />} />
      <Route path="questions/:name" element={<AnswerPage />} />
    </Routes>
  );
}

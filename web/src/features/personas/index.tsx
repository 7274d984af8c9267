import { Route, Routes } from "react-router";
import { CardPage } from "./CardPage";
import { Gallery } from "./Gallery";

export default function Personas() {
  return (
    <Routes>
      <Route index element={<Gallery />} />
      <Route path="*" element={<CardPage />} />
    </Routes>
  );
}

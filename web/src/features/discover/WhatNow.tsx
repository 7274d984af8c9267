import { Button } from "@mantine/core";
import { Link } from "react-router";
import type { Model } from "@/api";

/** The verdict's next step as buttons. Where there are no groups, what serves better. */
export function WhatNow({ found, adoptedAs }: { found: Model<"DiscoveryResult">; adoptedAs: string | null }) {
  if (found.verdict === "no segmentation")
    return (
      <>
        <Button component={Link} to="/segments/new" variant="light">Take value tiers or templates</Button>
        <Button component={Link} to="/segments/new" variant="default">Write rules</Button>
        <Button component={Link} to="/targets" variant="default">Ask an objective</Button>
        <Button component={Link} to={`/discover/new?from=${encodeURIComponent(found.name)}`} variant="default">Group by something else</Button>
      </>
    );
  if (adoptedAs)
    return (
      <>
        <Button component={Link} to={`/segments?segmentation=${encodeURIComponent(found.name)}`} variant="light">See them in Segments</Button>
        <Button component={Link} to="/personas" variant="default">Make personas</Button>
      </>
    );
  const chosen = found.study.find((row) => row.k === found.chosen_k && row.algorithm === found.chosen_algorithm);
  if (chosen?.knocked_out.length)
    return (
      <>
        <Button component="a" href="#numbers" variant="light">Compare other numbers of groups</Button>
        <Button component={Link} to={`/discover/new?from=${encodeURIComponent(found.name)}`} variant="default">Group by something else</Button>
      </>
    );
  return (
    <>
      <Button component="a" href="#adopt" variant="light">{found.verdict === "constructive" ? "Adopt as simple rules" : "Adopt these groups"}</Button>
      <Button component={Link} to={`/discover/new?from=${encodeURIComponent(found.name)}`} variant="default">Group by something else</Button>
    </>
  );
}

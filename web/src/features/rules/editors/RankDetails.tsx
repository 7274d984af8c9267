import { useGround } from "../context";
import { Choice } from "../Choice";
import classes from "../rules.module.css";
import type { PercentileRange, Rank } from "../tree";
import { fieldsOf, unitOf } from "../vocabulary";

const NONE = "";

/** Within which groups is ranked, and among whom. */
export function RankDetails<Form extends Rank | PercentileRange>({ node, onChange }: { node: Form; onChange: (node: Form) => void }) {
  const ground = useGround();
  const groups = fieldsOf(ground).filter((field) => ["category", "ordered", "flag"].includes(field.kind) || field.name === node.within);
  const { segments } = unitOf(ground);
  return (
    <>
      <Choice
        label="Within each"
        value={node.within ?? NONE}
        options={[{ key: NONE, words: "of all" }, ...groups.map((field) => ({ key: field.name, words: `within each ${field.title.toLowerCase()}` }))]}
        onChange={(within) => onChange({ ...node, within: within || null })}
      />
      {(segments.length > 0 || node.among) && (
        <>
          <span className={classes.quiet}>among</span>
          <Choice
            label="Among"
            value={node.among ?? NONE}
            options={[{ key: NONE, words: "everyone" }, ...segments.map((segment) => ({ key: segment.name, words: `“${segment.title}”` }))]}
            onChange={(among) => onChange({ ...node, among: among || null })}
          />
        </>
      )}
    </>
  );
}

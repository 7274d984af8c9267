import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import typescript from "typescript-eslint";

export default typescript.config(
  { ignores: ["node_modules", "src/api/schema.d.ts"] },
  ...typescript.configs.recommended,
  a11y.flatConfigs.recommended,
  hooks.configs.flat["recommended-latest"] ?? hooks.configs.flat.recommended,
  {
    files: ["src/**/*.{ts,tsx}"],
    rules: {
      "jsx-a11y/no-autofocus": "off", // a dialog's first field is where a person goes on
      "max-lines": ["error", { max: 500, skipBlankLines: false }],
      "no-restricted-imports": ["error", { patterns: [{ group: ["@/app/*"], message: "A feature does not know the app." }] }],
    },
  },
  { files: ["src/app/**", "src/main.tsx", "src/testing/**"], rules: { "no-restricted-imports": "off" } },
);

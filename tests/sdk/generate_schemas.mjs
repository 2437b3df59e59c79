// Prints one JSON schema that defines the models of support/routes.mjs, read from the types that come with the SDK.
//
//   node generate_schemas.mjs > FILE
//
// No model takes a field it does not name. The types call instants strings; those are held to be instants here.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createGenerator } from "ts-json-schema-generator";

import { modelNames } from "./support/routes.mjs";

const compilerOptions = {
  module: "nodenext", moduleResolution: "nodenext", target: "es2022", strict: true, skipLibCheck: true, types: [],
};

const instantNames = /(Date|Start|End|Time|Timestamp)$|^(date[A-Z].*|inactivityTimeout|expires)$/;
const dayNames = /^date(Start|End|Hire)$/;

/// The schema of the models, made in a folder below this one, where the SDK's types are found.
function generate(models) {
  const folder = mkdtempSync(join(dirname(fileURLToPath(import.meta.url)), "node_modules", ".models-"));
  try {
    const lines = models.map((model) => `export type ${model} = Models.${model};\n`);
    writeFileSync(join(folder, "models.mts"),
      `import type { Models } from "purecloud-platform-client-v2";\n${lines.join("")}`);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["models.mts"] }));
    const generator = createGenerator({
      path: join(folder, "models.mts"), tsconfig: join(folder, "tsconfig.json"), additionalProperties: false,
    });
    return generator.createSchema("*");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function holdInstants(schema) {
  for (const definition of Object.values(schema.definitions)) {
    for (const [name, property] of Object.entries(definition.properties ?? {})) {
      const isInstant = instantNames.test(name) && !dayNames.test(name);
      if (property.type === "string" && isInstant) property.format = "date-time";
    }
  }
  return schema;
}

process.stdout.write(JSON.stringify(holdInstants(generate(modelNames()))));

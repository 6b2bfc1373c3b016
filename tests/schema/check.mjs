// Holds static/mirrors.json to its schema, and the schemas to the tables that the readers are held to
// (tests/core/mirror_lists.rs, tests/cli/transfer.rs). Further files are checked too: node tests/schema/check.mjs [FILE…]

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { default: Ajv } = createRequire(join(PROJECT, 'tests/e2e/package.json'))('ajv/dist/2020.js');

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true });
const validate = ajv.compile(read(join(PROJECT, 'static/mirrors.schema.json')));

const faults = [];
for (const file of [join(PROJECT, 'static/mirrors.json'), ...process.argv.slice(2)]) {
  if (!validate(read(file))) faults.push(`${file}: ${ajv.errorsText(validate.errors, { dataVar: '', separator: '\n  ' })}`);
}

const { good, changes } = read(join(PROJECT, 'tests/fixtures/mirrors/changes.json'));
if (!validate(good)) faults.push(`the good list is refused: ${ajv.errorsText(validate.errors)}`);
for (const change of changes) {
  const wanted = change.fault === undefined || change.schema === false;
  if (validate(changed(change)) !== wanted) {
    faults.push(`${JSON.stringify(change)} is ${wanted ? `refused: ${ajv.errorsText(validate.errors)}` : 'accepted'}`);
  }
}

const isManifest = ajv.compile(read(join(PROJECT, 'docs/manifest.schema.json')));
const manifests = read(join(PROJECT, 'tests/fixtures/transfer/manifests.json'));
for (const manifest of manifests.good) {
  if (!isManifest(manifest)) faults.push(`${JSON.stringify(manifest)} is refused: ${ajv.errorsText(isManifest.errors)}`);
}
for (const { manifest, schema } of manifests.bad) {
  if (isManifest(manifest) !== (schema === false)) faults.push(`${JSON.stringify(manifest)} is ${schema === false ? 'refused' : 'accepted'}`);
}

if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
console.log(`The mirror list fits its schema, and the schema ${changes.length} good and bad lists; that of manifests fits ${manifests.good.length + manifests.bad.length} good and bad ones.`);

function changed({ at, put }) {
  const list = structuredClone(good);
  const names = at.split('/').slice(1);
  const last = names.pop();
  const parent = names.reduce((value, name) => value[name], list);
  if (last === '-') parent.push(put);
  else if (put === undefined) delete parent[last];
  else parent[last] = put;
  return list;
}

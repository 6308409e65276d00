import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

// The table of floors and rooms, from the architecture: a floor lists what it may import. Nothing may import a room of its own floor, except where a room says so below.
const floors = {
  'floor:kernel': [],
  'floor:core': ['floor:kernel', 'room:ledger'],
  'floor:contracts': ['floor:kernel'],
  'floor:adapters': ['floor:contracts', 'floor:core', 'floor:kernel'],
  'floor:platform': ['floor:adapters', 'floor:contracts', 'floor:core', 'floor:kernel'],
  'floor:contexts': ['floor:platform', 'floor:adapters', 'floor:contracts', 'floor:core', 'floor:kernel'],
  'floor:apps': ['floor:contexts', 'floor:platform', 'floor:adapters', 'floor:contracts', 'floor:core', 'floor:kernel'],
  'floor:testing': ['floor:testing', 'floor:contexts', 'floor:platform', 'floor:adapters', 'floor:contracts', 'floor:core', 'floor:kernel'],
  'floor:tools': ['floor:testing', 'floor:contexts', 'floor:platform', 'floor:adapters', 'floor:contracts', 'floor:core', 'floor:kernel'],
};

// Of the core rooms only views and messaging may look into ledger.
const rooms = { 'room:ledger': ['floor:kernel'] };

/** `also` is open to every floor: specs may use libs/testing, nothing else may. */
const boundaries = (also = []) => [
  'error',
  {
    enforceBuildableLibDependency: false,
    allow: [],
    // A spec in kernel uses testing, and testing uses kernel: a circle of projects, not of modules.
    ignoredCircularDependencies: [['testing', '*']],
    depConstraints: Object.entries({ ...floors, ...rooms }).map(([sourceTag, tags]) => ({ sourceTag, onlyDependOnLibsWithTags: [...tags, ...also] })),
  },
];

// Libraries that live in one room.
const sqlite = { group: ['node:sqlite'], message: 'Only libs/adapters/sqlite talks to SQLite.' };
const kafka = { group: ['kafkajs'], message: 'Only libs/adapters/kafka talks to Kafka.' };
const mongodb = { group: ['mongoose', 'mongodb', '!@loyalty/mongodb'], message: 'Only libs/adapters/mongodb talks to MongoDB.' };
const kurrentdb = { group: ['@kurrent/*', '@grpc/*'], message: 'Only libs/adapters/kurrentdb talks to KurrentDB.' };
const stores = [sqlite, kafka, mongodb, kurrentdb];
const frameworks = { group: ['fastify', '@fastify/*', '@nestjs/*'], message: 'This room is plain TypeScript: no Nest, no HTTP.' };
const swagger = { group: ['@nestjs/swagger'], message: 'OpenAPI belongs to contexts and platform.' };
const restrict = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

const contexts = '{commerce,members,points,coupons,tiers,fraud,reporting}';

export default [
  { ignores: ['**/dist', '**/node_modules', '**/*.cjs', '**/*.mjs', '.nx', 'tmp', 'data'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(),
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      ...restrict(...stores, swagger),
    },
  },
  { files: ['**/*.spec.ts'], rules: { '@nx/enforce-module-boundaries': boundaries(['floor:testing']) } },
  // A later entry replaces an earlier one, so the strictest comes last.
  { files: ['libs/adapters/sqlite/**/*.ts'], rules: restrict(kafka, mongodb, kurrentdb, swagger) },
  { files: ['libs/adapters/kafka/**/*.ts'], rules: restrict(sqlite, mongodb, kurrentdb, swagger) },
  { files: ['libs/adapters/mongodb/**/*.ts'], rules: restrict(sqlite, kafka, kurrentdb, swagger) },
  { files: ['libs/adapters/kurrentdb/**/*.ts'], rules: restrict(sqlite, kafka, mongodb, swagger) },
  { files: ['libs/platform/**/*.ts', `libs/${contexts}/**/*.ts`], rules: restrict(...stores) },
  { files: ['libs/{kernel,ledger,views,messaging,contracts}/**/*.ts', '**/domain/**/*.ts'], rules: restrict(...stores, frameworks) },
  // Measured beside the bare client, and driven as another team would.
  { files: ['tools/**/*.ts'], rules: restrict(sqlite, kurrentdb, swagger) },
  { files: ['examples/**/*.ts'], rules: restrict(mongodb, kurrentdb, swagger) },
];

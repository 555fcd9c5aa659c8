import { COMPARISONS } from './comparison';
import { DEFAULT_SOURCES, FIELD_TYPES } from './fields';
import { MANIFEST_VERSION, ON_DELETE, PUSH_PLATFORMS } from './manifest';
import { OPERATIONS } from './rules';
import type { Schema } from './structure';

const TEXT: Schema = { type: 'string' };
const NUMBER: Schema = { type: 'number' };
const BOOLEAN: Schema = { type: 'boolean' };
const TEXTS: Schema = { type: 'array', items: TEXT };
const FIELDS: Schema = { $ref: '#/$defs/fields' };
const RULES: Schema = { type: 'array', items: { $ref: '#/$defs/rule' } };

/** The manifest's structure as JSON Schema (2020-12). What must hold beside it, `checkManifest` says. @see https://json-schema.org/draft/2020-12 */
export const MANIFEST_SCHEMA: ManifestSchema = /* @__PURE__ */ describeManifest();

interface ManifestSchema extends Schema {
  readonly $schema: string;
  readonly $id: string;
  readonly $defs: Readonly<Record<string, Schema>>;
}

/** Called as pure, so that bundles which do not use the schema do not hold it. */
function describeManifest(): ManifestSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:plinth:manifest:${MANIFEST_VERSION}`,
    ...record(['manifestVersion', 'backendId'], {
      manifestVersion: { const: MANIFEST_VERSION },
      backendId: TEXT,
      auth: record(['ownerClaim', 'userName', 'groups'], { ownerClaim: TEXT, userName: { enum: ['uuid', 'email'] }, groups: TEXTS }),
      data: record(['models'], { models: named({ $ref: '#/$defs/model' }) }),
      files: record(['spaces'], { spaces: named({ $ref: '#/$defs/space' }) }),
      functions: record(['functions'], { functions: named({ $ref: '#/$defs/function' }) }),
      push: record(['platforms', 'topics'], {
        platforms: { type: 'array', items: { enum: PUSH_PLATFORMS } },
        topics: named(record(['rules'], { rules: RULES })),
      }),
      extensions: { type: 'object' },
    }),
    $defs: {
      model: record(['fields', 'rules', 'indexes'], {
        fields: FIELDS,
        rules: RULES,
        indexes: named(record(['partition', 'sort'], { partition: TEXTS, sort: TEXTS })),
        relations: named({ $ref: '#/$defs/relation' }),
        idFrom: TEXTS,
        allowScan: BOOLEAN,
        table: TEXT,
        description: TEXT,
      }),
      space: record(['rules', 'maxSize'], { rules: RULES, maxSize: NUMBER, contentTypes: TEXTS }),
      function: record(['input', 'output', 'invoke', 'triggers'], {
        rules: RULES,
        input: FIELDS,
        output: FIELDS,
        invoke: { enum: ['direct', 'handler'] },
        triggers: { type: 'array', items: { $ref: '#/$defs/trigger' } },
      }),
      trigger: {
        ...record(['on'], {
          on: { enum: ['change', 'file', 'schedule'] },
          model: TEXT,
          operations: { type: 'array', items: { enum: ['create', 'update', 'delete'] } },
          space: TEXT,
          expression: TEXT,
        }),
        allOf: [needs('on', 'change', ['model', 'operations']), needs('on', 'file', ['space']), needs('on', 'schedule', ['expression'])],
      },
      fields: named({ $ref: '#/$defs/field' }),
      field: record(['type'], {
        type: { enum: FIELD_TYPES },
        required: BOOLEAN,
        defaultValue: {},
        defaultFrom: { enum: DEFAULT_SOURCES },
        unique: BOOLEAN,
        immutable: BOOLEAN,
        readOnly: BOOLEAN,
        hidden: BOOLEAN,
        ttl: BOOLEAN,
        rules: RULES,
        min: NUMBER,
        max: NUMBER,
        minLength: NUMBER,
        maxLength: NUMBER,
        pattern: TEXT,
        choices: TEXTS,
        items: { $ref: '#/$defs/field' },
        minItems: NUMBER,
        maxItems: NUMBER,
        fields: FIELDS,
        typeName: TEXT,
        description: TEXT,
      }),
      relation: {
        ...record(['kind', 'model', 'field'], {
          kind: { enum: ['belongsTo', 'hasOne', 'hasMany', 'manyToMany'] },
          model: TEXT,
          field: TEXT,
          index: TEXT,
          through: TEXT,
          otherField: TEXT,
          onDelete: { enum: ON_DELETE },
        }),
        allOf: [
          needs('kind', 'belongsTo', ['onDelete']),
          needs('kind', 'hasOne', ['index']),
          needs('kind', 'hasMany', ['index']),
          needs('kind', 'manyToMany', ['through', 'index', 'otherField']),
        ],
      },
      rule: {
        ...record(['allow'], {
          allow: { enum: ['owner', 'owners', 'authenticated', 'guest', 'group', 'groupIn', 'claim', 'related', 'allOf', 'anyOf'] },
          group: TEXT,
          field: TEXT,
          claim: TEXT,
          relation: TEXT,
          operation: { enum: OPERATIONS },
          rules: RULES,
          operations: { type: 'array', items: { enum: OPERATIONS } },
          when: { type: 'array', items: record(['field', 'value'], { field: TEXT, op: { enum: COMPARISONS }, value: {} }) },
        }),
        allOf: [
          needs('allow', 'owners', ['field']),
          needs('allow', 'group', ['group']),
          needs('allow', 'groupIn', ['field']),
          needs('allow', 'claim', ['claim', 'field']),
          needs('allow', 'related', ['relation']),
          needs('allow', 'allOf', ['rules']),
          needs('allow', 'anyOf', ['rules']),
        ],
      },
    },
  };
}

/** An object with these members; others are of a newer version, and ignored. */
function record(required: readonly string[], properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', required, properties };
}

/** An object whose members have names that the declaration chose. */
function named(each: Schema): Schema {
  return { type: 'object', additionalProperties: each };
}

/** Members that are needed where `member` is `value`. */
function needs(member: string, value: string, required: readonly string[]) {
  // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema's own word, and nobody awaits a schema
  return { if: { properties: { [member]: { const: value } } }, then: { required } };
}

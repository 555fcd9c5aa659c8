import type { StackPlan } from './plan.js';
import { tableOf } from './plan.js';
import { tableProperties, type TableProperties } from './table.js';
import type { Resource } from './template.js';

/** What becomes of the data of a deployed stack that is to be known before: tables that leave it, and protection that is lifted. */
export interface Loss {
  readonly text: string;
  /** Whether items are gone for good. */
  readonly final: boolean;
}

export function losses({ deployed, wanted }: StackPlan): Loss[] {
  return Object.entries(deployed?.Resources ?? {}).flatMap(([logicalId, resource]): Loss[] => {
    const table = tableProperties(resource);
    if (table === undefined) return [];
    const name = tableOf({ logicalId }, deployed);
    const next = wanted.Resources?.[logicalId];
    return next === undefined ? [leaving(name, resource, table)] : lifted(name, resource, next).map((text) => ({ text, final: false }));
  });
}

function leaving(name: string, resource: Resource, table: TableProperties): Loss {
  if (isRetained(resource)) {
    return {
      text: `the table ${name} leaves the stack and is kept with its items, and costs what it costs until you delete it`,
      final: false,
    };
  }
  if (isProtected(table)) {
    return {
      text: `the table ${name} leaves the stack and is protected from deletion: the deployment will fail and change nothing`,
      final: false,
    };
  }
  return { text: `the table ${name} is deleted with all its items`, final: true };
}

/** What kept items safe and no longer will. */
function lifted(name: string, before: Resource, after: Resource): string[] {
  const [old, next] = [before, after].map((resource) => tableProperties(resource) ?? {}) as [TableProperties, TableProperties];
  return [
    ...(isProtected(old) && !isProtected(next) ? [`the table ${name} is no longer protected from deletion`] : []),
    ...(isRecoverable(old) && !isRecoverable(next)
      ? [`the table ${name} loses its point-in-time recovery, and what it could restore`]
      : []),
    ...(isRetained(before) && !isRetained(after) ? [`the table ${name} will be deleted with its stack`] : []),
  ];
}

const isRetained = ({ DeletionPolicy = '' }: Resource) => String(DeletionPolicy).startsWith('Retain');

interface Settings {
  readonly DeletionProtectionEnabled?: boolean;
  readonly PointInTimeRecoverySpecification?: { readonly PointInTimeRecoveryEnabled?: boolean };
}

/** A global table has its settings by Region. */
const settingsOf = (table: TableProperties): Settings[] => [table as Settings, ...((table.Replicas ?? []) as Settings[])];
const isProtected = (table: TableProperties) => settingsOf(table).some((each) => each.DeletionProtectionEnabled === true);
const isRecoverable = (table: TableProperties) =>
  settingsOf(table).some((each) => each.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled === true);

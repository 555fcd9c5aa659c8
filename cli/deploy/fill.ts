import type { Manifest } from '../../lib/manifest/index.js';
import { Failure } from '../failure.js';
import type { Deployed } from '../read/deployed.js';
import { credentialsInto } from '../transfer/backend.js';
import { type FillPage, loadTransfer, type Transfer } from '../transfer/engine.js';
import { describeFill, type Fill } from './fills.js';
import type { Patience } from './patience.js';
import { manifestOf, type StackPlan } from './plan.js';

/** What fills the items of a model. */
export type OpenFiller = (manifest: Manifest, model: string) => Promise<Filler>;

export interface Filler extends Pick<Transfer, 'fillItems'> {
  /** Takes new credentials where the old ones end: asked now and then by what takes long. */
  renew(): Promise<void>;
}

export interface FillerOptions {
  readonly env: NodeJS.ProcessEnv;
  /** The folder of this package. */
  readonly packageDir: string;
  readonly region?: string;
  readonly profile?: string;
}

/** Fills by the engine of the handlers, with the credentials that the AWS CLI would use. */
export function fillerOf({ env, packageDir, region, profile }: FillerOptions): OpenFiller {
  return async (manifest, model) => {
    const environment = { ...env };
    const renew = await credentialsInto(environment, { region, profile });
    const transfer = await loadTransfer(packageDir, { manifest, model, environment });
    return { renew, fillItems: (part, options) => transfer.fillItems(part, options) };
  };
}

/** Parts of a table that are read at once. */
const PARTS = 4;
/** Conflicts that are named; there may be as many as items. */
const NAMED = 20;

interface FillWith {
  readonly deployed: Deployed;
  readonly patience: Patience;
  readonly openFiller: OpenFiller;
}

/**
 * Sees to all items of one model.
 *
 * @param phase `claim`: before the switch, while handlers run that know of no claims; `fill`: after it, all there is to fill
 * @throws Failure with the items whose values are not unique
 */
export async function runFill(
  phase: 'claim' | 'fill',
  fill: Fill,
  plan: StackPlan,
  { deployed, patience, openFiller }: FillWith,
): Promise<void> {
  const manifest = manifestOf(plan.after, fill.backendId);
  if (manifest === undefined) return;
  const table = await deployed.table(fill.table);
  if (table === undefined) {
    patience.say(`${fill.model}: its table was made elsewhere, so its items are not filled (${describeFill(fill)})`);
    return;
  }
  const { fillItems, renew } = await openFiller(manifest, fill.model);
  const options = phase === 'claim' ? { defaults: [], tidies: false } : { defaults: fill.defaults, tidies: fill.unique.length > 0 };
  const sum = { items: 0, written: 0 };
  const conflicts: FillPage['conflicts'][number][] = [];
  const readPart = async (part: number) => {
    for await (const page of fillItems({ part, of: PARTS }, options)) {
      sum.items += page.items;
      sum.written += page.written;
      conflicts.push(...page.conflicts);
      const of = table.items > 0 ? ` of about ${table.items.toLocaleString('en')}` : '';
      patience.progress(
        `${fill.table}: ${sum.items.toLocaleString('en')}${of} items, ${sum.written.toLocaleString('en')} written (${describeFill(fill)})`,
      );
      await renew();
    }
  };
  await Promise.all(Array.from({ length: PARTS }, (_, part) => readPart(part)));
  if (conflicts.length > 0) throw new Failure(describeConflicts(fill, conflicts));
}

function describeConflicts({ model }: Fill, conflicts: FillPage['conflicts']): string {
  const lines = conflicts
    .slice(0, NAMED)
    .map(({ field, value, ids: [a, b] }) => `- ${model}.${field} ${JSON.stringify(value)}: ${a} and ${b}`);
  const rest = conflicts.length > NAMED ? [`- and ${conflicts.length - NAMED} more`] : [];
  return [
    'Values that are to be unique are those of several items. Change all but one of each, then deploy again:',
    ...lines,
    ...rest,
  ].join('\n');
}

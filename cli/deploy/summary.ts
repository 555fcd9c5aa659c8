import { diffManifests } from '../diff/manifest.js';
import { formatBreaks, formatChanges } from '../diff/print.js';
import { losses } from './losses.js';
import { describeStep, manifestOf, type StackPlan } from './plan.js';
import { sameTree } from './tree.js';

/** What a deployment is about, before it begins. */
export interface Summary {
  readonly lines: readonly string[];
  /** Why a person should say yes to it: data is lost, protection lifted, or deployed clients are refused. */
  readonly concerns: readonly string[];
}

export function summarise(plans: readonly StackPlan[]): Summary {
  const changes = plans.flatMap(({ before, after }) =>
    after.flatMap((manifest) => diffManifests(manifestOf(before, manifest.backendId), manifest)),
  );
  const breaks = formatBreaks(changes);
  const lost = plans.flatMap(losses);
  return {
    lines: [
      ...formatChanges(changes),
      ...section('Clients that are deployed:', breaks),
      ...section(
        'Data:',
        lost.map(({ text }) => text),
      ),
      ...plans.flatMap(describePlan),
    ],
    concerns: [
      ...(lost.some(({ final }) => final) ? ['items are deleted'] : []),
      ...(lost.some(({ final }) => !final) ? ['tables leave the stack or lose protection'] : []),
      ...(breaks.length > 0 ? ['deployed clients do not go on as before'] : []),
    ],
  };
}

function describePlan(plan: StackPlan): string[] {
  const { deployed, stack, steps, wanted } = plan;
  if (deployed !== undefined && sameTree(deployed, wanted)) return [`${stack.stackName} is as declared`];
  const title = `${stack.stackName}, ${steps.length === 1 ? 'one step' : `${steps.length} steps`}:`;
  return section(
    title,
    steps.map((step) => describeStep(step, plan)),
  );
}

const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)]);

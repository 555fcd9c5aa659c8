import type { FunctionSpec, Manifest, TriggerSpec } from '../manifest';
import { at, duplicates, type Fault, unknownName } from './fault';
import { checkFields } from './fields';
import { checkNames } from './names';
import { checkRules } from './rules';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
const SCHEDULE = /^(rate\([1-9]\d* (minute|hour|day)s?\)|cron\(\S+( \S+){5}\))$/;

export function* checkFunctions(manifest: Manifest): Iterable<Fault> {
  const functions = manifest.functions?.functions ?? {};
  const path = 'functions.functions';
  yield* checkNames(path, 'function', Object.keys(functions));
  for (const [name, spec] of Object.entries(functions)) {
    yield* checkFunction(spec, at(path, name), manifest);
  }
}

function* checkFunction(spec: FunctionSpec, path: string, manifest: Manifest): Iterable<Fault> {
  const example = 'rules: [Rule.authenticated()]';
  if (spec.rules !== undefined) {
    const guarded = { kind: 'a function', operations: [], owned: false, fields: {}, example };
    yield* checkRules(spec.rules, at(path, 'rules'), guarded, manifest.auth);
  } else if (spec.triggers.length === 0) {
    yield {
      path,
      message: `a function with neither rules nor triggers never runs; add \`${example}\` or \`triggers: [Trigger.change("…")]\``,
    };
  }
  yield* checkFields(spec.input, at(path, 'input'));
  yield* checkFields(spec.output, at(path, 'output'));
  for (const [i, trigger] of spec.triggers.entries()) {
    yield* checkTrigger(trigger, at(path, 'triggers', i), manifest);
  }
  for (const source of duplicates(spec.triggers.map(describeSource))) {
    yield { path: at(path, 'triggers'), message: `names ${source} more than once, and would run twice; name it once` };
  }
}

function* checkTrigger(trigger: TriggerSpec, path: string, manifest: Manifest): Iterable<Fault> {
  switch (trigger.on) {
    case 'change': {
      const models = Object.keys(manifest.data?.models ?? {});
      if (!models.includes(trigger.model)) {
        yield unknownName(at(path, 'model'), 'model', trigger.model, models);
      }
      if (trigger.operations.length === 0) {
        yield {
          path: at(path, 'operations'),
          message: 'a trigger on no operation never runs; name create, update or delete, or leave them out to mean all',
        };
      }
      break;
    }
    case 'file': {
      const spaces = Object.keys(manifest.files?.spaces ?? {});
      if (!spaces.includes(trigger.space)) {
        yield unknownName(at(path, 'space'), 'file space', trigger.space, spaces);
      }
      break;
    }
    case 'schedule':
      if (!SCHEDULE.test(trigger.expression)) {
        yield {
          path: at(path, 'expression'),
          message: `must be "rate(5 minutes)" or "cron(0 12 * * ? *)", is ${JSON.stringify(trigger.expression)}`,
        };
      }
      break;
  }
}

function describeSource(trigger: TriggerSpec): string {
  switch (trigger.on) {
    case 'change':
      return `the model "${trigger.model}"`;
    case 'file':
      return `the file space "${trigger.space}"`;
    case 'schedule':
      return `the schedule ${trigger.expression}`;
  }
}

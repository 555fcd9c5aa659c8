import type { IConstruct } from 'constructs';
import { BackendApi } from '../api';
import {
  admitsAll,
  type Caller,
  didYouMean,
  explain,
  type Fault,
  type Fields,
  type FieldSpec,
  type Manifest,
  type ModelSpec,
  operationsAsked,
  type Relatives,
  type Ruled,
  ruledField,
  ruledModel,
  type RuledItem,
  type RuleSpec,
  SYSTEM_FIELDS,
} from '../manifest';
import { Operation } from '../schema';
import { RULE_QUESTION } from './structs';

/** Who asks. Without an owner it is a guest: somebody without a session. */
export interface RuleCaller {
  /**
   * The value of the owner claim (`sub` unless configured).
   * @default - a guest
   */
  readonly owner?: string;
  /** @default - none */
  readonly groups?: string[];
  /**
   * What else the access token says, by claim: a text, a number, a boolean, or a list of them.
   * @default - nothing
   */
  readonly claims?: { [claim: string]: any };
}

/** A call that somebody might make. Exactly one of `model`, `fileSpace`, `functionName` and `topic` is given. */
export interface RuleQuestion {
  /** @default - it is about no model */
  readonly model?: string;
  /** @default - it is about no file space */
  readonly fileSpace?: string;
  /** @default - it is about no function */
  readonly functionName?: string;
  /** @default - it is about no topic */
  readonly topic?: string;
  /**
   * What is done with an item or a file.
   * @default - none: to call a function or to subscribe to a topic is one thing
   */
  readonly operation?: Operation;
  /** @default - a guest */
  readonly caller?: RuleCaller;
  /**
   * The item as it is, or, for a create, as it will be (its owner is the caller, unless it says another).
   * @default - an item that has nothing
   */
  readonly item?: { [field: string]: any };
  /**
   * What an update makes of the item: rules must admit to both.
   * @default - what rules look at stays as it is
   */
  readonly becomes?: { [field: string]: any };
  /**
   * The items that its relations name, by relation, and theirs by a dotted path: `{ notebook: { owner: 'ann' }, 'notebook.shelf': {} }`.
   * `null` is none. What is not given, `related` rules do not admit by.
   * @default - none is given
   */
  readonly related?: { [relation: string]: any };
}

/** What comes of a call. */
export interface RuleVerdict {
  /** Whether some rule admits to it. */
  readonly admitted: boolean;
  /** By which rule, or of each rule why not: `owner(): owner is "bob"; guest().get().when(published is true): published is false`. */
  readonly reason: string;
  /**
   * Fields of the model that the caller does not see in the item, or, of a create or an update, may not set: those whose own rules do not
   * admit him, hidden ones, and, to set, those that the server sets.
   */
  readonly withheld: string[];
}

/**
 * The rules of a backend, asked without deploying it: for tests of one's own. It decides by the very code that handlers do.
 *
 * @example
 *
 * const rules = BackendRules.of(stack);
 * const verdict = rules.ask({ model: 'notes', operation: Operation.GET, caller: { owner: 'ann' }, item: { owner: 'bob' } });
 * assert.equal(verdict.admitted, false, verdict.reason);
 */
export class BackendRules {
  /**
   * The rules of the backend that is declared in a scope: a stack, an app, or anything that holds one. What is declared later is known too.
   * @throws Error where it holds none, or several
   */
  public static of(scope: IConstruct): BackendRules {
    const [api, ...others] = scope.node.findAll().filter((each): each is BackendApi => each instanceof BackendApi);
    if (api === undefined || others.length > 0) {
      throw new Error(
        api === undefined
          ? `"${scope.node.path}" holds no backend; give a stack or an app that holds one`
          : `"${scope.node.path}" holds several backends (${[api, ...others].map(({ node }) => node.path).join(', ')}); give what holds one of them`,
      );
    }
    return new BackendRules(() => api._manifest());
  }

  /**
   * The rules in a manifest, as JSON.parse gives it: of a deployed backend, or of one that another test has synthesized.
   */
  public static fromManifest(manifest: any): BackendRules {
    return new BackendRules(() => manifest as Manifest);
  }

  private constructor(private readonly manifest: () => Manifest) {}

  /**
   * What comes of a call.
   * @throws Error for a question that cannot be understood, and for a model, file space, function or topic that is not there
   */
  public ask(question: RuleQuestion): RuleVerdict {
    requireRight(question);
    const { operation } = question;
    const { ruled, fields } = this.find(question);
    const caller = callerOf(question.caller);
    this.requireNames(question);
    const related = relativesOf(question.related ?? {});
    const item =
      operation === Operation.CREATE
        ? { ...(caller.owner !== undefined && { owner: caller.owner }), ...question.item }
        : (question.item ?? {});
    const states = [item, ...(question.becomes === undefined ? [] : [question.becomes])].map((each: RuledItem) => ({
      item: each,
      related,
    }));
    const asked = question.model === undefined ? [operation] : operationsAsked(operation);
    const refusedBy = asked.find((one) => !admitsAll(ruled, [one], caller, states)) ?? operation;
    const refusedIn = states.find((state) => !admitsAll(ruled, [refusedBy], caller, [state]))?.item ?? item;
    const setting = operation === Operation.CREATE || operation === Operation.UPDATE;
    // A field is seen in a list as it is in the item.
    const onFields = operation === Operation.LIST ? Operation.GET : operation;
    const isWithheld = ({ hidden, readOnly, rules }: FieldSpec) =>
      hidden || (setting && readOnly) || (rules && !admitsAll(ruledField(ruled, rules), [onFields], caller, states));
    return {
      admitted: admitsAll(ruled, asked, caller, states),
      reason: explain(ruled, refusedBy, caller, refusedIn, related),
      withheld: Object.keys(fields).filter((name) => isWithheld(fields[name] as FieldSpec)),
    };
  }

  /** A field or relation that is misspelt would be absent, and prove a refusal that is none. */
  private requireNames({ model, item = {}, becomes = {}, related = {} }: RuleQuestion): void {
    const models = this.manifest().data?.models ?? {};
    if (model === undefined) return;
    const { fields } = named('model', model, models);
    const known = Object.fromEntries([...Object.keys(fields), ...SYSTEM_FIELDS].map((name) => [name, true]));
    for (const name of [...Object.keys(item), ...Object.keys(becomes)]) named('field', name, known);
    for (const path of Object.keys(related)) {
      let at: ModelSpec | undefined = models[model];
      for (const name of path.split('.')) at = models[named('relation', name, at?.relations ?? {}).model];
    }
  }

  private find({ model, fileSpace, functionName, topic }: RuleQuestion): { readonly ruled: Ruled; readonly fields: Fields } {
    const { data = { models: {} }, files, functions, push } = this.manifest();
    if ([model, fileSpace, functionName, topic].filter((each) => each !== undefined).length !== 1) {
      throw new Error('A question is about one of model, fileSpace, functionName and topic.');
    }
    if (model !== undefined) {
      const spec = named('model', model, data.models);
      return { ruled: ruledModel(data, spec), fields: spec.fields };
    }
    const of = (rules: readonly RuleSpec[] = []) => ({ ruled: { rules }, fields: {} });
    if (fileSpace !== undefined) {
      return of(named('file space', fileSpace, files?.spaces ?? {}).rules);
    }
    return functionName !== undefined
      ? of(named('function', functionName, functions?.functions ?? {}).rules)
      : of(named('topic', topic as string, push?.topics ?? {}).rules);
  }
}

/** A test that misspells what it asks would prove nothing. */
function requireRight(question: RuleQuestion): void {
  const faults: Fault[] = [];
  RULE_QUESTION.read(question, 'question', faults);
  if (faults.length > 0) {
    throw new Error(faults.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  }
}

function named<T>(kind: string, name: string, all: Readonly<Record<string, T>>): T {
  const found = Object.hasOwn(all, name) ? all[name] : undefined;
  if (found === undefined) {
    const names = Object.keys(all);
    throw new Error(`There is no ${kind} "${name}"${didYouMean(name, names) || `; there is ${names.join(', ') || 'none'}`}`);
  }
  return found;
}

function callerOf({ owner, groups = [], claims }: RuleCaller = {}): Caller {
  return owner === undefined ? { groups: [] } : { owner, groups, claims };
}

/** `{ notebook: …, 'notebook.shelf': … }` as items in each other. A relation that is not given names no item. */
function relativesOf(related: { readonly [path: string]: any }, prefix = ''): Relatives {
  const names = Object.keys(related).filter((path) => path.startsWith(prefix) && !path.slice(prefix.length).includes('.'));
  const given = names.map((path) => {
    const item: RuledItem | undefined = related[path];
    return [path.slice(prefix.length), item ? { item, related: relativesOf(related, `${path}.`) } : null] as const;
  });
  return Object.fromEntries(given);
}

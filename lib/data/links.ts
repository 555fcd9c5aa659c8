import { Rule } from '../schema';
import type { ModelProps } from './model-props';
import { Relation } from './relation';
import { OnDelete } from './relation-options';
import { linkOf, type Relations } from './relations';

/** A model of links that `manyToMany` relations are kept in. */
export interface Link {
  /** The relation that needs it. */
  readonly relation: string;
  readonly through: string;
  /** What the relation says of who may link. */
  readonly rules?: Rule[];
  /** How it is made, where there is none yet. */
  readonly props: ModelProps;
}

/** The links that the relations of a model need. */
export function linksOf(model: string, relations: Relations): Link[] {
  return Object.entries(relations)
    .filter(([, relation]) => relation._kind === 'manyToMany')
    .map(([name, relation]) => {
      const { through, here, there } = linkOf(model, name, relation);
      return { relation: name, through, rules: relation._options.rules, props: linkProps(model, here, relation, there) };
    });
}

function linkProps(model: string, here: string, relation: Relation, there: string): ModelProps {
  const options = { required: true, immutable: true, onDelete: OnDelete.CASCADE };
  return {
    fields: {},
    relations: { [here]: Relation.belongsTo(model, options), [there]: Relation.belongsTo(relation._model, options) },
    // Two items are linked once, or not.
    idFrom: [`${here}Id`, `${there}Id`],
    rules: relation._options.rules ?? [Rule.related(here)],
    description: `Links \`${model}\` and \`${relation._model}\`.`,
  };
}
